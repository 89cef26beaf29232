"""A year's plan from its draft to its end, and what is carried over to the next one."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from tests.factories import AllianceFactory
from tests.workshops.alliances import began, finish, fresh, item, lead, member, overdue, told
from workshops.models import Plan, PlanItem
from workshops.services import plan_items, plans

pytestmark = pytest.mark.usefixtures("english")


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


def verbs(plan):
    return list(plan.events.values_list("verb", flat=True))


def put_in_force(plan, by, **facts):
    return plans.put_in_force(plan, by=by, **facts)


def carry(plan, by, **facts):
    return plans.carry_over(plan, by=by, **facts)


def close(plan, by, **facts):
    return plans.close(plan, by=by, **facts)


def test_an_alliance_has_one_plan_a_year(alliance, staff):
    first = began(alliance, staff, 2031, in_force=False)
    assert (first.status, verbs(first)) == ("drafting", ["drafted"])
    with pytest.raises(WorkflowError, match="already"):
        began(alliance, staff, 2031)
    began(AllianceFactory(), staff, 2031)
    assert Plan.objects.count() == 2


def test_owners_are_told_once_what_is_theirs_when_it_is_put_in_force(alliance, workshop, staff, cast):
    draft = began(alliance, staff, in_force=False)
    with pytest.raises(WorkflowError, match="nothing in the plan"):
        put_in_force(draft, staff)
    item(draft, workshop, by=staff)
    item(draft, workshop, by=staff, goal="讲12场", responsible=cast.owner.person)
    assert told(cast.worker) == []
    assert put_in_force(draft, staff, version=fresh(draft).version).is_in_force
    assert told(cast.worker) == [f"The plan of “焊接联盟” for {draft.year} is in force. 2 items are yours."]
    assert told(cast.owner) == [f"The plan of “焊接联盟” for {draft.year} is in force. 1 item is yours."]
    assert told(cast.officer) == []


def test_a_plan_that_was_changed_meanwhile_is_not_put_in_force_unseen(alliance, workshop, staff):
    draft = began(alliance, staff, in_force=False)
    version = draft.version
    item(draft, workshop, by=staff)
    with pytest.raises(StaleError):
        put_in_force(draft, staff, version=version)


@pytest.mark.parametrize("status", Plan.Status.values)
@pytest.mark.parametrize("to", Plan.Status.values)
def test_a_plan_moves_only_along_its_table(alliance, staff, status, to):
    plan = began(alliance, staff)
    Plan.objects.filter(pk=plan.pk).update(**{"status": status})
    if to in Plan.TRANSITIONS.get(status, ()):
        assert workflow.move(plan, to).status == to
    else:
        with pytest.raises(TransitionError):
            workflow.move(plan, to)


def test_everything_unfinished_goes_on_next_year_with_where_it_came_from(plan, workshop, staff, cast):
    late = overdue(item(plan, workshop, by=staff, goal="晚了的", responsible=cast.worker.person, measure="减半"))
    item(plan, workshop, by=staff, goal="没到期的")
    done = item(plan, workshop, by=staff, goal="做完的")
    finish(done, cast.worker)
    dropped = item(plan, workshop, by=staff, goal="不做的")
    plan_items.give_up(dropped, by=staff, reason="没有师资")

    target = carry(fresh(plan), staff)

    assert (target.year, target.status) == (plan.year + 1, "drafting")
    carried = list(target.items.order_by("number").prefetch_related("owners"))
    assert [one.goal for one in carried] == ["晚了的", "没到期的"]
    assert [one.carried_times for one in carried] == [1, 1]
    assert carried[0].carried_from == late
    assert (carried[0].measure, carried[0].responsible) == ("减半", cast.worker.person)
    assert list(carried[0].owners.all()) == [workshop]
    assert {one.due_on.year for one in carried} == {target.year}
    states = {one.goal: one.state.name for one in plan.items.all()}
    assert states == {"晚了的": "CARRIED", "没到期的": "CARRIED", "做完的": "DONE", "不做的": "GIVEN_UP"}
    assert verbs(plan)[-1] == verbs(target)[-1] == "carried_over"
    assert plan.events.last().note == f"2 items to the plan of {target.year}"


def test_nothing_is_carried_twice(plan, workshop, staff):
    item(plan, workshop, by=staff)
    carry(plan, staff)
    with pytest.raises(WorkflowError, match="Nothing is left"):
        carry(plan, staff)
    assert PlanItem.objects.count() == 2


def test_an_item_counts_how_often_it_was_carried(plan, workshop, staff):
    first = item(plan, workshop, by=staff)
    second = put_in_force(carry(plan, staff), staff)
    third = carry(second, staff)
    assert third.items.get().carried_times == 2
    assert third.items.get().carried_from.carried_from == first


def test_one_day_for_all_lies_in_the_next_year(plan, workshop, staff):
    item(plan, workshop, by=staff)
    with pytest.raises(WorkflowError, match=str(plan.year + 1)):
        carry(plan, staff, due_on=dt.date(plan.year, 12, 1))
    target = carry(plan, staff, due_on=dt.date(plan.year + 1, 6, 30))
    assert target.items.get().due_on == dt.date(plan.year + 1, 6, 30)


def test_the_last_of_february_stays_in_its_month():
    leap = PlanItem(due_on=dt.date(2028, 2, 29))
    assert plans.next_due_day(leap, 2029) == dt.date(2029, 2, 28)


def test_what_is_carried_goes_behind_what_next_years_plan_has_already(alliance, plan, workshop, staff):
    following = began(alliance, staff, plan.year + 1, in_force=False)
    item(following, workshop, by=staff, goal="早就定下的")
    item(plan, workshop, by=staff, goal="结转的")
    assert carry(plan, staff) == following
    assert list(following.items.order_by("number").values_list("number", "goal")) == [(1, "早就定下的"), (2, "结转的")]


def test_only_a_plan_in_force_is_carried_over(alliance, workshop, staff):
    draft = began(alliance, staff, in_force=False)
    item(draft, workshop, by=staff)
    with pytest.raises(WorkflowError, match="in force"):
        carry(draft, staff)


def test_the_year_closes_when_nothing_is_left_unfinished(plan, workshop, staff, cast):
    left = item(plan, workshop, by=staff)
    with pytest.raises(WorkflowError, match="1 item is not finished"):
        close(plan, staff)
    finish(left, cast.worker)
    closed = close(plan, staff, words="办成一件。")
    assert (closed.status, closed.closing_words, verbs(plan)[-1]) == ("closed", "办成一件。", "closed")
    with pytest.raises(WorkflowError, match="closed"):
        item(closed, workshop, by=staff)
    with pytest.raises(WorkflowError, match="closed"):
        plans.change_aim(closed, by=staff, aim="改了")


def test_the_aim_of_the_year_can_be_rewritten(plan, staff):
    changed = plans.change_aim(plan, by=staff, aim="难题一起攻。", version=plan.version)
    assert (changed.aim, verbs(changed)[-1]) == ("难题一起攻。", "aim_changed")
    with pytest.raises(StaleError):
        plans.change_aim(plan, by=staff, aim="另一个人写的", version=plan.version)


def test_who_sees_a_plan_whole_and_who_only_its_goals(plan, alliance, workshop, cast, strangers, staff):
    draft = began(alliance, staff, timezone.localdate().year + 1, in_force=False)
    readers = {
        "worker of a member": cast.colleague, "leads the workshop": cast.worker, "officer": cast.officer,
        "leader": cast.leader, "stranger": strangers.officer, "staff": staff,
    }  # fmt: skip

    def seen(queryset):
        return {name for name, user in readers.items() if queryset(user).exists()}

    whole = {"worker of a member", "leads the workshop", "officer", "leader", "staff"}
    assert seen(lambda user: Plan.objects.visible_to(user).inside(user).filter(pk=plan.pk)) == whole
    assert seen(lambda user: Plan.objects.visible_to(user).filter(pk=plan.pk)) == whole | {"stranger"}
    running = {"leads the workshop", "officer", "leader", "staff"}
    assert seen(lambda user: Plan.objects.visible_to(user).filter(pk=draft.pk)) == running
    assert seen(lambda user: Plan.objects.visible_to(user).inside(user).filter(pk=draft.pk)) == running
