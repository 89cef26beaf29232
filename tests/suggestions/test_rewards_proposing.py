"""Who proposes and approves, when the step is open, and how the amount comes about."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from suggestions import services
from suggestions.models import Reward, RewardEvent, RewardRule, Suggestion
from suggestions.services import rewards
from suggestions.services.rewards import Choice, RefusedError
from suggestions.services.rewards.arithmetic import Band
from suggestions.statistics import summarise
from tests.factories import SuggestionFactory
from tests.suggestions import rewarding, stages

Status = Reward.Status


def amounts(reward):
    return reward.graded.grade, reward.grade.grade, reward.amount_fen, reward.due_fen


# -- when the step is open ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["sent", "taken", "adopted", "begun", "finished", "declined"])
def test_before_the_effect_nothing_is_rewarded(cast, stage):
    with pytest.raises(WorkflowError, match=r"idea|落地"):
        rewarding.proposed(cast, getattr(stages, stage)(cast))


def test_where_money_counts_finance_comes_first(cast):
    suggestion = stages.done(cast)
    services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(12000), basis="每月少停2次")
    with pytest.raises(WorkflowError):
        rewarding.proposed(cast, rewarding.fresh(suggestion))

    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(9500), basis="凭证17号")

    reward = rewarding.proposed(cast, rewarding.fresh(suggestion))
    assert (reward.basis, reward.value_fen) == ("counted", 950_000)


def test_what_a_ledger_calls_verified_is_verified_by_nobody(cast):
    suggestion = stages.verified(cast)
    suggestion.benefit.verified_by, suggestion.benefit.source = None, "ledger"
    suggestion.benefit.save()

    with pytest.raises(WorkflowError):
        rewarding.proposed(cast, rewarding.fresh(suggestion))


def test_without_money_the_grade_is_chosen_by_effect_and_in_writing(cast):
    suggestion = stages.done(cast)
    with pytest.raises(RefusedError) as refusal:
        rewarding.proposed(cast, suggestion, choice=Choice())
    assert refusal.value.field == "grade"
    with pytest.raises(RefusedError) as refusal:
        rewarding.proposed(cast, suggestion, choice=Choice(grade=2), grade_reason=" ")
    assert refusal.value.field == "grade_reason"

    reward = rewarding.proposed(cast, suggestion, choice=Choice(grade=2), grade_reason="全厂可用")

    assert (reward.basis, reward.grade_reason, amounts(reward)) == ("effect", "全厂可用", (2, 2, 200_000, 200_000))


def test_a_verified_nothing_is_graded_by_effect(cast):
    reward = rewarding.proposed(cast, rewarding.verified(cast, yuan=0))

    assert reward.basis == "effect"


# -- the amount ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("yuan", "grade"), [("499999.99", 3), ("500000", 2), ("9999.99", 5), ("10000", 4)])
def test_the_band_holds_its_lower_bound_and_not_its_upper(cast, yuan, grade):
    assert rewarding.proposed(cast, rewarding.verified(cast, yuan)).grade.grade == grade


def test_a_borrowed_technique_is_one_grade_lower(cast):
    choice = {"choice": Choice(is_borrowed=True), "borrowed_reason": "兄弟厂已有"}

    reward = rewarding.proposed(cast, rewarding.verified(cast, 120_000), **choice)

    assert (amounts(reward), reward.borrowed_reason) == ((3, 4, 40_000, 40_000), "兄弟厂已有")


def test_the_lowest_grade_stays_the_lowest_when_it_is_borrowed(cast):
    choice = {"choice": Choice(is_borrowed=True), "borrowed_reason": "兄弟厂已有"}

    assert amounts(rewarding.proposed(cast, rewarding.verified(cast), **choice)) == (5, 5, 20_000, 20_000)


def test_borrowed_from_where_is_said(cast):
    with pytest.raises(RefusedError) as refusal:
        rewarding.proposed(cast, choice=Choice(is_borrowed=True))
    assert refusal.value.field == "borrowed_reason"


def test_in_reserve_it_is_the_lowest_grade_and_later_only_the_difference(cast):
    suggestion = stages.reserved(cast)
    small = rewarding.received(cast, suggestion)
    assert (the := rewarding.the_reward(small)).basis == "reserve"
    assert amounts(the) == (5, 5, 20_000, 20_000)

    reward = rewarding.proposed(cast, rewarding.brought_back(cast, suggestion))

    assert (reward.number, reward.before_fen) == (f"{suggestion.number}-2", 20_000)
    assert amounts(reward) == (3, 3, 80_000, 60_000)


def test_if_the_later_grade_is_lower_nothing_is_taken_back(cast):
    suggestion = rewarding.verified(cast, 120_000)
    rewarding.received(cast, suggestion)
    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(5000), basis="补扣电费")

    reward = rewarding.approved(cast, rewarding.fresh(suggestion))

    assert (amounts(reward), reward.before_fen) == ((5, 5, 20_000, 0), 80_000)
    assert (reward.status, reward.shares.count()) == (Status.SETTLED, 0)


def test_what_was_taken_back_does_not_count_as_paid(cast):
    suggestion = rewarding.verified(cast, 120_000)
    reward = rewarding.the_reward(rewarding.received(cast, suggestion))
    rewards.claw_back(reward, by=cast.officer, reason="凭证是假的", amounts={reward.shares.get().pk: 80_000})

    assert rewarding.proposed(cast, suggestion).before_fen == 0


def test_an_award_from_elsewhere_leaves_the_difference(cast):
    choice = Choice(elsewhere_fen=30_000)
    with pytest.raises(RefusedError):
        rewarding.proposed(cast, rewarding.verified(cast, 120_000), choice=choice)

    words = {"choice": choice, "elsewhere_note": "厂里五小评比二等"}
    assert rewarding.proposed(cast, rewarding.verified(cast, 120_000), **words).due_fen == 50_000


def choosing(cast):
    """A table whose only grade leaves the amount to a person."""
    grades = [Band("唯一", 0, None, 10_000, 30_000)]
    return rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=timezone.localdate(), grades=grades)


@pytest.mark.parametrize("fen", [None, 9_999, 30_001])
def test_an_amount_is_chosen_inside_the_grade(cast, fen):
    choosing(cast)

    with pytest.raises(RefusedError) as refusal:
        rewarding.proposed(cast, choice=Choice(amount_fen=fen))
    assert refusal.value.field == "amount"


def test_both_ends_of_the_amounts_belong_to_the_grade(cast):
    choosing(cast)

    for fen in (10_000, 30_000):
        assert rewarding.proposed(cast, choice=Choice(amount_fen=fen)).amount_fen == fen


def test_up_to_an_amount_is_more_than_nothing(cast):
    with pytest.raises(RefusedError):
        rewards.propose(rewarding.verified(cast), by=cast.reviewer, role="reviewer", choice=Choice(amount_fen=0))


def test_a_fixed_amount_is_not_argued_about(cast):
    with pytest.raises(RefusedError):
        rewarding.proposed(cast, choice=Choice(amount_fen=20_001))


def test_the_table_of_the_day_holds(cast):
    """Without an own one the district's of 1986; the own one from its day on."""
    suggestion = rewarding.verified(cast)
    district = RewardRule.objects.in_force(cast.enterprise.pk, timezone.localdate())
    assert (district.enterprise, district.valid_from, district.grades.count()) == (None, dt.date(1986, 6, 4), 5)

    later = timezone.localdate() + dt.timedelta(days=1)
    own = rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=later, grades=rewarding.TABLE)

    reward = rewards.propose(suggestion, by=cast.reviewer, role="reviewer", choice=Choice(amount_fen=30_000))
    assert reward.rule == district
    assert RewardRule.objects.in_force(cast.enterprise.pk, later) == own


def test_without_any_table_it_is_said(cast):
    RewardRule.objects.all().delete()

    with pytest.raises(WorkflowError):
        rewards.propose(rewarding.verified(cast), by=cast.reviewer, role="reviewer", choice=Choice())


# -- whose it is -----------------------------------------------------------------------------------------------------


def test_who_has_not_confirmed_is_named_and_waited_for(cast):
    suggestion = rewarding.verified(cast)
    services.name_together(suggestion, by=cast.worker, people=[cast.colleague.person])
    with pytest.raises(WorkflowError, match="赵敏"):
        rewarding.proposed(cast, rewarding.fresh(suggestion))

    services.confirm_together(suggestion, by=cast.colleague)

    assert rewarding.proposed(cast, rewarding.fresh(suggestion)).status == Status.PROPOSED


def test_nobody_proposes_or_approves_an_own_reward(cast):
    own = rewarding.verified(cast, by=cast.reviewer)
    with pytest.raises(WorkflowError):
        rewarding.proposed(cast, own)

    officers = rewarding.verified(cast, by=cast.officer)
    reward = rewarding.proposed(cast, officers)
    for decide in (
        lambda: rewards.approve(reward, by=cast.officer),
        lambda: rewards.reject(reward, by=cast.officer, reason="不"),
    ):
        with pytest.raises(WorkflowError):
            decide()


def test_whoever_was_named_and_has_not_answered_may_get_it_too(cast):
    suggestion = rewarding.verified(cast, hide_name=True)
    services.name_together(suggestion, by=cast.worker, people=[cast.reviewer.person])

    with pytest.raises(WorkflowError):
        rewarding.proposed(cast, rewarding.fresh(suggestion))


# -- the second person -----------------------------------------------------------------------------------------------


def test_a_second_person_approves(cast):
    reward = rewarding.approved(cast)

    assert (reward.status, reward.approved_by) == (Status.APPROVED, cast.officer)
    assert [(event.verb, event.actor, event.actor_role) for event in reward.events.all()] == [
        ("proposed", cast.reviewer, "reviewer"),
        ("approved", cast.officer, "officer"),
    ]


def test_whoever_proposed_does_not_approve_not_even_by_another_way(cast):
    reward = rewarding.proposed(cast, by=cast.officer, role="officer")

    with pytest.raises(WorkflowError):
        rewards.approve(reward, by=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reward.objects.update(approved_by=cast.officer, approved_at=timezone.now())


def test_a_refusal_says_why_and_frees_the_way(cast):
    suggestion = rewarding.verified(cast)
    reward = rewarding.proposed(cast, suggestion)
    with pytest.raises(WorkflowError):
        rewards.reject(reward, by=cast.officer, reason=" ")

    rewards.reject(reward, by=cast.officer, reason="等级再核一下")

    assert (rewarding.fresh(reward).status, reward.events.last().note) == (Status.REJECTED, "等级再核一下")
    assert rewarding.proposed(cast, suggestion).number == f"{suggestion.number}-2"


def test_what_is_on_its_way_is_not_proposed_twice(cast):
    suggestion = rewarding.verified(cast)
    reward = rewarding.proposed(cast, suggestion)

    with pytest.raises(WorkflowError):
        rewarding.proposed(cast, suggestion)
    reward.pk, reward.number = None, "T-2"
    with pytest.raises(IntegrityError), transaction.atomic():
        reward.save(force_insert=True)


@pytest.mark.parametrize(("stage", "who", "other"), [
    ("proposed", "reviewer", "officer"), ("approved", "officer", "reviewer"),
])  # fmt: skip
def test_before_it_went_to_finance_it_can_be_withdrawn_with_a_reason(cast, stage, who, other):
    reward = getattr(rewarding, stage)(cast)
    with pytest.raises(WorkflowError):
        rewards.withdraw(reward, by=getattr(cast, who), role=who, reason="")
    with pytest.raises(WorkflowError):
        rewards.withdraw(reward, by=getattr(cast, other), role=other, reason="填错了")

    rewards.withdraw(reward, by=getattr(cast, who), role=who, reason="本人要求改分配")

    assert rewarding.fresh(reward).status == Status.WITHDRAWN
    with pytest.raises(TransitionError):
        rewards.approve(reward, by=cast.officer)


def test_a_value_corrected_meanwhile_is_noticed_before_approval(cast):
    suggestion = rewarding.verified(cast)
    reward = rewarding.proposed(cast, suggestion)
    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(600_000), basis="漏算了")

    with pytest.raises(WorkflowError, match=r"facts|变"):
        rewards.approve(reward, by=cast.officer)


def test_an_old_page_neither_proposes_nor_approves(cast):
    suggestion = rewarding.verified(cast)
    with pytest.raises(StaleError):
        rewarding.proposed(cast, suggestion, version=suggestion.version - 1)

    reward = rewarding.proposed(cast, suggestion)
    with pytest.raises(StaleError):
        rewards.approve(reward, by=cast.officer, version=reward.version + 1)


# -- the workflow ----------------------------------------------------------------------------------------------------


def test_every_status_is_reached_and_only_ends_lead_nowhere():
    reached = set().union(*Reward.TRANSITIONS.values())
    ends = {status for status in Status if not Reward.TRANSITIONS.get(status)}

    assert reached == set(Status) - {Status.PROPOSED}
    assert ends == {Status.SETTLED, Status.REJECTED, Status.WITHDRAWN}


def test_rewards_are_not_counted_as_suggestions(cast):
    rewarding.paid(cast)

    assert summarise(Suggestion.objects.all())["received"] == 1
    assert set(RewardEvent.objects.values_list("to_status", flat=True)) >= {"approved", "sent", "paid"}


def test_a_ledger_that_brought_it_is_not_undone_under_a_reward(cast):
    suggestion = rewarding.verified(cast)
    before = suggestion.version

    rewarding.proposed(cast, suggestion)

    assert rewarding.fresh(suggestion).version > before


def test_a_suggestion_without_a_benefit_row_is_graded_by_effect(cast):
    plain = SuggestionFactory(department=cast.team, by=cast.worker.person, status="implemented")

    assert rewarding.proposed(cast, plain).basis == "effect"


def test_a_trial_without_success_is_not_rewarded_and_not_in_the_gallery(cast):
    begun = stages.begun(cast)
    services.report_trial(begun, by=cast.owner, tried="磁吸式", measured="一周掉4次", learned="振动大不能用")
    tried = services.confirm(begun, by=cast.worker)
    assert not Suggestion.objects.to_reward(cast.reviewer).exists()
    assert not tried.was_done_here
    with pytest.raises(WorkflowError):
        rewarding.proposed(cast, rewarding.fresh(tried))
