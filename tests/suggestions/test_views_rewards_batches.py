"""Batches over HTTP: made by officers, read and paid by finance, and the file that goes out."""

import datetime as dt
import io

import openpyxl
import pytest
from django.utils import timezone

from suggestions.models import Reward, RewardBatch, RewardShare
from suggestions.services import rewards
from tests.suggestions import rewarding
from tests.suggestions.test_views_rewards import REWARDS, body

BATCHES = f"{REWARDS}batches/"


@pytest.fixture
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who) if isinstance(who, str) else who)
        return client

    return sign_in


def page_of(batch):
    return f"{BATCHES}{batch.number}/"


def row_of(batch, share):
    return f"{page_of(batch)}{share.pk}/"


# -- making one ------------------------------------------------------------------------------------------------------


def test_an_officer_ticks_looks_and_sends(cast, as_):
    one = rewarding.approved(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))
    two = rewarding.approved(cast)
    client = as_("officer")
    page = body(client.get(REWARDS, {"tab": "send"}))
    assert f'name="reward" value="{one.number}"' in page

    asked = body(client.get(f"{BATCHES}new/", {"reward": [one.number, two.number]}))
    assert "赵敏 0002: CNY 100.00" in asked
    assert "2 rewards, together <b>CNY 400.00</b>" in asked
    assert "not part of total wages" in asked
    assert not RewardBatch.objects.exists()

    response = client.post(f"{BATCHES}new/", {"reward": [one.number, two.number]})

    assert response.url == page_of(RewardBatch.objects.get())
    assert RewardShare.objects.count() == 3


def test_what_cannot_be_paid_has_no_box_and_stops_the_batch(cast, as_):
    hidden = rewarding.approved(cast, rewarding.verified(cast, hide_name=True))
    client = as_("officer")

    page = body(client.get(REWARDS, {"tab": "send"}))
    assert f'value="{hidden.number}"' not in page
    assert "Kept secret: paid once the author shows the name." in page
    asked = body(client.get(f"{BATCHES}new/", {"reward": hidden.number}))
    assert "Go back and leave out what cannot be paid yet." in asked
    response = client.post(f"{BATCHES}new/", {"reward": hidden.number})
    assert "Kept secret" in body(response)
    assert not RewardBatch.objects.exists()


def test_nothing_ticked_says_what_to_do(as_):
    client = as_("officer")

    assert "Nothing is ticked." in body(client.get(f"{BATCHES}new/"))
    assert "Please tick at least one reward." in body(client.post(f"{BATCHES}new/"))


def test_what_somebody_else_sent_meanwhile_is_not_sent_again(cast, as_):
    reward = rewarding.approved(cast)
    rewards.send([reward], by=cast.officer)

    as_("officer").post(f"{BATCHES}new/", {"reward": reward.number})

    assert RewardBatch.objects.count() == 1


def test_rewards_of_another_enterprise_are_not_sent_by_number(strangers, as_):
    foreign = rewarding.approved(strangers)

    as_("officer").post(f"{BATCHES}new/", {"reward": foreign.number})

    assert rewarding.fresh(foreign).status == Reward.Status.APPROVED


@pytest.mark.parametrize("who", ["reviewer", "finance", "leader", "worker"])
def test_only_officers_send(cast, as_, who):
    reward = rewarding.approved(cast)

    assert as_(who).get(f"{BATCHES}new/").status_code == 403
    assert as_(who).post(f"{BATCHES}new/", {"reward": reward.number}).status_code == 403


# -- reading one -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "list_code", "code"), [
    ("officer", 200, 200), ("finance", 200, 200), ("reviewer", 403, 404), ("leader", 403, 404), ("worker", 403, 404),
])  # fmt: skip
def test_people_with_amounts_are_for_whoever_sends_and_pays(cast, as_, who, list_code, code):
    batch = rewarding.sent(cast)
    client = as_(who)

    assert client.get(BATCHES).status_code == list_code
    assert client.get(page_of(batch)).status_code == code
    assert client.get(f"{BATCHES}{batch.number}.xlsx").status_code == code
    expected = 200 if who == "finance" else 403 if who == "officer" else 404
    assert client.get(row_of(batch, RewardShare.objects.get())).status_code == expected


def test_another_enterprise_s_batch_does_not_exist(cast, strangers, as_):
    batch = rewarding.sent(cast)
    client = as_(strangers.finance)

    assert client.get(page_of(batch)).status_code == 404
    assert client.get(f"{BATCHES}{batch.number}.xlsx").status_code == 404
    assert client.post(row_of(batch, RewardShare.objects.get()), {"paid_on": "2026-01-01"}).status_code == 404


def test_a_row_of_another_batch_is_not_in_this_one(cast, as_):
    one, two = rewarding.sent(cast), rewarding.sent(cast)

    assert as_("finance").get(row_of(one, rewarding.share_of(two, cast.worker))).status_code == 404


def test_the_list_of_a_batch_has_what_finance_needs(cast, as_):
    batch = rewarding.paid(cast)

    page = body(as_("finance").get(page_of(batch)))

    found = (
        "0001",
        "王海",
        batch.rewards.get().suggestion.number,
        "五等奖",
        "CNY 200.00",
        "not yet confirmed",
        "Art. 11",
    )
    assert all(word in page for word in found)


def cells_of(response):
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()], sheet


def test_the_file_has_every_payment_and_no_cell_becomes_a_formula(cast, as_):
    suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague, shares=["66.67", "33.33"])
    suggestion.title = "=1+1"
    suggestion.save()
    batch = rewarding.sent(cast, suggestion)

    response = as_("finance").get(f"{BATCHES}{batch.number}.xlsx")

    rows, sheet = cells_of(response)
    assert rows[0] == ["批次号", "工号", "姓名", "建议编号", "建议名称", "金额（元）", "事由", "发放日期"]
    assert rows[1][:6] == [batch.number, "0001", "王海", suggestion.number, "=1+1", 133.34]
    assert rows[2][:6] == [batch.number, "0002", "赵敏", suggestion.number, "=1+1", 66.66]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert batch.number in response["Content-Disposition"]


def test_an_emptied_batch_says_so(cast, as_):
    batch = rewarding.sent(cast)
    rewards.give_back(rewarding.the_reward(batch), by=cast.finance, role="finance", reason="卡号")

    assert "Everything was taken out of this batch again." in body(as_("finance").get(page_of(batch)))
    assert "CNY 0.00" in body(as_("finance").get(BATCHES))


# -- paying ----------------------------------------------------------------------------------------------------------


def test_finance_marks_one_row_as_paid(cast, as_):
    batch = rewarding.sent(cast)
    share = RewardShare.objects.get()

    response = as_("finance").post(row_of(batch, share), {"paid_on": timezone.localdate().isoformat()})

    assert response.url == page_of(batch)
    assert (rewarding.fresh(share).paid_by, rewarding.the_reward(batch).status) == (cast.finance, "paid")


@pytest.mark.parametrize("day", ["", "下周", "2020-01-01", (timezone.localdate() + dt.timedelta(days=2)).isoformat()])
def test_a_day_that_does_not_fit_is_told_at_its_box(cast, as_, day):
    batch = rewarding.sent(cast)
    share = RewardShare.objects.get()

    form = as_("finance").post(row_of(batch, share), {"paid_on": day}).context["form"]

    assert list(form.errors) == ["paid_on"]
    assert form["paid_on"].value() == day
    assert rewarding.fresh(share).paid_on is None


def test_an_officer_does_not_pay(cast, as_):
    batch = rewarding.sent(cast)

    response = as_("officer").post(row_of(batch, RewardShare.objects.get()), {"paid_on": timezone.localdate()})

    assert response.status_code == 403


def test_a_row_that_is_paid_already_is_not_paid_again(cast, as_):
    batch = rewarding.paid(cast)
    share = RewardShare.objects.get()
    client = as_("finance")

    assert "Nothing has to be done here now." in body(client.get(row_of(batch, share)))
    assert client.post(row_of(batch, share), {"paid_on": timezone.localdate()}).status_code == 409


@pytest.mark.parametrize(("finding", "paid"), [("paid", True), ("not_paid", False)])
def test_finance_answers_what_is_missing(cast, as_, finding, paid):
    batch = rewarding.paid(cast)
    share = rewarding.share_of(batch, cast.worker)
    rewards.report_missing(share, by=cast.worker, note="工资条上没有")
    client = as_("finance")
    assert "工资条上没有" in body(client.get(row_of(batch, share)))

    client.post(row_of(batch, share), {"finding": finding, "answer": "9月5日打到尾号1234的卡上"})

    found = rewarding.fresh(share)
    assert (found.missing_at, found.paid_on is not None) == (None, paid)
    assert rewarding.the_reward(batch).status == ("paid" if paid else "sent")


def test_an_answer_says_something(cast, as_):
    batch = rewarding.paid(cast)
    share = rewarding.share_of(batch, cast.worker)
    rewards.report_missing(share, by=cast.worker, note="没有")

    form = as_("finance").post(row_of(batch, share), {"finding": "", "answer": " "}).context["form"]

    assert sorted(form.errors) == ["answer", "finding"]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_long_they_are(cast, as_, django_assert_num_queries, rows):
    rewarding.paid(cast, *(rewarding.verified(cast) for _n in range(rows)))
    for _n in range(rows - 1):
        rewarding.sent(cast)
    client = as_("finance")

    with django_assert_num_queries(6):
        assert len(client.get(BATCHES).context["page_obj"]) == rows
    with django_assert_num_queries(7):
        assert len(client.get(page_of(RewardBatch.objects.earliest("pk"))).context["shares"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_about_to_be_sent_costs_the_same_however_much_it_is(cast, as_, django_assert_num_queries, rows):
    ticked = [rewarding.approved(cast).number for _n in range(rows)]
    client = as_("officer")

    with django_assert_num_queries(7):
        assert len(client.get(f"{BATCHES}new/", {"reward": ticked}).context["rows"]) == rows


def test_many_at_once_are_sent_over_http(cast, as_):
    """Three rewards, each of two people: nothing is asked of the database once a row that need not be."""
    ticked = []
    for _n in range(3):
        suggestion = rewarding.together(cast, rewarding.verified(cast), cast.colleague)
        ticked.append(rewarding.approved(cast, suggestion).number)

    assert as_("officer").post(f"{BATCHES}new/", {"reward": ticked}).status_code == 302
    assert RewardShare.objects.count() == 6
