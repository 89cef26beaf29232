"""From approval to the money in hand, and back where it was got by fraud."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from suggestions import services
from suggestions.models import Reward, RewardBatch, RewardShare
from suggestions.services import rewards
from suggestions.services.rewards import batches
from suggestions.services.rewards.people import obstacles_to_paying
from tests.factories import PersonFactory
from tests.suggestions import rewarding, stages

Status = Reward.Status


def today():
    return timezone.localdate()


def verbs(reward):
    return [event.verb for event in reward.events.order_by("pk")]


# -- the batch -------------------------------------------------------------------------------------------------------


def test_a_batch_has_a_number_and_shares_each_reward_out(cast):
    suggestion = rewarding.together(
        cast, rewarding.verified(cast, 120_000), cast.colleague, cast.owner, shares=["33.34", "33.33", "33.33"]
    )

    batch = rewarding.sent(cast, suggestion)

    assert batch.number == f"CF-JL{today().year}-001"
    assert [(share.person.name, share.fen) for share in RewardShare.objects.all()] == [
        ("王海", 26_672), ("赵敏", 26_664), ("周工", 26_664),
    ]  # fmt: skip
    assert rewarding.the_reward(batch).status == Status.SENT


def test_batches_are_numbered_inside_the_enterprise_and_year(cast, strangers):
    first, second, other = rewarding.sent(cast), rewarding.sent(cast), rewarding.sent(strangers)

    assert [batch.number[-3:] for batch in (first, second, other)] == ["001", "002", "001"]


def test_what_is_in_a_batch_is_sent_no_second_time_and_nothing_of_the_batch_is(cast):
    one, two = rewarding.approved(cast), rewarding.approved(cast)
    rewards.send([one], by=cast.officer)

    with pytest.raises(TransitionError):
        rewards.send([two, one], by=cast.officer)

    assert RewardBatch.objects.count() == 1
    assert rewarding.fresh(two).status == Status.APPROVED


def test_a_batch_holds_something_of_one_enterprise_and_not_too_much(cast, strangers, monkeypatch):
    own, other = rewarding.approved(cast), rewarding.approved(strangers)
    monkeypatch.setattr(batches, "MOST_IN_BATCH", 1)

    for wrong in ([], [own, other], [own, own]):
        with pytest.raises(WorkflowError):
            rewards.send(wrong, by=cast.officer)


def test_what_was_not_approved_is_not_sent(cast):
    with pytest.raises(TransitionError):
        rewards.send([rewarding.proposed(cast)], by=cast.officer)


def test_a_hidden_name_is_approved_as_a_whole_and_paid_once_it_is_shown(cast):
    reward = rewarding.approved(cast, rewarding.verified(cast, hide_name=True))
    with pytest.raises(WorkflowError) as refusal:
        rewards.send([reward], by=cast.officer)
    assert "王海" not in refusal.value.message

    services.show_name(reward.suggestion, by=cast.worker)

    rewards.send([reward], by=cast.officer)
    assert RewardShare.objects.get().person == cast.worker.person


def test_of_a_hidden_name_the_obstacle_is_the_same_however_many_had_the_idea(cast):
    alone = rewarding.approved(cast, rewarding.verified(cast, hide_name=True))
    several = rewarding.verified(cast, hide_name=True)
    services.name_together(several, by=cast.worker, people=[cast.colleague.person])
    together = rewarding.approved(cast, rewarding.fresh(several))

    assert obstacles_to_paying(alone) == obstacles_to_paying(together)


def test_a_slip_is_paid_once_it_is_joined(cast):
    suggestion = rewarding.verified(cast)
    suggestion.proposers.all().delete()
    services.slips.leave_slip(suggestion, name="赵敏", work_number="0002")
    reward = rewarding.approved(cast, rewarding.fresh(suggestion))
    with pytest.raises(WorkflowError):
        rewards.send([reward], by=cast.officer)

    services.join(suggestion, by=cast.colleague)

    rewards.send([reward], by=cast.officer)
    assert RewardShare.objects.get().person == cast.colleague.person


@pytest.mark.parametrize("who", ["reviewer", "officer"])
def test_whoever_decided_is_not_paid_by_joining_later(cast, who):
    reward = rewarding.approved(cast)
    decider = getattr(cast, who)
    services.name_together(reward.suggestion, by=cast.worker, people=[decider.person])
    services.confirm_together(reward.suggestion, by=decider)

    with pytest.raises(WorkflowError, match=decider.person.name):
        rewards.send([reward], by=cast.officer)


def test_shares_opened_again_after_approval_are_waited_for(cast):
    reward = rewarding.approved(cast)
    services.name_together(reward.suggestion, by=cast.worker, people=[cast.colleague.person])

    with pytest.raises(WorkflowError, match="赵敏"):
        rewards.send([reward], by=cast.officer)


def test_shares_that_are_no_hundred_are_not_paid(cast):
    reward = rewarding.approved(cast)
    reward.suggestion.proposers.update(share=99)

    with pytest.raises(WorkflowError, match="100"):
        rewards.send([reward], by=cast.officer)


def test_finance_gives_back_what_it_cannot_pay_and_it_is_sent_anew(cast):
    reward = rewarding.the_reward(rewarding.sent(cast))
    with pytest.raises(WorkflowError):
        rewards.give_back(reward, by=cast.finance, role="finance", reason="")

    rewards.give_back(reward, by=cast.finance, role="finance", reason="工资卡号不对")

    reward = rewarding.fresh(reward)
    assert (reward.status, reward.batch, reward.shares.count()) == (Status.APPROVED, None, 0)
    assert rewards.send([reward], by=cast.officer).number.endswith("002")


def test_what_is_partly_paid_is_not_given_back(cast):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague)
    batch = rewarding.sent(cast, suggestion)
    rewards.pay(rewarding.share_of(batch, cast.worker), by=cast.finance, paid_on=today())

    with pytest.raises(WorkflowError):
        rewards.give_back(rewarding.the_reward(batch), by=cast.finance, role="finance", reason="退")


# -- paying ----------------------------------------------------------------------------------------------------------


def test_with_the_last_person_the_reward_is_paid(cast):
    batch = rewarding.sent(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))

    rewards.pay(rewarding.share_of(batch, cast.worker), by=cast.finance, paid_on=today())
    assert rewarding.the_reward(batch).status == Status.SENT

    rewards.pay(rewarding.share_of(batch, cast.colleague), by=cast.finance, paid_on=today())
    reward = rewarding.the_reward(batch)
    assert reward.status == Status.PAID
    assert verbs(reward)[-2:] == ["part_paid", "paid"]
    assert reward.events.last().note == "¥100.00"


def test_nobody_is_paid_twice(cast):
    batch = rewarding.paid(cast)

    with pytest.raises(WorkflowError):
        rewards.pay(rewarding.share_of(batch, cast.worker), by=cast.finance, paid_on=today())


@pytest.mark.parametrize("days", [1, -1])
def test_the_day_is_not_to_come_and_not_before_it_was_sent(cast, days):
    batch = rewarding.sent(cast)

    with pytest.raises(WorkflowError):
        rewards.pay(rewarding.share_of(batch, cast.worker), by=cast.finance, paid_on=today() + dt.timedelta(days=days))


def test_a_note_of_payment_is_taken_back_as_long_as_nobody_confirmed_it(cast):
    batch = rewarding.paid(cast)
    share = rewarding.share_of(batch, cast.worker)

    rewards.unpay(share, by=cast.finance, reason="记错了人")

    reward = rewarding.the_reward(batch)
    assert (reward.status, reward.shares.get().paid_on, verbs(reward)[-1]) == (Status.SENT, None, "unpaid")
    rewards.pay(share, by=cast.finance, paid_on=today())
    rewards.receive(share, by=cast.worker)
    with pytest.raises(WorkflowError):
        rewards.unpay(share, by=cast.finance, reason="又错了")


# -- receipt ---------------------------------------------------------------------------------------------------------


def test_each_confirms_and_with_the_last_it_is_received(cast):
    batch = rewarding.paid(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))

    rewards.receive(rewarding.share_of(batch, cast.colleague), by=cast.colleague)
    assert rewarding.the_reward(batch).status == Status.PAID

    rewards.receive(rewarding.share_of(batch, cast.worker), by=cast.worker)
    reward = rewarding.the_reward(batch)
    assert reward.status == Status.RECEIVED
    assert verbs(reward)[-2:] == ["part_received", "received"]
    assert {event.actor for event in reward.events.filter(actor_role="author")} == {None}


def test_only_the_person_confirms_and_only_once(cast):
    batch = rewarding.paid(cast)
    share = rewarding.share_of(batch, cast.worker)
    with pytest.raises(WorkflowError):
        rewards.receive(share, by=cast.colleague)

    rewards.receive(share, by=cast.worker)

    with pytest.raises(WorkflowError):
        rewards.receive(share, by=cast.worker)
    with pytest.raises(WorkflowError):
        rewards.report_missing(share, by=cast.worker, note="没到")


def test_what_was_not_paid_is_not_confirmed(cast):
    batch = rewarding.sent(cast)

    with pytest.raises(WorkflowError):
        rewards.receive(rewarding.share_of(batch, cast.worker), by=cast.worker)


def test_what_is_missing_is_looked_into_and_asked_again(cast):
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    with pytest.raises(WorkflowError):
        rewards.report_missing(share, by=cast.worker, note=" ")
    rewards.report_missing(share, by=cast.worker, note="工资条上没有")
    with pytest.raises(WorkflowError):
        rewards.report_missing(share, by=cast.worker, note="还是没有")

    with pytest.raises(WorkflowError):
        rewards.answer_missing(share, by=cast.finance, answer="")
    rewards.answer_missing(share, by=cast.finance, answer="9月5日打到尾号1234的卡上")

    found = rewarding.fresh(share)
    assert (found.missing_at, found.missing_note) == (None, "工资条上没有")
    assert (found.missing_answer, found.waits_for_receipt) == ("9月5日打到尾号1234的卡上", True)
    with pytest.raises(WorkflowError):
        rewards.answer_missing(share, by=cast.finance, answer="再答一次")
    rewards.receive(share, by=cast.worker)
    assert rewarding.fresh(share.reward).status == Status.RECEIVED


def test_what_really_was_not_paid_goes_back_to_finance(cast):
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    rewards.report_missing(share, by=cast.worker, note="工资条上没有")

    rewards.unpay(share, by=cast.finance, reason="漏发了，下月补")

    assert (rewarding.fresh(share).missing_at, rewarding.fresh(share.reward).status) == (None, Status.SENT)


# -- taking back -----------------------------------------------------------------------------------------------------


def claw(cast, batch, **amounts):
    shares = {rewarding.share_of(batch, getattr(cast, who)).pk: fen for who, fen in amounts.items()}
    return rewards.claw_back(rewarding.the_reward(batch), by=cast.officer, reason="弄虚作假", amounts=shares)


@pytest.mark.parametrize("stage", ["paid", "received"])
def test_money_is_taken_back_with_a_reason_up_to_what_was_paid(cast, stage):
    batch = getattr(rewarding, stage)(cast)

    claw(cast, batch, worker=5_000)
    reward = claw(cast, batch, worker=15_000)

    assert reward.status == Status.CLAWED_BACK
    assert (RewardShare.objects.get().taken_back_fen, RewardShare.objects.get().kept_fen) == (20_000, 0)
    assert reward.events.last().note.startswith("¥150.00")
    with pytest.raises(WorkflowError):
        claw(cast, batch, worker=1)


@pytest.mark.parametrize("fen", [20_001, 0, -5])
def test_neither_more_than_was_paid_nor_nothing_is_taken_back(cast, fen):
    with pytest.raises(WorkflowError):
        claw(cast, rewarding.paid(cast), worker=fen)


def test_a_reason_is_needed_and_a_payment(cast):
    batch = rewarding.paid(cast)
    shares = {rewarding.share_of(batch, cast.worker).pk: 1}
    with pytest.raises(WorkflowError):
        rewards.claw_back(rewarding.the_reward(batch), by=cast.officer, reason=" ", amounts=shares)
    with pytest.raises(WorkflowError):
        rewards.claw_back(rewarding.the_reward(batch), by=cast.officer, reason="假的", amounts={})
    with pytest.raises(WorkflowError):
        claw(cast, rewarding.sent(cast), worker=1)


def test_a_share_of_another_reward_is_not_taken_back_by_the_way(cast):
    one, two = rewarding.paid(cast), rewarding.paid(cast)
    foreign = {rewarding.share_of(two, cast.worker).pk: 100}

    with pytest.raises(WorkflowError):
        rewards.claw_back(rewarding.the_reward(one), by=cast.officer, reason="假的", amounts=foreign)


def test_an_old_page_takes_nothing_back(cast):
    reward = rewarding.the_reward(rewarding.paid(cast))

    with pytest.raises(StaleError):
        rewards.claw_back(reward, by=cast.officer, reason="假的", amounts={}, version=reward.version - 1)


def test_whoever_confirms_after_a_part_was_taken_back_leaves_it_taken_back(cast):
    batch = rewarding.paid(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))
    claw(cast, batch, worker=100)

    rewards.receive(rewarding.share_of(batch, cast.colleague), by=cast.colleague)

    assert rewarding.the_reward(batch).status == Status.CLAWED_BACK
    with pytest.raises(WorkflowError):
        rewards.unpay(rewarding.share_of(batch, cast.worker), by=cast.finance, reason="错")


def test_a_share_of_less_than_a_fen_is_no_payment(cast):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague, shares=["99.99", "0.01"])
    reward = rewarding.approved(cast, suggestion)
    Reward.objects.update(due_fen=1)

    rewards.send([reward], by=cast.officer)

    assert [(share.person.name, share.fen) for share in RewardShare.objects.all()] == [("王海", 1)]


def test_whoever_left_is_paid_all_the_same(cast):
    gone = PersonFactory(department=cast.team, in_service=True, name="老陈")
    suggestion = rewarding.verified(cast)
    suggestion.proposers.update(person=gone)
    gone.in_service = False
    gone.save()

    batch = rewarding.sent(cast, rewarding.fresh(suggestion))

    assert rewarding.the_reward(batch).shares.get().person == gone


def test_a_grade_worth_more_pays_the_difference_once_finance_corrects(cast):
    suggestion = rewarding.verified(cast)
    rewarding.received(cast, suggestion)
    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(600_000), basis="漏算了")

    reward = rewarding.approved(cast, rewarding.fresh(suggestion))

    assert (reward.amount_fen, reward.before_fen, reward.due_fen) == (200_000, 20_000, 180_000)


def test_in_reserve_the_money_comes_at_once(cast):
    batch = rewarding.received(cast, stages.reserved(cast))

    assert RewardShare.objects.get(reward__batch=batch).fen == 20_000
