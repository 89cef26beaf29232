import datetime as dt

import pytest
from django.utils import timezone

from members import ledger_import
from members.imports import Roster
from members.models import Department, ImportBatch, Person
from members.system import system_account
from suggestions.imports import SuggestionLedger
from tests.factories import DepartmentFactory, EnterpriseFactory, PersonFactory, SuggestionFactory, account
from tests.ledger_files import (
    ROSTER,
    columns_of,
    counts_of,
    expected,
    imported,
    path_of,
    previewed,
    problems_of,
    roster_rows,
    undone,
)

WANG = {"姓名": "王海", "工号": "0001", "部门/车间": "冲焊厂", "班组": "一班", "岗位": "焊工"}
ZHAO = {"姓名": "赵敏", "工号": "0002", "部门/车间": "总装厂"}


@pytest.fixture
def enterprise(db):
    return EnterpriseFactory(code="CF")


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_the_office_roster_is_read_exactly(enterprise, state):
    told = expected(state, ROSTER)
    batch = imported(Roster, enterprise, path_of(state, ROSTER))
    assert counts_of(batch) == (told["rows_ok"], 0, 0, told["rows_bad"])
    assert sorted(problems_of(batch)) == [number for number, _why in told["bad"]]
    assert enterprise.people.count() == told["rows_ok"]
    assert enterprise.people.in_service().count() == told["active"]
    assert enterprise.departments.shops().count() == 7


def test_every_reason_against_a_row_is_named_under_its_column(enterprise):
    batch = previewed(Roster, enterprise, path_of("messy", ROSTER))
    assert columns_of(batch) == {325: ["工号"], 326: ["姓名"], 327: ["工号"], 328: ["手机号", "入职日期"]}
    assert "9" in problems_of(batch)[325][0][1]


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_the_same_roster_again_changes_nothing(enterprise, state):
    imported(Roster, enterprise, path_of(state, ROSTER))
    before = Person.history.count(), Department.history.count()
    told = expected(state, ROSTER)
    assert counts_of(imported(Roster, enterprise, path_of(state, ROSTER))) == (0, 0, told["rows_ok"], told["rows_bad"])
    assert (Person.history.count(), Department.history.count()) == before


def test_a_person_is_taken_over_whole(enterprise):
    row = {**WANG, "技能等级": "高级技师", "手机号": 13800000001.0, "入职日期": "2003.4.11", "是否在岗": "否"}
    imported(Roster, enterprise, roster_rows(row))
    person = enterprise.people.get()
    facts = (person.name, person.work_number, str(person.department), person.post, person.skill_grade, person.phone)
    assert facts == ("王海", "0001", "冲焊厂 · 一班", "焊工", "senior_technician", "13800000001")
    assert (person.joined_on, person.left_on, person.in_service) == (
        dt.date(2003, 4, 11),
        timezone.localdate(),
        False,
    )
    assert person.history.get().history_user == system_account()


def test_a_change_is_written_and_named_while_an_empty_cell_erases_nothing(enterprise):
    imported(Roster, enterprise, roster_rows(WANG, ZHAO))
    batch = imported(Roster, enterprise, roster_rows({**WANG, "班组": None, "岗位": "班长", "手机号": "13800000001"}))
    assert counts_of(batch) == (0, 1, 0, 0)
    assert batch.rows.get().values["changed"] == ["岗位", "手机号"]
    person = enterprise.people.get(work_number="0001")
    assert (str(person.department), person.post, person.phone) == ("冲焊厂 · 一班", "班长", "13800000001")


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_whoever_has_left_was_there_until_the_roster_was_filled_in(enterprise, state):
    """Both rosters are of 1 September 2026: who is marked as gone by then worked there in the months before."""
    imported(Roster, enterprise, path_of(state, ROSTER))

    assert {person.left_on for person in enterprise.people.filter(in_service=False)} == {dt.date(2026, 9, 1)}
    assert enterprise.people.in_service_on(dt.date(2026, 8, 31)).count() == 320
    assert enterprise.people.in_service_on(dt.date(2026, 9, 1)).count() == expected(state, ROSTER)["active"]


def test_a_day_of_leaving_is_taken_over_and_means_having_left(enterprise):
    imported(Roster, enterprise, roster_rows({**WANG, "离职日期": "2026.3.31"}))
    person = enterprise.people.get()
    assert (person.in_service, person.left_on) == (False, dt.date(2026, 3, 31))

    again = imported(Roster, enterprise, roster_rows({**WANG, "是否在岗": "否"}))
    assert counts_of(again) == (0, 0, 1, 0)
    assert enterprise.people.get().left_on == dt.date(2026, 3, 31)


def test_a_day_of_leaving_that_cannot_be_is_refused(enterprise):
    early = {**WANG, "入职日期": "2020-01-01", "离职日期": "2019-12-31"}
    both = {**ZHAO, "离职日期": "2026-03-31", "是否在岗": "是"}
    batch = previewed(Roster, enterprise, roster_rows(early, both))
    assert sorted(columns_of(batch).values()) == [["是否在岗"], ["离职日期"]]


def test_somebody_back_at_work_has_no_day_of_leaving(enterprise):
    shop = DepartmentFactory(enterprise=enterprise, name="冲焊厂")
    PersonFactory(department=shop, work_number="0001", name="王海", in_service=False, left_on=dt.date(2025, 1, 1))
    imported(Roster, enterprise, roster_rows({**WANG, "班组": None, "是否在岗": "是"}))
    person = enterprise.people.get()
    assert (person.in_service, person.left_on) == (True, None)


def test_a_number_whose_zeros_were_eaten_is_recognised_by_the_name(enterprise):
    imported(Roster, enterprise, roster_rows(WANG))
    same, other = {**WANG, "工号": 1}, {**WANG, "工号": 1, "姓名": "李强"}
    assert counts_of(previewed(Roster, enterprise, roster_rows(same))) == (0, 0, 1, 0)
    assert counts_of(previewed(Roster, enterprise, roster_rows(other))) == (1, 0, 0, 0)


def test_nobody_takes_over_an_account_through_a_roster(enterprise):
    shop = DepartmentFactory(enterprise=enterprise, name="冲焊厂")
    account(PersonFactory(department=shop, work_number="0001", name="孙干事"))
    batch = imported(Roster, enterprise, roster_rows(WANG))
    assert columns_of(batch) == {3: ["姓名"]}
    assert enterprise.people.get().name == "孙干事"


def test_another_enterprise_keeps_its_own_numbers(enterprise, strangers):
    imported(Roster, enterprise, roster_rows(WANG))
    assert strangers.enterprise.people.filter(work_number="0001").get().name == "王海"
    assert enterprise.people.count() == 1
    assert strangers.enterprise.people.count() == 7


def test_new_departments_are_announced_before_they_are_made(enterprise):
    DepartmentFactory(enterprise=enterprise, name="总装厂")
    batch = previewed(Roster, enterprise, roster_rows(WANG, ZHAO))
    assert [row.values.get("new_department") for row in batch.rows.all()] == ["冲焊厂 · 一班", None]
    assert enterprise.departments.count() == 1


def test_undoing_brings_the_roster_back(enterprise):
    first = imported(Roster, enterprise, roster_rows(WANG))
    second = imported(Roster, enterprise, roster_rows({**WANG, "岗位": "班长"}, ZHAO))
    undone(second)
    assert [(person.name, person.post) for person in enterprise.people.all()] == [("王海", "焊工")]
    assert enterprise.departments.count() == 2
    undone(first)
    assert (enterprise.people.count(), enterprise.departments.count()) == (0, 0)
    assert set(ImportBatch.objects.values_list("state", flat=True)) == {"undone"}


def touch_by_hand(person):
    person.phone = "13900000000"
    person.save()


@pytest.mark.parametrize(
    "touch",
    [
        touch_by_hand,
        account,
        lambda person: SuggestionFactory(department=person.department, by=person),
        lambda person: person.delete(),
    ],
    ids=["edited", "account", "proposal", "deleted"],
)
def test_undoing_is_refused_whole_once_a_person_was_touched(enterprise, touch):
    batch = imported(Roster, enterprise, roster_rows(WANG, ZHAO))
    touch(enterprise.people.get(work_number="0002"))
    with pytest.raises(ledger_import.UndoRefusedError) as caught:
        undone(batch)
    assert caught.value.touched == {4: "0002"}
    assert "4（0002）" in caught.value.message
    assert enterprise.people.filter(work_number="0001").exists()
    batch.refresh_from_db()
    assert batch.state == "committed"


def test_a_roster_with_proposals_of_a_later_ledger_stays(enterprise):
    batch = imported(Roster, enterprise, path_of("clean", ROSTER))
    imported(SuggestionLedger, enterprise, path_of("clean", "合理化建议汇总表"))
    with pytest.raises(ledger_import.UndoRefusedError) as caught:
        undone(batch)
    assert len(caught.value.touched) == 304


def test_a_department_in_use_by_others_outlives_the_undoing(enterprise):
    batch = imported(Roster, enterprise, roster_rows(WANG))
    PersonFactory(department=enterprise.departments.get(name="冲焊厂"))
    undone(batch)
    assert [department.name for department in enterprise.departments.all()] == ["冲焊厂"]


def test_commands_act_in_the_name_of_an_account_that_nobody_can_enter(db):
    user = system_account()
    assert (user.is_active, user.has_usable_password(), user.roles) == (False, False, frozenset())
    assert system_account() == user
