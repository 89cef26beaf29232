"""Joining, moving, leaving, coming back: nobody is deleted, and every step stays in the history."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.audit import AuditEntry
from alliance_portal.workflow import StaleError, WorkflowError
from members import services, statistics
from members.changes import changes_of
from members.imports import Roster
from members.models import Department, Headcount, Person, RoleAssignment, User
from tests.factories import PASSWORD, DepartmentFactory, PersonFactory
from tests.ledger_files import imported, roster_rows, undone

ROSTER = "/workbench/roster/"
roster = services.roster


def person(user):
    return Person.objects.get(user=user)


def acts(about):
    return list(
        AuditEntry.objects.filter(object_id=about.pk, object_kind="members.person").values_list("act", flat=True)
    )


def test_somebody_new(cast):
    facts = {"department": cast.team, "work_number": "0100", "name": "张三", "post": "焊工"}
    made = roster.enter_person(cast.enterprise, by=cast.officer, **facts)
    assert (made.in_service, made.joined_on, made.user) == (True, timezone.localdate(), None)
    assert made.history.get().history_user == cast.officer
    assert acts(made) == ["joined"]


def test_a_number_is_given_once(cast):
    with pytest.raises(WorkflowError, match="0001"):
        roster.enter_person(cast.enterprise, by=cast.officer, department=cast.team, work_number="0001", name="张三")
    assert Person.objects.filter(work_number="0001").get().name == "王海"
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("where", ["strangers", "closed"])
def test_nobody_is_put_into_a_department_that_is_not_there(cast, strangers, where):
    closed = DepartmentFactory(enterprise=cast.enterprise, is_active=False)
    place = strangers.team if where == "strangers" else closed
    for act in (
        lambda: roster.enter_person(cast.enterprise, by=cast.officer, department=place, work_number="1", name="张三"),
        lambda: roster.move_person(cast.worker.person, place, by=cast.officer),
    ):
        with pytest.raises(WorkflowError):
            act()
    assert person(cast.worker).department == cast.team


def test_a_move_is_kept_and_the_old_department_loses_its_head(cast):
    services.name_head(cast.team, cast.worker.person, by=cast.officer)
    roster.move_person(cast.worker.person, cast.office, by=cast.officer, post="设备员")
    moved = person(cast.worker)
    assert (moved.department, moved.post) == (cast.office, "设备员")
    assert Department.objects.get(pk=cast.team.pk).head is None
    change = changes_of(moved)[0]
    assert (change.who, "焊装一班" in change.text, "设备科" in change.text) == ("孙干事", True, True)
    assert acts(moved) == ["moved"]


def test_a_move_to_the_same_place_is_none(cast):
    with pytest.raises(WorkflowError):
        roster.move_person(cast.worker.person, cast.team, by=cast.officer)


def test_a_form_from_before_somebody_elses_change_is_stale(cast):
    shown = person(cast.worker).updated_at.isoformat()
    roster.move_person(cast.worker.person, cast.office, by=cast.officer, version=shown)
    with pytest.raises(StaleError):
        roster.let_go(cast.worker.person, by=cast.officer, version=shown)
    assert person(cast.worker).in_service


def test_a_leaver_is_frozen_and_not_deleted(cast, client):
    client.force_login(cast.reviewer)
    assert client.get("/workbench/queue/").status_code == 200
    roster.let_go(cast.reviewer.person, by=cast.officer)
    assert client.get("/workbench/queue/").status_code == 302
    left = person(cast.reviewer)
    assert (left.in_service, left.left_on) == (False, timezone.localdate())
    assert User.objects.get(pk=cast.reviewer.pk).is_active
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()
    newcomer = Client()
    newcomer.post("/accounts/login/", {"enterprise": "CF", "login": "0003", "password": PASSWORD})
    assert "_auth_user_id" not in newcomer.session
    assert acts(left) == ["left"]


def test_a_leaver_heads_nothing(cast):
    services.name_head(cast.team, cast.worker.person, by=cast.officer)
    roster.let_go(cast.worker.person, by=cast.officer)
    assert Department.objects.get(pk=cast.team.pk).head is None


def test_whoever_comes_back_has_the_account_and_no_role(cast, client):
    roster.let_go(cast.reviewer.person, by=cast.officer)
    roster.take_back(cast.reviewer.person, by=cast.officer, department=cast.team)
    back = person(cast.reviewer)
    assert (back.in_service, back.left_on, back.department) == (True, None, cast.team)
    client.post("/accounts/login/", {"enterprise": "CF", "login": "0003", "password": PASSWORD})
    assert "_auth_user_id" in client.session
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()
    came, went = changes_of(back)[:2]
    assert (came.who, went.who, went.text) == ("孙干事", "孙干事", str(_("Left")))


def test_roles_left_over_from_before_do_not_come_back(cast):
    Person.objects.filter(user=cast.reviewer).update(in_service=False)
    assert User.objects.get(pk=cast.reviewer.pk).roles == frozenset()
    roster.take_back(person(cast.reviewer), by=cast.officer)
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()


def test_each_step_needs_the_one_before(cast):
    with pytest.raises(WorkflowError):
        roster.take_back(cast.worker.person, by=cast.officer)
    roster.let_go(cast.worker.person, by=cast.officer)
    for act in (roster.let_go, lambda one, by: roster.move_person(one, cast.office, by=by)):
        with pytest.raises(WorkflowError):
            act(cast.worker.person, by=cast.officer)


def test_nobody_leaves_before_joining(cast):
    with pytest.raises(WorkflowError):
        roster.let_go(cast.worker.person, by=cast.officer, left_on=dt.date(2019, 12, 31))


def test_headcount_by_month_takes_the_official_number(cast):
    now = timezone.now()
    today = timezone.localdate()
    PersonFactory(department=cast.team, joined_on=today, work_number="0100")
    before = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    Headcount.objects.create(enterprise=cast.enterprise, month=before, people=1234)
    months = statistics.headcount_by_month(cast.enterprise, at=now)
    assert len(months) == 12
    assert [(one.roster, one.official, one.people) for one in months[:3]] == [
        (8, None, 8),
        (7, 1234, 1234),
        (7, None, 7),
    ]


# Pages


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.officer)
    return client


def test_the_roster_shows_headcounts_and_leads_on(cast, desk):
    shown = desk.get(ROSTER)
    assert len(shown.context["months"]) == 12
    for address in ("/workbench/people/new/", "/workbench/roles/", "/workbench/applications/", f"{ROSTER}0001/"):
        assert address in shown.content.decode()


def test_the_whole_way_of_somebody(cast, desk):
    facts = {"name": "张三", "work_number": "0100", "department": cast.team.pk, "post": "", "joined_on": "2026-01-05"}
    made = desk.post("/workbench/people/new/", facts)
    assert made.url == f"{ROSTER}0100/?enterprise=CF"
    page_shown = desk.get(made.url)
    assert page_shown.status_code == 200

    def step(name, **sent):
        version = Person.objects.get(work_number="0100").updated_at.isoformat()
        return desk.post(f"{ROSTER}0100/{name}/", sent | {"version": version})

    assert step("move", department=cast.office.pk, post="钳工").status_code == 302
    assert step("leave", left_on=timezone.localdate().isoformat()).status_code == 302
    assert step("return", department=cast.team.pk).status_code == 302
    assert len(desk.get(f"{ROSTER}0100/").context["changes"]) == 4


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"work_number": ""}, "work_number"),
        ({"work_number": "0001"}, "work_number"),
        ({"department": ""}, "department"),
        ({"department": "9" * 40}, "department"),
        ({"joined_on": "2999-01-01"}, "joined_on"),
        ({"joined_on": "1000-01-01"}, "joined_on"),
        ({"joined_on": "soon"}, "joined_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, desk, sent, field):
    facts = {"name": "张三", "work_number": "0100", "department": cast.team.pk, "joined_on": "2026-01-05"}
    answer = desk.post("/workbench/people/new/", facts | sent)
    assert set(answer.context["form"].errors) == {field}
    assert "张三" in answer.content.decode() or field == "name"
    assert not Person.objects.filter(work_number="0100").exists()


def test_departments_of_others_are_not_offered(cast, strangers, desk):
    answer = desk.post(f"{ROSTER}0001/move/", {"department": strangers.team.pk})
    assert set(answer.context["form"].errors) == {"department"}


def test_a_stale_form_says_so(cast, desk):
    answer = desk.post(f"{ROSTER}0001/leave/", {"left_on": "2026-01-01", "version": "2020-01-01T00:00:00+00:00"})
    assert answer.status_code == 409
    assert person(cast.worker).in_service


def test_nobody_does_it_to_themselves(cast, desk):
    assert desk.get(f"{ROSTER}0006/").status_code == 200
    for step in ("move", "leave"):
        assert desk.get(f"{ROSTER}0006/{step}/").status_code == 403
        assert desk.post(f"{ROSTER}0006/{step}/").status_code == 403


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "leader"])
def test_others_have_no_business_here(cast, client, who):
    client.force_login(getattr(cast, who))
    for address in ("people/new/", "roster/0002/", "roster/0002/move/", "roster/0002/leave/", "roster/0002/password/"):
        assert client.get(f"/workbench/{address}").status_code == 403
        assert client.post(f"/workbench/{address}").status_code in (403, 405)


def test_people_of_others_do_not_exist(strangers, desk):
    for step in ("", "move/", "leave/", "return/", "password/"):
        assert desk.get(f"{ROSTER}0001/{step}?enterprise=JC").status_code == 404


def test_an_import_that_lets_people_go_closes_what_they_held(cast):
    """What the roster says by a file comes to the same as what an officer enters; undone, no role comes back."""
    services.name_head(cast.office, cast.reviewer.person, by=cast.officer)
    row = {"姓名": "李工", "工号": "0003", "部门/车间": "设备科", "离职日期": "2026-03-31"}
    batch = imported(Roster, cast.enterprise, roster_rows(row))
    assert not person(cast.reviewer).in_service
    assert Department.objects.get(pk=cast.office.pk).head is None
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()
    undone(batch)
    assert person(cast.reviewer).in_service
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()
    written = list(AuditEntry.objects.filter(object_kind="members.importbatch").values_list("act", flat=True))
    assert sorted(written) == ["import_undone", "imported"]


def test_an_import_that_moves_somebody_is_in_the_history(cast):
    imported(Roster, cast.enterprise, roster_rows({"姓名": "王海", "工号": "0001", "部门/车间": "设备科"}))
    assert "设备科" in changes_of(person(cast.worker))[0].text


def test_staff_who_mark_somebody_as_left_close_what_they_held(cast, staff, client):
    client.force_login(staff)
    address = f"/admin/members/person/{cast.reviewer.person.pk}/change/"
    form = client.get(address).context["adminform"].form
    sent = {name: form.initial.get(name) or "" for name in form.fields} | {"in_service": ""}
    names = [each.formset.prefix for each in client.get(address).context["inline_admin_formsets"]]
    inline = {f"{name}-{part}": "0" for name in names for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert client.post(address, sent | inline).status_code == 302
    assert not person(cast.reviewer).in_service
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()


def _roster_of(cast, *days):
    return [cast.enterprise.people.in_service_on(dt.date.fromisoformat(day)).count() for day in days]


def test_whoever_comes_back_is_not_counted_into_the_months_between(cast):
    """Left on 10 March, back on 1 September: the day of leaving is the first, the return the last that differs."""
    everybody = cast.enterprise.people.count()
    roster.let_go(cast.worker.person, by=cast.officer, left_on=dt.date(2026, 3, 10))
    roster.take_back(person(cast.worker), by=cast.officer, returned_on=dt.date(2026, 9, 1))
    away = _roster_of(cast, "2026-03-09", "2026-03-10", "2026-08-31", "2026-09-01")
    assert away == [everybody, everybody - 1, everybody - 1, everybody]


def test_a_leaving_entered_by_mistake_changes_no_month(cast, desk):
    everybody = cast.enterprise.people.count()
    roster.let_go(cast.worker.person, by=cast.officer, left_on=dt.date(2026, 3, 10))
    sent = {"department": cast.team.pk, "version": person(cast.worker).updated_at.isoformat()}
    early = desk.post(f"{ROSTER}0001/return/", sent | {"returned_on": "2026-03-09"})
    assert "returned_on" in early.context["form"].errors
    assert desk.post(f"{ROSTER}0001/return/", sent | {"returned_on": "2026-03-10"}).status_code == 302
    assert _roster_of(cast, "2026-03-09", "2026-03-10", "2026-08-31") == [everybody] * 3


def test_a_roster_that_brings_somebody_back_keeps_the_months_between_and_is_undone(cast):
    number, away = cast.worker.person.work_number, dt.date(2026, 3, 10)
    roster.let_go(cast.worker.person, by=cast.officer, left_on=away)
    before = _roster_of(cast, "2026-03-09", "2026-03-10", "2026-08-31")
    row = {"姓名": "王海", "工号": number, "部门/车间": "冲焊车间", "是否在岗": "是"}
    batch = imported(Roster, cast.enterprise, roster_rows(row))
    assert person(cast.worker).in_service
    assert _roster_of(cast, "2026-03-09", "2026-03-10", "2026-08-31") == before
    undone(batch)
    assert (person(cast.worker).left_on, person(cast.worker).absences.count()) == (away, 0)


def test_an_older_page_is_sent_again_knowingly(cast, desk):
    """What somebody else wrote meanwhile is told once; the same form goes through the next time."""
    old = desk.get(f"{ROSTER}0001/move/").context["form"].initial["version"]
    roster.move_person(cast.worker.person, cast.office, by=cast.leader)
    told = desk.post(f"{ROSTER}0001/move/", {"department": cast.team.pk, "version": old})
    assert told.status_code == 409
    again = {"department": cast.team.pk, "version": told.context["form"]["version"].value()}
    assert desk.post(f"{ROSTER}0001/move/", again).status_code == 302
    assert person(cast.worker).department == cast.team
