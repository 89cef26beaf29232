"""The items of a plan: who does them, how far they are, and how they end."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from alliance_portal.workflow import StaleError, WorkflowError
from members.models import Notice
from tests.factories import AllianceFactory, PersonFactory, account
from tests.workshops.alliances import began, day, finish, fresh, item, lead, member, overdue, paper, term, told
from workshops.models import PlanItem, PlanProgress
from workshops.permissions import plans as permissions
from workshops.services import plan_items, plans

pytestmark = pytest.mark.usefixtures("english")
State = PlanItem.State


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def alliance(db):
    return AllianceFactory(name="焊接联盟", scope="trade")


@pytest.fixture
def workshop(alliance, cast):
    made = member(alliance, cast.enterprise, name="焊装工作室")
    lead(made, cast.worker)
    return made


@pytest.fixture
def plan(alliance, staff):
    return began(alliance, staff)


@pytest.fixture
def one(plan, workshop, staff):
    return item(plan, workshop, by=staff)


def verbs(plan):
    return list(plan.events.values_list("verb", flat=True))


def report(one, by, percent=30, **words):
    return plan_items.report(one, by=by, percent=percent, **{"day": day(), "note": "试了两轮"} | words)


def test_items_are_numbered_and_told_to_whoever_leads_the_workshop(plan, one, workshop, staff, cast):
    second = item(plan, workshop, by=staff, goal="讲12场")
    assert [one.number, second.number] == [1, 2]
    assert len(told(cast.worker, "plan_item_added")) == 2
    assert told(cast.officer) == []
    assert verbs(plan) == ["drafted", "item_added", "item_added"]
    assert PlanItem.history.filter(id=one.pk).get().history_user == staff


def test_officers_are_told_where_a_workshop_has_no_leader_with_an_account(plan, alliance, strangers, staff):
    item(plan, member(alliance, strangers.enterprise), by=staff)
    assert len(told(strangers.officer, "plan_item_added")) == 1
    assert told(strangers.leader) == []


def test_an_item_needs_somebody_in_charge_and_a_day_of_the_year(plan, workshop, staff):
    with pytest.raises(WorkflowError, match="at least one workshop"):
        item(plan, by=staff)
    with pytest.raises(WorkflowError, match=str(plan.year)):
        item(plan, workshop, by=staff, due_on=dt.date(plan.year + 1, 1, 1))
    assert not PlanItem.objects.exists()


def test_progress_moves_the_item_and_stays_in_the_list(one, cast):
    report(one, cast.worker, 30)
    report(fresh(one), cast.worker, 60, day=day(-1), link="https://example.org/report")
    assert (fresh(one).percent, fresh(one).done_on) == (60, None)
    assert list(PlanProgress.objects.order_by("pk").values_list("percent", "reported_by")) == [
        (30, cast.worker.pk),
        (60, cast.worker.pk),
    ]


def test_what_is_done_has_something_that_shows_it(one, cast, alliance):
    term(alliance, person=cast.reviewer.person)
    with pytest.raises(WorkflowError, match="shows that it is done"):
        report(one, cast.worker, 100)
    progress = report(one, cast.worker, 100, day=day(-2), attachment=paper("验收单"))
    assert (fresh(one).done_on, fresh(one).state) == (day(-2), State.DONE)
    assert (progress.file_name, progress.file_kind) == ("章程.pdf", "pdf")
    assert told(cast.reviewer) == ["“点焊飞溅减半” of the plan of “焊接联盟” is done."]
    assert not Notice.objects.unread().filter(user=cast.worker).exists()
    with pytest.raises(WorkflowError, match="no longer changes"):
        report(fresh(one), cast.worker, 50)


@pytest.mark.parametrize("shown", [{"evidence": "验收单"}, {"link": "https://example.org/a"}])
def test_words_or_a_link_show_it_too(one, cast, shown):
    report(one, cast.worker, 100, **shown)
    assert fresh(one).done_on == day()


@pytest.mark.parametrize(
    ("words", "match"),
    [({"day": 1}, "still to come"), ({"note": " "}, "what was done"), ({"percent": 101}, "between 0 and 100")],
)
def test_a_report_that_cannot_be_is_refused(one, cast, media, words, match):
    if "day" in words:
        words = {"day": day(1)}
    with pytest.raises(WorkflowError, match=match):
        report(one, cast.worker, attachment=paper(), **words)
    assert (fresh(one).percent, PlanProgress.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_nothing_is_reported_before_the_plan_is_in_force(alliance, workshop, staff, cast):
    draft = began(alliance, staff, in_force=False)
    with pytest.raises(WorkflowError, match="not in force"):
        report(item(draft, workshop, by=staff), cast.worker)


def test_two_reports_from_the_same_page_the_second_is_told(one, cast):
    report(one, cast.worker, 30, version=one.version)
    with pytest.raises(StaleError):
        report(one, cast.worker, 40, version=one.version)


def test_the_database_keeps_done_and_per_cent_together(one):
    for wrong in ({"percent": 100}, {"done_on": day()}, {"given_up_reason": "没有师资"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanItem.objects.filter(pk=one.pk).update(**wrong)


def test_an_item_is_late_by_its_day_alone(one):
    assert fresh(one).state == State.OPEN
    assert overdue(one, 0).state == State.OPEN
    assert not PlanItem.objects.late().exists()
    assert overdue(one, 1).state == State.LATE
    assert [list(PlanItem.objects.in_state(state)) for state in (State.OPEN, State.LATE)] == [[], [one]]


def test_what_was_reported_is_read_by_whoever_reads_the_plan_whole(one, cast, strangers):
    report(one, cast.worker)
    seen = [PlanProgress.objects.visible_to(user).exists() for user in (cast.colleague, strangers.officer)]
    assert seen == [True, False]


def test_every_item_is_in_exactly_one_state(plan, workshop, staff, cast):
    made = [item(plan, workshop, by=staff, goal=name) for name in ("结转", "晚了", "做完", "终止", "进行")]
    plans.carry_over(plan, by=staff)
    PlanItem.objects.filter(carried_from__in=made[1:]).delete()
    overdue(made[1])
    finish(fresh(made[2]), cast.worker)
    plan_items.give_up(fresh(made[3]), by=staff, reason="没有师资")
    items = PlanItem.objects.filter(plan=plan)
    found = {state: [one.goal for one in items.in_state(state)] for state in State}
    assert found == {
        State.CARRIED: ["结转"], State.LATE: ["晚了"], State.DONE: ["做完"], State.GIVEN_UP: ["终止"],
        State.OPEN: ["进行"],
    }  # fmt: skip
    assert {one.goal: one.state for one in items.with_state()} == {names[0]: state for state, names in found.items()}


def test_an_item_is_given_up_with_a_reason_that_its_owners_read(one, plan, staff, cast):
    with pytest.raises(WorkflowError, match="why"):
        plan_items.give_up(one, by=staff, reason=" ")
    given_up = plan_items.give_up(one, by=staff, reason="学院没有师资")
    assert (given_up.state, given_up.given_up_by) == (State.GIVEN_UP, staff)
    assert "学院没有师资" in told(cast.worker, "plan_item_given_up")[0]
    assert plan.events.last().note == "1 点焊飞溅减半\n学院没有师资"
    with pytest.raises(WorkflowError, match="no longer changes"):
        plan_items.give_up(given_up, by=staff, reason="再来一次")


@pytest.mark.parametrize("how", ["done", "given up"])
def test_what_ended_by_mistake_is_opened_again(one, staff, cast, how):
    if how == "done":
        finish(one, cast.worker)
    else:
        plan_items.give_up(one, by=staff, reason="写错行")
    back = plan_items.reopen(fresh(one), by=staff, reason="报错了一项")
    assert (back.state, back.percent < 100, back.given_up_reason) == (State.OPEN, True, "")
    with pytest.raises(WorkflowError, match="goes on anyway"):
        plan_items.reopen(back, by=staff, reason="再来一次")


def test_a_draft_loses_an_item_and_a_plan_in_force_does_not(alliance, one, workshop, staff):
    draft = began(alliance, staff, one.plan.year + 1, in_force=False)
    out = item(draft, workshop, by=staff)
    plan_items.take_out(out, by=staff)
    assert (draft.items.count(), verbs(draft)[-1]) == (0, "item_taken_out")
    with pytest.raises(WorkflowError, match="given up with a reason"):
        plan_items.take_out(one, by=staff)


def test_what_was_carried_over_does_not_vanish_from_the_draft(plan, one, staff):
    target = plans.carry_over(plan, by=staff)
    with pytest.raises(WorkflowError, match="carried over"):
        plan_items.take_out(target.items.get(), by=staff)
    assert fresh(one).state == State.CARRIED


def test_an_item_is_changed_while_it_is_unfinished(one, plan, alliance, staff, cast, strangers):
    other = member(alliance, strangers.enterprise)
    words = {"goal": "飞溅减到三成", "kind": "problem", "measure": "", "responsible": cast.owner.person}
    facts = {"by": staff, "owners": [other], "due_on": one.due_on}
    changed = plan_items.change_item(one, version=one.version, **facts, **words)
    assert (changed.goal, list(changed.owners.all()), verbs(plan)[-1]) == ("飞溅减到三成", [other], "item_changed")
    with pytest.raises(StaleError):
        plan_items.change_item(one, version=one.version, **facts, **words)
    finish(fresh(one), staff)
    with pytest.raises(WorkflowError, match="no longer changes"):
        plan_items.change_item(fresh(one), **facts, **words)


def test_who_reports_and_who_edits(one, plan, alliance, cast, strangers, staff):
    secretary = account(PersonFactory(department=strangers.office, name="郑秘书"))
    term(alliance, person=secretary.person)
    PlanItem.objects.filter(pk=one.pk).update(responsible=cast.owner.person)
    shown = PlanItem.objects.for_list().get()
    people = [
        *(cast.worker, cast.owner, cast.officer, cast.leader, cast.colleague, strangers.officer, secretary, staff),
    ]  # fmt: skip
    reporting = [user for user in people if permissions.can_report(user, shown)]
    assert reporting == [cast.worker, cast.owner, cast.officer, secretary, staff]
    for may in (permissions.can_give_up, lambda user, one: permissions.can_edit_plan(user, one.plan)):
        assert [user for user in people if may(user, shown)] == [secretary, staff]
    finish(one, cast.worker)
    shown = PlanItem.objects.for_list().get()
    assert [user for user in people if permissions.can_report(user, shown)] == []
    assert [user for user in people if permissions.can_reopen(user, shown)] == [secretary, staff]
