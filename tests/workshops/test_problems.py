"""The way of a problem from being written down to its end."""

import pytest
from django.contrib.auth.models import AnonymousUser

from alliance_portal.workflow import TransitionError, WorkflowError
from members.models import Notice
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    PersonFactory,
    SpecialityFactory,
    WorkshopFactory,
)
from tests.workshops import posing
from workshops.models import Problem, Result
from workshops.permissions.problems import workshops_to_bid_with
from workshops.services import problems as services
from workshops.services import results

pytestmark = pytest.mark.usefixtures("english")


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_a_problem_is_a_draft_with_a_number_until_it_has_been_checked(cast, staff):
    problem = posing.draft(cast.officer, cast.enterprise)
    assert (problem.number[:2], problem.number[-4:], problem.status) == ("N-", "0001", "draft")
    handed = services.hand_in(problem, by=cast.officer)
    assert (handed.status, told(staff)) == ("checking", ["problem_to_check"])
    shown = services.put_on_board(handed, by=staff)
    assert (shown.status, shown.takes_bids) == ("open", True)
    assert posing.verbs(problem) == ["created", "checking", "open"]
    assert [event.actor_role for event in problem.events.all()] == ["officer", "officer", "district_staff"]


def test_what_bidders_need_is_filled_in_before_it_is_handed_in(cast):
    problem = posing.draft(cast.officer, cast.enterprise, target_value="", contact="", due_on=None)
    with pytest.raises(WorkflowError) as refused:
        services.hand_in(problem, by=cast.officer)
    assert str(refused.value.message) == (
        "Before it is handed in, please fill in: what is to be reached, to be solved by, whom to ask."
    )
    late = posing.draft(cast.officer, cast.enterprise, bids_until=posing.day(0))
    with pytest.raises(WorkflowError):
        services.hand_in(late, by=cast.officer)


def test_a_draft_can_be_changed_and_what_stays_inside_is_solved_there(cast):
    problem = posing.draft(cast.officer, cast.enterprise)
    welding = SpecialityFactory()
    changed = services.change(problem, by=cast.officer, specialities=[welding], title="气孔", visibility="enterprise")
    assert (changed.title, changed.crosses, list(changed.specialities.all())) == ("气孔", False, [welding])
    services.hand_in(changed, by=cast.officer)
    with pytest.raises(TransitionError):
        services.change(changed, by=cast.officer, specialities=[], title="晚了")


def test_days_in_the_wrong_order_and_a_workshop_of_others_are_refused(cast, strangers):
    for words in (
        {"bids_until": posing.day(9), "due_on": posing.day(9)},
        {"workshop": WorkshopFactory(enterprise=strangers.enterprise)},
    ):
        with pytest.raises(WorkflowError):
            posing.draft(cast.officer, cast.enterprise, **words)
    assert not Problem.objects.exists()


def test_the_check_sends_it_back_with_a_reason_and_it_may_be_dropped(cast, staff):
    problem = posing.handed_in(cast.officer, cast.enterprise)
    with pytest.raises(WorkflowError):
        services.send_back(problem, by=staff, reason=" ")
    back = services.send_back(problem, by=staff, reason="指标要能量。")
    assert (back.status, told(cast.officer)) == ("draft", ["problem_sent_back"])
    assert services.drop(back, by=cast.officer, reason="自己解决了。").status == "dropped"


def test_outsiders_read_it_once_it_is_open_as_far_as_it_was_shared(cast, strangers, staff):
    hidden = posing.handed_in(cast.officer, cast.enterprise)
    inside = posing.opened(cast.officer, cast.enterprise, cast.officer, visibility="enterprise")
    allied = posing.opened(cast.officer, cast.enterprise, staff, visibility="alliance")
    public = posing.opened(cast.officer, cast.enterprise, staff)

    def seen(user):
        return set(Problem.objects.visible_to(user))

    assert seen(AnonymousUser()) == seen(strangers.worker) == {public}
    assert seen(cast.worker) == {inside, allied, public}
    assert seen(cast.officer) == seen(staff) == {hidden, inside, allied, public}
    alliance = AllianceFactory()
    for enterprise in (cast.enterprise, strangers.enterprise):
        AllianceMembershipFactory(alliance=alliance, workshop=WorkshopFactory(enterprise=enterprise))
    assert seen(strangers.worker) == {allied, public}


def test_workshops_of_other_enterprises_bid_where_they_may(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    bid = posing.offered(problem, strangers)
    assert [str(member) for member in bid.team.all()] == ["周工", "王海"]
    assert (told(cast.officer)[-1], posing.verbs(bid)) == ("problem_bid", ["offered"])
    own = posing.opened(cast.officer, cast.enterprise, staff, crosses=False)
    with pytest.raises(WorkflowError):
        posing.offered(own, strangers)
    assert posing.offered(own, cast).is_offered


@pytest.mark.parametrize("wrong", ["again", "nobody", "stranger", "twice", "late", "closed", "empty"])
def test_a_bid_that_does_not_fit_is_refused(cast, strangers, staff, wrong):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    workshop = WorkshopFactory(enterprise=strangers.enterprise, is_active=wrong != "closed")
    if wrong == "again":
        posing.offered(problem, strangers, workshop)
    member = {"person": strangers.owner.person, "does": ""}
    words = {
        "nobody": {"team": []},
        "stranger": {"team": [{"person": PersonFactory(), "does": ""}]},
        "twice": {"team": [member, member]},
        "late": {"promised_on": posing.day(61)},
        "empty": {"plan": " "},
    }.get(wrong, {})
    with pytest.raises(WorkflowError):
        posing.offered(problem, strangers, workshop, **words)
    assert problem.bids.count() == (wrong == "again")


def test_a_bid_may_be_taken_back_and_made_anew_before_the_choice(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    workshop = WorkshopFactory(enterprise=strangers.enterprise)
    services.withdraw_bid(posing.offered(problem, strangers, workshop), by=strangers.officer)
    again = posing.offered(problem, strangers, workshop)
    services.choose(posing.closed(problem), by=cast.officer, bid=again)
    with pytest.raises(TransitionError):
        services.withdraw_bid(again, by=strangers.officer)


def test_of_the_bids_one_is_chosen_and_the_others_are_told(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    first, second = posing.offered(problem, strangers), posing.offered(problem, cast)
    with pytest.raises(WorkflowError, match="wait until that day"):
        services.choose(problem, by=cast.officer, bid=first)
    chosen = services.choose(posing.closed(problem), by=cast.officer, bid=first, reason="他们有同类设备。")
    assert (chosen.status, posing.fresh(first).status, posing.fresh(second).status) == (
        "claimed",
        "chosen",
        "not_chosen",
    )
    assert told(strangers.officer) == ["problem_bid_chosen"]
    assert told(cast.officer)[-1] == "problem_bid_not_chosen"
    other = posing.closed(posing.opened(cast.officer, cast.enterprise, staff))
    with pytest.raises(WorkflowError):
        services.choose(other, by=cast.officer, bid=second)


def test_whoever_does_not_sign_gives_it_back_to_the_board(cast, strangers, staff):
    problem = posing.claimed(cast, strangers, staff)
    services.plan(problem, by=strangers.officer, title="样件试焊", due_on=posing.day(20))
    with pytest.raises(WorkflowError):
        services.reopen(problem, by=cast.officer, reason="人手不够", bids_until=posing.day(60))
    again = services.reopen(problem, by=cast.officer, reason="人手不够", bids_until=posing.day(15))
    assert (again.takes_bids, again.claimed_at, again.milestones.count()) == (True, None, 0)
    assert problem.bids.get().status == "withdrawn"


def test_those_who_were_passed_over_stand_again_and_can_be_chosen(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    first, second = posing.offered(problem, strangers), posing.offered(problem, cast)
    chosen = services.choose(posing.closed(problem), by=cast.officer, bid=first)
    services.reopen(chosen, by=cast.officer, reason="人手不够", bids_until=posing.day(15))
    assert (posing.fresh(first).status, posing.fresh(second).status) == ("withdrawn", "offered")
    assert posing.verbs(second)[-1] == "stands"
    assert told(cast.officer)[-1] == "problem_bid_stands"
    again = services.choose(posing.closed(problem), by=cast.officer, bid=posing.fresh(second))
    assert (again.status, posing.fresh(second).status) == ("claimed", "chosen")


def test_a_workshop_does_not_solve_what_it_has_posted(cast, strangers, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    problem = posing.opened(cast.officer, cast.enterprise, staff, workshop=workshop)
    with pytest.raises(WorkflowError, match="another workshop"):
        posing.offered(problem, cast, workshop)
    assert workshop not in workshops_to_bid_with(cast.officer, problem)


def test_the_team_takes_nothing_out_of_the_signed_task_book(cast, strangers, staff):
    problem = posing.working(cast, strangers, staff)
    milestone = problem.milestones.get()
    with pytest.raises(WorkflowError, match="signed task book"):
        services.unplan(milestone, by=strangers.officer)
    services.report(milestone, by=strangers.officer, text="好了。")
    services.check(milestone, by=cast.officer, reached=False, finding="还有气孔。")
    with pytest.raises(WorkflowError, match="stays"):
        services.unplan(milestone, by=cast.officer)
    with pytest.raises(WorkflowError, match="Not all milestones"):
        services.deliver(problem, by=strangers.officer, text="都交了。")


def test_without_a_milestone_nothing_is_delivered(cast, strangers, staff):
    problem = posing.working(cast, strangers, staff)
    services.unplan(problem.milestones.get(), by=cast.officer)
    with pytest.raises(WorkflowError, match="Not all milestones"):
        services.deliver(problem, by=strangers.officer, text="都交了。")


@pytest.mark.parametrize(("ownership", "owner"), [("poster", "poster"), ("joint", "joint"), ("solver", "enterprise")])
def test_the_result_keeps_what_the_task_book_says(cast, strangers, staff, ownership, owner):
    posing.accepted(cast, strangers, staff, ownership=ownership, visibility="alliance")
    result = Result.objects.get()
    assert (result.owner, result.licence, result.visibility) == (owner, "agreement", "alliance")
    words = {"by": strangers.officer, "workshops": list(result.workshops.all())}
    with pytest.raises(WorkflowError, match=result.problem.number):
        results.change(result, visibility="public", **words)
    assert results.change(result, visibility="enterprise", **words).visibility == "enterprise"
    with pytest.raises(WorkflowError, match="so it stays"):
        results.discard(result, by=strangers.officer)


def test_the_task_book_needs_a_milestone_and_both_sides_plan(cast, strangers, staff):
    problem = posing.claimed(cast, strangers, staff)
    with pytest.raises(WorkflowError):
        services.sign(problem, by=cast.officer, signed_on=posing.day(0))
    first = services.plan(problem, by=strangers.officer, title="样件试焊", due_on=posing.day(20))
    services.plan(problem, by=cast.officer, title="小批试用", due_on=posing.day(40))
    with pytest.raises(WorkflowError):
        services.plan(problem, by=cast.officer, title="太晚了", due_on=posing.day(61))
    services.unplan(first, by=strangers.officer)
    signed = services.sign(problem, by=cast.officer, signed_on=posing.day(0))
    assert (signed.status, [one.title for one in signed.milestones.all()]) == ("working", ["小批试用"])


def test_a_milestone_is_reported_checked_and_may_have_to_be_reported_again(cast, strangers, staff):
    problem = posing.reported(cast, strangers, staff)
    milestone = problem.milestones.get()
    with pytest.raises(WorkflowError):
        services.check(milestone, by=cast.officer, reached=False)
    services.check(milestone, by=cast.officer, reached=False, finding="件数太少。")
    with pytest.raises(WorkflowError):
        services.deliver(problem, by=strangers.officer, text="给您。")
    services.report(milestone, by=strangers.officer, text="又试了100件。")
    passed = services.check(milestone, by=cast.officer, reached=True)
    assert passed.passed_at is not None
    assert told(strangers.officer)[-2:] == ["problem_not_passed", "problem_passed"]
    assert posing.verbs(problem)[-4:] == ["reported", "not_passed", "reported", "passed"]


def test_what_is_accepted_becomes_a_draft_result_of_the_team_and_a_reward_is_due(cast, strangers, staff):
    problem = posing.accepted(cast, strangers, staff, specialities=[SpecialityFactory(name="焊接")])
    result = Result.objects.get()
    [workshop] = result.workshops.all()
    assert (result.problem, result.status, result.enterprise) == (problem, "draft", strangers.enterprise)
    assert (workshop.enterprise, str(result.specialities.get())) == (strangers.enterprise, "焊接")
    assert [(maker.person, maker.did) for maker in result.makers.all()] == [
        (strangers.owner.person, "主持"),
        (strangers.worker.person, "试焊"),
    ]
    assert (result.owner, result.before) == ("joint", "每百台有七处气孔，要人工补焊。\n每百台7处")
    assert problem.reward_is_due
    paid = services.pay(problem, by=cast.officer, paid_on=posing.day(0), receipt="转账单0321")
    assert (paid.reward_is_due, paid.reward_receipt) == (False, "转账单0321")
    with pytest.raises(WorkflowError):
        services.pay(paid, by=cast.officer, paid_on=posing.day(0), receipt="又一次")


def test_without_a_reward_none_is_due(cast, strangers, staff):
    assert not posing.accepted(cast, strangers, staff, reward="").reward_is_due


def test_what_does_not_do_yet_goes_back_to_the_team(cast, strangers, staff):
    problem = services.rework(posing.delivered(cast, strangers, staff), by=cast.officer, reason="缺作业指导书。")
    assert (problem.status, problem.delivered_at) == ("working", None)
    assert told(strangers.officer)[-1] == "problem_rework"


def test_failed_and_ended_say_why(cast, strangers, staff):
    failed = services.fail(posing.working(cast, strangers, staff), by=cast.officer, reason="母材含锌，压不住。")
    ended = services.end(posing.claimed(cast, strangers, staff), by=cast.officer, reason="产品停产。")
    assert [(one.status, one.outcome) for one in (failed, ended)] == [
        ("failed", "母材含锌，压不住。"),
        ("ended", "产品停产。"),
    ]
    with pytest.raises(WorkflowError):
        services.end(posing.opened(cast.officer, cast.enterprise, staff), by=cast.officer, reason="")


def test_unclaimed_only_after_the_bids_are_closed(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    bid = posing.offered(problem, strangers)
    with pytest.raises(WorkflowError):
        services.declare_unclaimed(problem, by=cast.officer, reason="都不合适。")
    Problem.objects.update(bids_until=posing.day(-1))
    gone = services.declare_unclaimed(problem, by=cast.officer, reason="都不合适。")
    assert (gone.status, posing.fresh(bid).status) == ("unclaimed", "not_chosen")
    assert told(strangers.officer) == ["problem_closed"]


def test_every_step_that_does_not_fit_is_refused(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    facts = {"by": cast.officer}
    for step in (
        lambda: services.hand_in(problem, **facts),
        lambda: services.put_on_board(problem, by=staff),
        lambda: services.sign(problem, signed_on=posing.day(0), **facts),
        lambda: services.deliver(problem, text="给您。", **facts),
        lambda: services.accept(problem, minutes="好", reached_value="1", **facts),
        lambda: services.rework(problem, reason="不行", **facts),
        lambda: services.pay(problem, paid_on=posing.day(0), receipt="单", **facts),
        lambda: services.plan(problem, title="节点", due_on=posing.day(20), **facts),
    ):
        with pytest.raises(WorkflowError):
            step()
    assert posing.fresh(problem).status == "open"
