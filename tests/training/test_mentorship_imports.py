"""The register of mentoring: read exactly, corrected, refused with a reason, undone, and out again."""

import datetime as dt
import io

import openpyxl
import pytest
from django.utils import timezone

from members import ledger_import
from members.imports import Roster
from members.ledger_import import UndoRefusedError, undo
from members.system import system_account
from tests.factories import WorkshopFactory
from tests.ledger_files import (
    ROSTER,
    columns_of,
    counts_of,
    expected,
    imported,
    path_of,
    previewed,
    workbook,
)
from tests.training import mentoring
from training import exports, services, statistics
from training.imports import MentorshipLedger
from training.models import Mentorship, MentorshipEvent

pytestmark = pytest.mark.django_db
REGISTER = "师带徒登记表"
LEDGERS_END = dt.date(2026, 8, 31)
HEADER = [
    "序号", "协议编号", "师傅", "师傅工号", "徒弟", "徒弟工号", "工种", "工作室", "开始日期", "结束日期", "培养目标",
    "考核结果",
]  # fmt: skip
ROW = {
    "协议编号": "SD-2026-001", "师傅": "周工", "师傅工号": "0004", "徒弟": "王海", "徒弟工号": "0001", "工种": "焊工",
    "开始日期": "2026年3月1日", "结束日期": "２０２９-０３-０１", "培养目标": "三年内取得高级工",
}  # fmt: skip
OVER = {**ROW, "开始日期": "2023-03-01", "结束日期": "20260301"}


def register(*rows):
    return workbook(["师带徒登记表"], HEADER, *[[row.get(name) for name in HEADER] for row in rows])


def take(cast, *rows):
    return imported(MentorshipLedger, cast.enterprise, register(*rows))


def take_back(batch):
    return undo(batch, MentorshipLedger, by=system_account())


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_the_offices_register_is_read_exactly(cast, state):
    imported(Roster, cast.enterprise, path_of(state, ROSTER))
    batch = imported(MentorshipLedger, cast.enterprise, path_of(state, REGISTER))
    pairs = expected(state, REGISTER)["pairs"]
    assert counts_of(batch) == (pairs, 0, 0, 0)
    counted = statistics.count(Mentorship.objects.all(), LEDGERS_END)
    assert (counted.mentorships, counted.pairs) == (pairs, pairs)
    again = imported(MentorshipLedger, cast.enterprise, path_of(state, REGISTER))
    assert counts_of(again) == (0, 0, pairs, 0)
    take_back(batch)
    assert not Mentorship.objects.exists()


def test_a_row_is_an_agreement_signed_on_paper(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    row = {**ROW, "徒弟": "王海、赵敏", "徒弟工号": "0001、0002", "工作室": "焊装劳模工作室", "考核结果": "合格"}
    assert counts_of(take(cast, row)) == (1, 0, 0, 0)
    made = Mentorship.objects.get()
    assert (made.mentor, made.workshop, made.status) == (cast.owner.person, workshop, "in_force")
    assert (made.signed_on, made.ends_on) == (dt.date(2026, 3, 1), dt.date(2029, 3, 1))
    assert (made.source, made.on_paper) == ("ledger", True)
    taught = made.apprenticeships.order_by("pk")
    assert [(one.person.name, one.result, one.graduated_on) for one in taught] == [
        ("王海", "passed", None), ("赵敏", "passed", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("result", "status", "closed"),
    [("优秀", "graduated", dt.date(2026, 3, 1)), ("不合格", "not_passed", None), ("", "in_force", None)],
)
def test_a_term_that_is_over_ended_as_its_result_says(cast, result, status, closed):
    take(cast, {**OVER, "考核结果": result})
    made = Mentorship.objects.get()
    assert (made.status, made.closed_on, made.apprenticeships.get().graduated_on) == (status, closed, closed)
    assert made.events.last().to_status == status


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"师傅工号": ""}, "师傅工号"),
        ({"师傅工号": "9999"}, "师傅工号"),
        ({"师傅": "别人"}, "师傅"),
        ({"徒弟": "别人"}, "徒弟"),
        ({"徒弟工号": "0004", "徒弟": "周工"}, "徒弟工号"),
        ({"徒弟": "王海、赵敏"}, "徒弟"),
        ({"徒弟工号": "JC-0001", "徒弟": ""}, "徒弟工号"),
        ({"开始日期": "下个月"}, "开始日期"),
        ({"结束日期": "2026-02-01"}, "结束日期"),
        ({"考核结果": "还行"}, "考核结果"),
        ({"工作室": "没有的工作室"}, "工作室"),
        ({"工种": ""}, "工种"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_column(cast, row, column):
    assert columns_of(take(cast, {**ROW, **row})) == {3: [column]}
    assert not Mentorship.objects.exists()


def test_an_apprentice_of_another_enterprise_is_written_as_they_sign_in(cast, strangers):
    take(cast, {**ROW, "徒弟工号": "JC-0001", "徒弟": "王海"})
    assert Mentorship.objects.get().apprenticeships.get().person == strangers.worker.person


def test_a_number_is_there_once_and_missing_ones_are_given(cast):
    second = {**ROW, "徒弟": "赵敏", "徒弟工号": "0002"}
    assert columns_of(take(cast, ROW, second)) == {4: ["协议编号"]}
    unnumbered = {**second, "协议编号": ""}
    assert counts_of(take(cast, unnumbered)) == (1, 0, 0, 0)
    assert counts_of(take(cast, unnumbered)) == (0, 0, 1, 0)
    assert sorted(Mentorship.objects.values_list("number", flat=True))[0] == "SD-2026-001"
    assert Mentorship.objects.count() == 2


def test_a_register_corrects_what_came_from_one_and_is_undone(cast):
    take(cast, ROW)
    later = {**ROW, "结束日期": "2029-06-01", "考核结果": "优秀"}
    batch = take(cast, later)
    assert counts_of(batch) == (0, 1, 0, 0)
    made = Mentorship.objects.get()
    assert (made.ends_on, made.apprenticeships.get().result) == (dt.date(2029, 6, 1), "excellent")
    assert made.events.last().verb == "changed"
    take_back(batch)
    made.refresh_from_db()
    assert (made.ends_on, made.apprenticeships.get().result) == (dt.date(2029, 3, 1), "")
    assert MentorshipEvent.objects.count() == 1


def test_the_day_of_signing_follows_a_start_that_was_the_same(cast):
    """An agreement that was entered as signed on the day it began; one that was signed on another day stays so."""
    take(cast, ROW, {**ROW, "协议编号": "SD-2026-002", "徒弟": "赵敏", "徒弟工号": "0002"})
    first, other = Mentorship.objects.order_by("number")
    Mentorship.objects.filter(pk=other.pk).update(signed_on=dt.date(2026, 2, 20))
    moved = {**ROW, "开始日期": "2026-05-01"}
    batch = take(cast, moved, {**moved, "协议编号": "SD-2026-002", "徒弟": "赵敏", "徒弟工号": "0002"})

    def signed():
        rows = Mentorship.objects.order_by("number").values_list("signed_on", "mentor_signed_at")
        taught = first.apprenticeships.get().signed_at
        return [(day, timezone.localdate(at)) for day, at in rows], timezone.localdate(taught)

    may, march = dt.date(2026, 5, 1), dt.date(2026, 3, 1)
    assert signed() == ([(may, may), (dt.date(2026, 2, 20), march)], may)
    take_back(batch)
    assert signed() == ([(march, march), (dt.date(2026, 2, 20), march)], march)


def test_other_people_and_what_is_kept_on_the_portal_are_corrected_there(cast):
    made = mentoring.in_force(cast)
    same = {
        **ROW, "协议编号": made.number, "工种": "焊工", "开始日期": f"{made.starts_on}", "结束日期": f"{made.ends_on}",
        "培养目标": made.goals,
    }  # fmt: skip
    assert counts_of(take(cast, same)) == (0, 0, 1, 0)
    assert columns_of(take(cast, {**same, "工种": "钳工"})) == {3: ["工种"]}
    assert columns_of(take(cast, {**same, "徒弟": "赵敏", "徒弟工号": "0002"})) == {3: ["师傅工号"]}


def test_what_was_worked_on_since_is_not_undone(cast):
    batch = take(cast, ROW)
    services.note_month(Mentorship.objects.get(), by=cast.worker)
    with pytest.raises(UndoRefusedError):
        take_back(batch)


def test_what_goes_out_comes_in_without_a_difference(cast, strangers):
    guest = strangers.worker.person
    made = mentoring.graduated(cast, apprentices=[cast.worker.person, guest], grade="")
    mentoring.draft(cast, apprentices=[cast.colleague.person])
    book = exports.mentorships(Mentorship.objects.for_list().order_by("number"))
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["协议编号", made.number]
    assert rows[1][5] == "0001、JC-0001"
    assert counts_of(previewed(MentorshipLedger, cast.enterprise, book)) == (0, 0, 1, 0)


def test_many_rows_cost_no_more_queries_than_a_few(cast, django_assert_max_num_queries):
    rows = [{**ROW, "协议编号": f"SD-{n}", "徒弟": "", "开始日期": f"2026-03-{n:02}"} for n in range(1, 25)]
    batch = previewed(MentorshipLedger, cast.enterprise, register(*rows))
    with django_assert_max_num_queries(45):
        ledger_import.commit(batch, MentorshipLedger, by=system_account())
    assert Mentorship.objects.count() == 24


def test_the_same_two_are_not_taken_in_twice_for_the_same_time(cast):
    """The day it began is written differently in the register: it would count as a second agreement."""
    mentoring.in_force(cast)
    row = {name: text for name, text in ROW.items() if name != "协议编号"}
    earlier = {**row, "开始日期": "2019-03-01", "结束日期": "2022-03-01"}
    batch = previewed(MentorshipLedger, cast.enterprise, register(row, earlier))
    assert list(batch.rows.order_by("number").values_list("outcome", flat=True)) == ["refused", "new"]
