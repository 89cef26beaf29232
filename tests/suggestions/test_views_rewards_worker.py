"""What the author reads about the reward, and says about the money."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suggestions import services
from suggestions.models import RewardShare
from suggestions.services import rewards
from tests.suggestions import rewarding
from tests.suggestions.test_views_rewards import body

MINE = "/en/me/"


def detail_of(suggestion):
    return f"/en/suggestions/{suggestion.number}/"


def receive_at(suggestion):
    return f"{detail_of(suggestion)}reward/"


@pytest.fixture
def worker(cast, client):
    client.force_login(cast.worker)
    return client


def read(client, suggestion):
    """What stands under “Reward” on the page of the suggestion."""
    page = body(client.get(detail_of(suggestion)))
    return (
        page.split('aria-labelledby="reward"')[1].split("</section>")[0] if 'aria-labelledby="reward"' in page else ""
    )


STAGES = {
    "proposed": (rewarding.proposed, "Proposed. You read the amount here once it is approved."),
    "approved": (rewarding.approved, "Approved. The union sends it to finance next."),
    "sent": (rewarding.sent, "With finance since"),
    "paid": (rewarding.paid, "Please say whether it has arrived."),
    "received": (rewarding.received, "you have confirmed it."),
}


@pytest.mark.parametrize("stage", STAGES)
def test_the_author_reads_state_amount_and_what_comes_next(cast, worker, stage):
    make, words = STAGES[stage]
    suggestion = rewarding.verified(cast)
    make(cast, suggestion)

    told = read(worker, suggestion)

    assert words in told
    assert ("CNY 200.00" in told) == (stage != "proposed")
    assert ("Confirm that it has arrived" in told) == (stage == "paid")
    assert words in body(worker.get(MINE))


@pytest.mark.parametrize("end", ["rejected", "withdrawn"])
def test_what_came_to_nothing_is_no_news(cast, worker, end):
    reward = rewarding.proposed(cast)
    if end == "rejected":
        rewards.reject(reward, by=cast.officer, reason="再核")
    else:
        rewards.withdraw(reward, by=cast.reviewer, role="reviewer", reason="填错")

    assert read(worker, reward.suggestion) == ""
    assert "My rewards" not in body(worker.get(MINE))


def test_each_of_several_reads_the_own_part(cast, client):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague, shares=["75", "25"])
    reward = rewarding.approved(cast, suggestion)
    client.force_login(cast.colleague)
    assert "CNY 50.00" in read(client, suggestion)

    rewards.send([reward], by=cast.officer)

    assert "CNY 50.00" in read(client, suggestion)
    assert "your part" in read(client, suggestion)
    assert "CNY 150.00" not in body(client.get(detail_of(suggestion)))


def test_a_hidden_author_reads_that_it_waits_for_the_name(cast, worker):
    suggestion = rewarding.verified(cast, hide_name=True)
    rewarding.approved(cast, suggestion)

    told = read(worker, suggestion)

    assert "It is paid once you show your name." in told
    assert "CNY 200.00" in told
    services.show_name(suggestion, by=cast.worker)
    assert "The union sends it to finance next." in read(worker, suggestion)


def test_whoever_sent_without_an_account_reads_that_it_waits_for_one(cast, client):
    suggestion = rewarding.verified(cast)
    suggestion.proposers.all().delete()
    services.slips.leave_slip(suggestion, code="K7QFM2XH9P", name="老陈")
    rewarding.approved(cast, rewarding.fresh(suggestion))

    client.post("/en/track/", {"number": suggestion.number, "code": "K7QFM-2XH9P"})

    assert "It is paid once the suggestion stands under your account." in read(client, suggestion)
    assert client.get(receive_at(suggestion)).status_code == 302, "signing in comes first"


def test_what_waits_for_a_colleague_is_said_by_name(cast, worker):
    reward = rewarding.approved(cast)
    services.name_together(reward.suggestion, by=cast.worker, people=[cast.colleague.person])

    assert "Not yet confirmed that they had the idea too: 赵敏." in read(worker, reward.suggestion)


def test_a_regrading_that_leaves_nothing_is_explained(cast, worker):
    suggestion = rewarding.verified(cast, 120_000)
    rewarding.received(cast, suggestion)
    services.verify_benefit(suggestion, by=cast.finance, yuan=5000, basis="补扣")
    rewarding.approved(cast, rewarding.fresh(suggestion))

    assert "nothing more is paid" in read(worker, suggestion)


@pytest.mark.parametrize("who", ["reviewer", "owner", "leader", "finance"])
def test_nobody_else_reads_it_on_the_page_of_the_suggestion(cast, client, who):
    suggestion = rewarding.verified(cast)
    rewarding.paid(cast, suggestion)
    client.force_login(getattr(cast, who))

    assert read(client, suggestion) == ""


# -- saying so -------------------------------------------------------------------------------------------------------


def say(client, suggestion, **data):
    share = RewardShare.objects.filter(reward__suggestion=suggestion).order_by("pk").last()
    return client.post(receive_at(suggestion), {"share": share.pk} | data)


def test_it_has_arrived(cast, worker):
    suggestion = rewarding.verified(cast)
    rewarding.paid(cast, suggestion)
    asked = worker.get(receive_at(suggestion), {"answer": "yes"})
    assert asked.context["form"]["answer"].value() == "yes"
    assert "CNY 200.00" in body(asked)

    response = say(worker, suggestion, answer="yes")

    assert response.url == MINE
    assert RewardShare.objects.get().received_at
    assert worker.get(receive_at(suggestion)).status_code == 302


def test_it_has_not_arrived_and_finance_answers(cast, worker):
    suggestion = rewarding.verified(cast)
    rewarding.paid(cast, suggestion)
    form = say(worker, suggestion, answer="not_yet").context["form"]
    assert list(form.errors) == ["note"]

    say(worker, suggestion, answer="not_yet", note="工资条上没有")

    assert "Finance is looking into it." in read(worker, suggestion)
    rewards.answer_missing(RewardShare.objects.get(), by=cast.finance, answer="打到尾号1234的卡上了")
    assert "打到尾号1234的卡上了" in read(worker, suggestion)
    assert "打到尾号1234的卡上了" in body(worker.get(receive_at(suggestion)))
    say(worker, suggestion, answer="yes")
    assert RewardShare.objects.get().received_at


def test_saying_that_it_is_missing_twice_is_told(cast, worker):
    suggestion = rewarding.verified(cast)
    rewarding.paid(cast, suggestion)
    say(worker, suggestion, answer="not_yet", note="没有")

    response = say(worker, suggestion, answer="not_yet", note="还是没有")

    assert response.status_code == 409
    assert "还是没有" in body(response)


def test_one_of_the_two_is_chosen(cast, worker):
    suggestion = rewarding.verified(cast)
    rewarding.paid(cast, suggestion)

    assert list(say(worker, suggestion, answer="").context["form"].errors) == ["answer"]


@pytest.mark.parametrize("who", ["colleague", "owner", "reviewer", "officer", "finance"])
def test_nobody_says_it_for_somebody_else(cast, client, who):
    suggestion = rewarding.verified(cast)
    rewarding.paid(cast, suggestion)
    client.force_login(getattr(cast, who))

    assert client.get(receive_at(suggestion)).status_code == 404
    assert say(client, suggestion, answer="yes").status_code == 404
    assert RewardShare.objects.get().received_at is None


def test_a_payment_of_somebody_else_is_not_confirmed_by_its_number(cast, worker):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague)
    batch = rewarding.paid(cast, suggestion)
    other = rewarding.share_of(batch, cast.colleague)

    worker.post(receive_at(suggestion), {"share": other.pk, "answer": "yes"})

    assert rewarding.fresh(other).received_at is None


def test_before_it_was_paid_there_is_nothing_to_say(cast, worker):
    suggestion = rewarding.verified(cast)
    rewarding.approved(cast, suggestion)

    assert worker.get(receive_at(suggestion)).status_code == 404


def test_of_two_payments_each_is_confirmed(cast, worker):
    suggestion = rewarding.verified(cast, 20_000)
    rewarding.paid(cast, suggestion)
    services.verify_benefit(suggestion, by=cast.finance, yuan=600_000, basis="漏算")
    rewarding.paid(cast, rewarding.fresh(suggestion))
    older, newer = RewardShare.objects.order_by("pk")

    assert worker.get(receive_at(suggestion)).context["share"] == older
    worker.post(receive_at(suggestion), {"share": newer.pk, "answer": "yes"})
    worker.post(receive_at(suggestion), {"share": older.pk, "answer": "yes"})

    assert not RewardShare.objects.filter(received_at=None).exists()


def test_what_was_taken_back_is_told_with_its_reason(cast, worker):
    suggestion = rewarding.verified(cast)
    reward = rewarding.the_reward(rewarding.received(cast, suggestion))
    rewards.claw_back(reward, by=cast.officer, reason="凭证是假的", amounts={reward.shares.get().pk: 5000})

    told = read(worker, suggestion)

    assert "CNY 50.00 of it was taken back." in told
    assert "凭证是假的" in told


def test_whoever_was_taken_out_later_still_finds_the_money(cast, client):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague)
    rewarding.paid(cast, suggestion)
    services.take_out(suggestion, by=cast.worker, person=cast.colleague.person)
    client.force_login(cast.colleague)

    assert "CNY 100.00" in body(client.get(MINE))
    client.post(
        receive_at(suggestion), {"share": RewardShare.objects.get(person__user=cast.colleague).pk, "answer": "yes"}
    )
    assert RewardShare.objects.get(person__user=cast.colleague).received_at


def test_my_page_costs_the_same_however_many_rewards_there_are(cast, worker):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert worker.get(MINE).status_code == 200
        return len(captured)

    rewarding.paid(cast)
    rewarding.approved(cast)
    with_few = queries()
    for _n in range(2):
        rewarding.paid(cast)
        rewarding.approved(cast)

    assert queries() == with_few
