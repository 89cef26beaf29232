"""The steps of a reward over HTTP: approve, refuse, withdraw, give back, take back; each asked before it is done."""

import pytest
from django.utils import timezone

from members.models import Role
from suggestions import services
from suggestions.models import Reward, RewardShare
from suggestions.services import rewards
from tests.factories import PersonFactory, account
from tests.suggestions import rewarding
from tests.suggestions.test_views_rewards import body, page_of

Status = Reward.Status
STEPS = {
    "approve/": rewarding.proposed,
    "reject/": rewarding.proposed,
    "withdraw/": rewarding.approved,
    "give-back/": lambda cast: rewarding.the_reward(rewarding.sent(cast)),
    "take-back/": lambda cast: rewarding.the_reward(rewarding.paid(cast)),
}
OPEN_TO = {
    "approve/": {"officer"},
    "reject/": {"officer"},
    "withdraw/": {"officer", "reviewer"},
    "give-back/": {"officer", "finance"},
    "take-back/": {"officer"},
}


@pytest.fixture
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who) if isinstance(who, str) else who)
        return client

    return sign_in


def take(client, reward, step, **data):
    return client.post(page_of(reward, step), {"version": reward.version} | data)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_open_to_its_roles_and_closed_to_others(cast, as_, step):
    reward = STEPS[step](cast)

    for who in ("worker", "owner", "reviewer", "finance", "officer", "leader"):
        expected = 200 if who in OPEN_TO[step] else 404 if who == "owner" else 403
        assert as_(who).get(page_of(reward, step)).status_code == expected, who


@pytest.mark.parametrize("step", STEPS)
def test_another_enterprise_gets_nowhere(cast, strangers, as_, step):
    reward = STEPS[step](cast)
    client = as_(strangers.officer)

    assert client.get(page_of(reward, step)).status_code == 404
    assert take(client, reward, step, reason="试").status_code == 404


def test_an_officer_approves_after_seeing_every_step(cast, as_):
    reward = rewarding.proposed(cast)
    client = as_("officer")
    page = body(client.get(page_of(reward, "approve/")))
    assert "五等奖: below CNY 10,000" in page
    assert "王海 0001 · 100.00 % · <b>CNY 200.00</b>" in page

    response = take(client, reward, "approve/")

    assert response.url == page_of(reward.suggestion)
    assert (rewarding.fresh(reward).status, rewarding.fresh(reward).approved_by) == (Status.APPROVED, cast.officer)


def test_whoever_proposed_it_sees_that_another_officer_approves(cast, as_):
    reward = rewarding.proposed(cast, by=cast.officer, role="officer")
    client = as_("officer")

    assert "Another officer does." in body(client.get(page_of(reward, "approve/")))
    assert "reward-approve" not in body(client.get(page_of(reward.suggestion)))
    assert take(client, reward, "approve/").status_code == 409
    assert rewarding.fresh(reward).status == Status.PROPOSED


def test_a_refusal_is_written_and_nothing_typed_is_lost(cast, as_):
    reward = rewarding.proposed(cast)
    client = as_("officer")
    assert list(take(client, reward, "reject/", reason=" ").context["form"].errors) == ["reason"]

    take(client, reward, "reject/", reason="等级再核一下")

    assert rewarding.fresh(reward).status == Status.REJECTED
    assert "等级再核一下" in body(client.get(page_of(reward.suggestion)))


def test_of_two_officers_the_second_is_told_who_was_faster(cast, as_):
    reward = rewarding.proposed(cast)
    second = account(PersonFactory(department=cast.office, name="郑干事"), Role.OFFICER)
    rewards.approve(reward, by=second)

    response = take(as_("officer"), reward, "reject/", reason="我看不行")

    assert response.status_code == 409
    assert "郑干事 was faster: “Reward approved”" in body(response)
    assert "我看不行" in body(response)
    assert rewarding.fresh(reward).status == Status.APPROVED


def test_a_proposal_is_withdrawn_by_whoever_made_it(cast, as_):
    reward = rewarding.proposed(cast)
    assert "proposes" not in body(as_("officer").get(page_of(reward, "withdraw/")))
    assert take(as_("officer"), reward, "withdraw/", reason="不要").status_code == 409

    take(as_("reviewer"), reward, "withdraw/", reason="填错了")

    assert rewarding.fresh(reward).status == Status.WITHDRAWN


def test_what_is_approved_is_withdrawn_by_an_officer(cast, as_):
    reward = rewarding.approved(cast)
    assert take(as_("reviewer"), reward, "withdraw/", reason="填错了").status_code == 409

    take(as_("officer"), reward, "withdraw/", reason="本人要求改分配")

    assert rewarding.fresh(reward).status == Status.WITHDRAWN


@pytest.mark.parametrize("who", ["finance", "officer"])
def test_finance_or_an_officer_takes_it_out_of_the_batch(cast, as_, who):
    reward = rewarding.the_reward(rewarding.sent(cast))

    take(as_(who), reward, "give-back/", reason="卡号不对")

    event = reward.events.order_by("pk").last()
    assert (rewarding.fresh(reward).status, event.verb, event.actor_role) == (Status.APPROVED, "returned", who)


def test_money_is_taken_back_person_by_person(cast, as_):
    batch = rewarding.paid(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))
    reward = rewarding.the_reward(batch)
    lead, other = (rewarding.share_of(batch, user) for user in (cast.worker, cast.colleague))
    client = as_("officer")
    page = client.get(page_of(reward, "take-back/"))
    assert page.context["form"][str(lead.pk)].value() == "100.00"

    take(client, reward, "take-back/", reason="凭证是假的", **{str(lead.pk): "60.5", str(other.pk): "0"})

    assert dict(RewardShare.objects.values_list("pk", "taken_back_fen")) == {lead.pk: 6050, other.pk: 0}
    assert "CNY 60.50 taken back" in body(client.get(page_of(reward.suggestion)))


@pytest.mark.parametrize(("amount", "field"), [("200.01", "share"), ("", "share"), ("0", "__all__"), ("一点", "share")])
def test_an_amount_that_does_not_fit_is_told_at_its_box(cast, as_, amount, field):
    reward = rewarding.the_reward(rewarding.paid(cast))
    share = str(reward.shares.get().pk)

    form = take(as_("officer"), reward, "take-back/", reason="假的", **{share: amount}).context["form"]

    assert list(form.errors) == [share if field == "share" else field]
    assert form["reason"].value() == "假的"
    assert rewarding.fresh(reward).status == Status.PAID


def test_two_who_take_back_at_once_do_not_take_it_twice(cast, as_):
    reward = rewarding.the_reward(rewarding.paid(cast))
    share = str(reward.shares.get().pk)
    take(as_("officer"), reward, "take-back/", reason="假的", **{share: "50"})

    response = take(as_("officer"), reward, "take-back/", reason="也是假的", **{share: "50"})

    assert response.status_code == 409
    assert RewardShare.objects.get().taken_back_fen == 5000


def test_an_officer_takes_nothing_back_from_an_own_reward(cast, as_):
    second = account(PersonFactory(department=cast.office, name="郑干事"), Role.OFFICER)
    reward = rewarding.proposed(cast, rewarding.verified(cast, by=cast.officer))
    batch = rewards.send([rewards.approve(reward, by=second)], by=second)
    share = rewarding.share_of(batch, cast.officer)
    rewards.pay(share, by=cast.finance, paid_on=timezone.localdate())
    reward = rewarding.fresh(reward)

    response = take(as_("officer"), reward, "take-back/", reason="算错", **{str(share.pk): "1"})

    assert response.status_code == 409
    assert rewarding.fresh(share).taken_back_fen == 0


def test_the_ledger_shows_what_came_before_and_what_is_left(cast, as_):
    suggestion = rewarding.verified(cast, 120_000)
    rewarding.received(cast, suggestion)
    services.verify_benefit(suggestion, by=cast.finance, yuan=5000, basis="补扣")
    rewarding.approved(cast, rewarding.fresh(suggestion))

    page = body(as_("leader").get(page_of(suggestion)))

    assert page.index(f"{suggestion.number}-2") < page.index(f"{suggestion.number}-1")
    assert "Nothing left to pay" in page
    assert "− CNY 800.00" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_of_a_suggestion_costs_the_same_however_often_it_was_rewarded(
    cast, as_, django_assert_num_queries, count
):
    suggestion = rewarding.verified(cast)
    for _n in range(count):
        rewards.reject(rewarding.proposed(cast, suggestion), by=cast.officer, reason="再核")
    client = as_("officer")

    with django_assert_num_queries(12):
        assert len(client.get(page_of(suggestion)).context["rewards"]) == count
