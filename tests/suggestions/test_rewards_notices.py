"""Whom it concerns that a reward is on its way, and that nobody else is told."""

import pytest
from django.utils import timezone

from members.models import Notice, Role
from suggestions import services
from suggestions.notifications import rewarding as rewarding_notices
from suggestions.services import rewards
from tests.factories import PersonFactory, account
from tests.suggestions import rewarding, stages
from tests.suggestions.telling import last_words, lead_nowhere


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def told(user, *, unread=False):
    """The codes of what a user has been told of rewards, the oldest first."""
    notices = Notice.objects.filter(user=user, kind__startswith="reward_").order_by("pk")
    return [notice.kind for notice in (notices.unread() if unread else notices)]


@pytest.fixture
def second(cast):
    """Another officer."""
    return account(PersonFactory(department=cast.office), Role.OFFICER)


def test_the_whole_way_of_a_reward(cast, second):
    rewarding.received(cast)
    assert told(cast.worker) == ["reward_granted", "reward_sent", "reward_paid"]
    assert told(cast.worker, unread=True) == [], "what is confirmed rings no longer"
    assert told(cast.officer) == told(second) == ["reward_to_approve"]
    assert told(second, unread=True) == [], "nothing is left to approve"
    assert told(cast.reviewer) == ["reward_approved"]
    assert told(cast.finance) == ["reward_batch"]
    assert told(cast.leader) == told(cast.owner) == told(cast.colleague) == []


def test_no_letter_says_an_amount(cast):
    rewarding.received(cast)
    for notice in Notice.objects.filter(kind__startswith="reward_"):
        assert "200" not in str(notice.facts)


def test_whoever_proposes_as_an_officer_is_not_asked_to_approve(cast, second):
    rewarding.proposed(cast, by=cast.officer, role="officer")
    assert told(cast.officer) == []
    assert told(second) == ["reward_to_approve"]


@pytest.mark.parametrize("hidden", [False, True])
def test_an_officer_who_had_the_idea_is_told_like_the_others(cast, second, hidden):
    """Who is told must not hang on who had the idea."""
    rewarding.proposed(cast, rewarding.verified(cast, hide_name=hidden))
    assert told(cast.officer) == told(second) == ["reward_to_approve"]


def test_what_is_not_approved_concerns_whoever_proposed_it(cast):
    rewards.reject(rewarding.proposed(cast), by=cast.officer, reason="等财务核定")
    assert told(cast.reviewer) == ["reward_rejected"]
    assert "等财务核定" in last_words(cast.reviewer)
    assert told(cast.worker) == []


def test_an_own_proposal_is_withdrawn_in_silence(cast):
    rewards.withdraw(rewarding.proposed(cast), by=cast.reviewer, role="reviewer", reason="算错了")
    assert told(cast.reviewer) == told(cast.worker) == told(cast.officer, unread=True) == []


def test_what_was_granted_and_is_withdrawn_is_told_to_those_who_count_on_it(cast):
    rewards.withdraw(rewarding.approved(cast), by=cast.officer, role="officer", reason="重复了")
    assert told(cast.worker) == ["reward_granted", "reward_not_given"]
    assert told(cast.reviewer)[-1] == "reward_withdrawn"


def test_a_hidden_name_reads_what_the_reward_waits_for_and_officers_when_it_is_shown(cast):
    reward = rewarding.approved(cast, rewarding.verified(cast, hide_name=True))
    assert "公开姓名" in last_words(cast.worker)
    assert told(cast.officer) == ["reward_to_approve"]
    services.show_name(reward.suggestion, by=cast.worker)
    assert told(cast.officer) == ["reward_to_approve", "reward_payable"]


def test_without_a_reward_nobody_is_told_that_a_name_is_shown(cast):
    services.show_name(stages.sent(cast, hide_name=True), by=cast.worker)
    assert not Notice.objects.filter(kind="reward_payable").exists()


def test_a_batch_is_told_once_to_finance_and_each_person_of_their_own(cast):
    one, other = rewarding.verified(cast), rewarding.verified(cast, by=cast.colleague)
    rewarding.sent(cast, one, other)
    assert told(cast.finance) == ["reward_batch"]
    assert "2项" in last_words(cast.finance)
    assert (told(cast.worker)[-1], told(cast.colleague)[-1]) == ("reward_sent", "reward_sent")


@pytest.mark.parametrize(("who", "other"), [("finance", "officer"), ("officer", "finance")])
def test_what_is_given_back_is_told_to_the_other_side_and_to_the_people(cast, who, other):
    reward = rewarding.the_reward(rewarding.sent(cast))
    before = told(getattr(cast, who))
    rewards.give_back(reward, by=getattr(cast, who), role=who, reason="卡号不对")
    assert told(getattr(cast, other))[-1] == "reward_given_back"
    assert told(getattr(cast, who)) == before
    assert told(cast.worker)[-1] == "reward_delayed"


def test_money_that_has_not_arrived_is_looked_for(cast):
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    rewards.report_missing(share, by=cast.worker, note="工资卡没有进账")
    assert told(cast.finance)[-1] == "reward_missing"
    assert told(cast.worker, unread=True).count("reward_paid") == 0
    assert Notice.objects.filter(user=cast.finance).latest("pk").path.endswith(f"/{share.pk}/")

    rewards.answer_missing(share, by=cast.finance, answer="打到了老卡")
    assert told(cast.finance, unread=True) == []
    assert told(cast.worker)[-1] == "reward_looked_into"
    assert "打到了老卡" in last_words(cast.worker)


def test_a_payment_noted_by_mistake_is_told(cast):
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    rewards.unpay(share, by=cast.finance, reason="记错人了")
    assert told(cast.worker)[-1] == "reward_unpaid"
    rewards.pay(share, by=cast.finance, paid_on=timezone.localdate())
    assert told(cast.worker)[-1] == "reward_paid"


def test_only_those_it_is_taken_back_from_are_told_and_finance(cast):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague, shares=("60", "40"))
    batch = rewarding.paid(cast, suggestion)
    share = rewarding.share_of(batch, cast.worker)
    rewards.claw_back(rewarding.the_reward(batch), by=cast.officer, reason="数据虚报", amounts={share.pk: 100})
    assert told(cast.worker)[-1] == "reward_taken_back"
    assert told(cast.colleague)[-1] == "reward_paid"
    assert told(cast.finance)[-1] == "reward_back_to_note"


def test_every_notice_leads_to_a_page_that_opens(cast, second):
    batch = rewarding.received(cast)
    share = rewarding.share_of(batch, cast.worker)
    rewards.claw_back(rewarding.the_reward(batch), by=cast.officer, reason="数据虚报", amounts={share.pk: 100})
    reward = rewarding.the_reward(rewarding.sent(cast, rewarding.verified(cast)))
    rewards.give_back(reward, by=cast.finance, role="finance", reason="卡号不对")

    assert lead_nowhere() == []


def test_answering_one_leaves_the_other_missing_payment_ringing(cast):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague, shares=("60", "40"))
    batch = rewarding.paid(cast, suggestion)
    shares = [rewarding.share_of(batch, user) for user in (cast.worker, cast.colleague)]
    for share, user in zip(shares, (cast.worker, cast.colleague), strict=True):
        rewards.report_missing(share, by=user, note="没到账")
    rewards.answer_missing(shares[0], by=cast.finance, answer="打到了老卡")
    assert told(cast.finance, unread=True).count("reward_missing") == 1


def test_officers_hear_that_it_can_be_paid_only_when_it_can(cast):
    suggestion = rewarding.verified(cast, hide_name=True)
    services.name_together(suggestion, by=cast.worker, people=[cast.colleague.person])
    rewarding.approved(cast, rewarding.fresh(suggestion))
    services.show_name(rewarding.fresh(suggestion), by=cast.worker)
    assert "reward_payable" not in told(cast.officer)


def test_when_the_last_colleague_confirms_officers_hear_that_it_can_be_paid(cast):
    suggestion = rewarding.verified(cast, hide_name=True)
    services.name_together(suggestion, by=cast.worker, people=[cast.colleague.person])
    rewarding.approved(cast, rewarding.fresh(suggestion))
    services.show_name(rewarding.fresh(suggestion), by=cast.worker)
    services.confirm_together(rewarding.fresh(suggestion), by=cast.colleague)
    assert told(cast.officer)[-1] == "reward_payable"


def test_whoever_joins_later_reads_of_the_reward_that_waits(cast):
    suggestion = rewarding.verified(cast)
    rewarding.approved(cast, suggestion)
    Notice.objects.all().delete()
    rewarding_notices.joined(rewarding.fresh(suggestion), cast.worker)
    assert (told(cast.worker), told(cast.officer)) == (["reward_granted"], ["reward_payable"])


def test_a_batch_rings_until_its_last_line_is_paid(cast):
    batch = rewarding.sent(cast, rewarding.verified(cast), rewarding.verified(cast, by=cast.colleague))
    shares = [rewarding.share_of(batch, user) for user in (cast.worker, cast.colleague)]
    rewards.pay(shares[0], by=cast.finance, paid_on=timezone.localdate())
    assert told(cast.finance, unread=True) == ["reward_batch"]
    rewards.pay(shares[1], by=cast.finance, paid_on=timezone.localdate())
    assert told(cast.finance, unread=True) == []


def test_a_payment_noted_by_mistake_asks_nobody_to_confirm_it_any_more(cast, client):
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    rewards.unpay(share, by=cast.finance, reason="记错人了")
    assert told(cast.worker, unread=True) == ["reward_unpaid"]
    client.force_login(cast.worker)
    page = client.get(f"/suggestions/{share.reward.suggestion.number}/reward/", follow=True)
    assert "还没有发放" in page.content.decode()
