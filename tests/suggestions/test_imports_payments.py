"""What finance has paid comes back as a file: what was sent is noted, everything else is refused with its reasons."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members import ledger_import
from members.models import ImportBatch
from suggestions.imports import Payments, payments
from suggestions.models import Reward, RewardShare
from suggestions.services import rewards
from tests.ledger_files import columns_of, counts_of, previewed, problems_of, workbook
from tests.suggestions import rewarding
from tests.suggestions.test_views_rewards import REWARDS

HEADER = ["批次号", "工号", "姓名", "建议编号", "金额（元）", "发放日期"]


def today(days=0):
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


def row(batch, number="0001", name="王海", suggestion=None, amount=200, paid_on=None):
    return [getattr(batch, "number", batch), number, name, suggestion, amount, paid_on or today()]


@pytest.fixture
def finance(cast, client):
    client.force_login(cast.finance)
    return client


def upload(client, content, enterprise, kind="payments"):
    form = {"kind": kind, "enterprise": enterprise.pk, "file": SimpleUploadedFile("发放表.xlsx", content)}
    return client.post(reverse("import-upload"), form, follow=True)


def brought(cast, *rows):
    return previewed(Payments, cast.enterprise, workbook(HEADER, *rows))


def commit(cast, *rows):
    return ledger_import.commit(brought(cast, *rows), Payments, by=cast.finance)


def test_the_file_that_went_out_comes_back_filled_in(cast, finance):
    batch = rewarding.sent(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))
    out = finance.get(f"{REWARDS}batches/{batch.number}.xlsx").content
    filled = _filled_in(out, today())

    upload(finance, filled, cast.enterprise)
    assert counts_of(ImportBatch.objects.get()) == (0, 2, 0, 0)
    assert not RewardShare.objects.filter(paid_on__isnull=False).exists()
    finance.post(reverse("import-commit", args=[ImportBatch.objects.get().pk]))

    assert rewarding.the_reward(batch).status == "paid"
    assert set(RewardShare.objects.values_list("paid_on", "paid_by")) == {(timezone.localdate(), cast.finance.pk)}


def _filled_in(content, day):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cells in book.active.iter_rows(min_row=2):
        cells[7].value = day
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_rows_without_a_day_are_not_paid(cast):
    batch = rewarding.sent(cast)

    found = commit(cast, row(batch, paid_on="—"))

    assert columns_of(found) == {2: ["发放日期"]}
    assert RewardShare.objects.get().paid_on is None


def test_every_reason_against_a_row_is_told_at_once(cast):
    batch = rewarding.sent(cast)

    found = brought(cast, row(batch, name="李四", amount=250, paid_on=today(-3)))

    assert columns_of(found) == {2: ["姓名", "金额（元）", "发放日期"]}
    assert "200.00" in dict(problems_of(found)[2])["金额（元）"]


@pytest.mark.parametrize(("wrong", "column"), [
    ({"batch": "CF-JL2020-001"}, "批次号"),
    ({"number": "0002", "name": None}, "工号"),
    ({"number": "9999", "name": None}, "工号"),
    ({"suggestion": "CF-2020-00001"}, "建议编号"),
    ({"amount": 199.99}, "金额（元）"),
    ({"paid_on": "2099-01-01"}, "发放日期"),
])  # fmt: skip
def test_what_was_not_sent_like_that_is_refused(cast, wrong, column):
    batch = rewarding.sent(cast)

    found = commit(cast, row(**{"batch": batch} | wrong))

    assert columns_of(found) == {2: [column]}
    assert RewardShare.objects.get().paid_on is None


def test_a_batch_of_another_enterprise_is_unknown(cast, strangers):
    batch = rewarding.sent(strangers)

    assert columns_of(brought(cast, row(batch))) == {2: ["批次号"]}


def test_what_is_paid_already_is_refused_by_its_day(cast):
    batch = rewarding.sent(cast)
    commit(cast, row(batch))

    again = brought(cast, row(batch))

    assert counts_of(again) == (0, 0, 0, 1)
    assert timezone.localdate().isoformat() in dict(problems_of(again)[2])["发放日期"]


def test_what_was_paid_by_hand_between_preview_and_confirming_is_refused_then(cast):
    batch = rewarding.sent(cast)
    shown = brought(cast, row(batch))
    rewards.pay(RewardShare.objects.get(), by=cast.finance, paid_on=timezone.localdate())

    done = ledger_import.commit(shown, Payments, by=cast.finance)

    assert counts_of(done) == (0, 0, 0, 1)


def test_a_row_twice_in_the_file_is_paid_once(cast):
    batch = rewarding.sent(cast)
    suggestion = batch.rewards.get().suggestion.number

    found = commit(cast, row(batch), row(batch), row(batch, suggestion=suggestion))

    assert counts_of(found) == (0, 1, 0, 2)
    assert Reward.objects.get().events.filter(verb="paid").count() == 1


def test_of_several_rewards_of_one_person_the_suggestion_or_the_amount_decides(cast):
    batch = rewarding.sent(cast, rewarding.verified(cast), rewarding.verified(cast, 120_000), rewarding.verified(cast))
    small, large, other = (share for share in RewardShare.objects.order_by("reward__number"))
    named = row(batch, suggestion=other.reward.suggestion.number)

    found = commit(cast, row(batch, amount=800), named)

    assert counts_of(found) == (0, 2, 0, 0)
    paid = set(RewardShare.objects.filter(paid_on__isnull=False))
    assert paid == {large, other}
    assert columns_of(brought(cast, row(batch, suggestion=small.reward.suggestion.number, amount=800))) == {
        2: ["金额（元）"]
    }


@pytest.mark.parametrize("amount", [200, "200", "200.00元", "0.02万元", " 200 "])
def test_amounts_are_in_yuan_however_they_are_written(cast, amount):
    assert counts_of(commit(cast, row(rewarding.sent(cast), amount=amount))) == (0, 1, 0, 0)


def test_the_import_is_undone_while_nobody_has_confirmed(cast):
    batch = rewarding.sent(cast)
    done = commit(cast, row(batch))

    ledger_import.undo(done, Payments, by=cast.finance)

    reward = rewarding.the_reward(batch)
    assert (reward.status, reward.shares.get().paid_on) == ("sent", None)
    assert reward.events.order_by("pk").last().verb == "unpaid"


@pytest.mark.parametrize("then", ["confirmed", "missing", "taken back", "paid anew"])
def test_what_happened_since_stands_in_the_way_of_undoing(cast, then):
    batch = rewarding.sent(cast)
    done = commit(cast, row(batch))
    share = rewarding.share_of(batch, cast.worker)
    if then == "confirmed":
        rewards.receive(share, by=cast.worker)
    elif then == "missing":
        rewards.report_missing(share, by=cast.worker, note="没有")
    elif then == "taken back":
        amounts = {share.pk: 100}
        rewards.claw_back(rewarding.the_reward(batch), by=cast.officer, reason="假的", amounts=amounts)
    else:
        rewards.unpay(share, by=cast.finance, reason="错")

    with pytest.raises(ledger_import.UndoRefusedError) as refusal:
        ledger_import.undo(done, Payments, by=cast.finance)
    assert refusal.value.touched == {2: "0001"}


def test_a_file_holds_no_more_than_can_be_noted_at_once(cast, monkeypatch):
    monkeypatch.setattr(payments, "MOST_ROWS", 1)
    batch = rewarding.sent(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))

    found = brought(cast, row(batch, amount=100), row(batch, number="0002", name="赵敏", amount=100))

    assert counts_of(found) == (0, 1, 0, 1)


# -- who -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["worker", "reviewer", "leader"])
def test_paid_rows_are_brought_in_by_finance(cast, client, who):
    client.force_login(getattr(cast, who))

    assert client.get(reverse("import-upload")).status_code == 403


def test_an_officer_brings_in_slips_and_no_payments(cast, client):
    client.force_login(cast.officer)
    batch = rewarding.sent(cast)

    assert "kind" in upload(client, workbook(HEADER, row(batch)), cast.enterprise).context["form"].errors
    assert client.get(reverse("import-template", args=["payments"])).status_code == 404


def test_finance_brings_in_payments_and_no_slips(cast, finance):
    assert "kind" in upload(finance, workbook(HEADER), cast.enterprise, kind="paper").context["form"].errors
    assert finance.get(reverse("import-template", args=["payments"])).status_code == 200
    assert finance.get(reverse("import-list")).status_code == 200


def test_another_enterprise_s_import_does_not_exist(cast, strangers, client):
    done = commit(cast, row(rewarding.sent(cast)))
    client.force_login(strangers.finance)

    assert client.get(reverse("import-result", args=[done.pk])).status_code == 404
    assert client.post(reverse("import-undo", args=[done.pk])).status_code == 404


def test_many_rows_are_confirmed_and_undone_over_http(cast, finance):
    """Three rewards of two people each; nothing is asked once a row that need not be."""
    batch = rewarding.sent(
        cast, *(rewarding.together(cast, rewarding.verified(cast), cast.colleague) for _n in range(3))
    )
    rows = [
        row(batch, number=share.person.work_number, name=None, suggestion=share.reward.suggestion.number, amount=100)
        for share in RewardShare.objects.select_related("person", "reward__suggestion")
    ]
    upload(finance, workbook(HEADER, *rows), cast.enterprise)
    found = ImportBatch.objects.get()

    finance.post(reverse("import-commit", args=[found.pk]))
    assert set(Reward.objects.values_list("status", flat=True)) == {"paid"}
    assert finance.get(reverse("import-result", args=[found.pk])).status_code == 200

    finance.post(reverse("import-undo", args=[found.pk]))
    assert set(Reward.objects.values_list("status", flat=True)) == {"sent"}


def test_the_columns_of_the_template():
    assert [column.heading for column in Payments.columns] == [
        "批次号",
        "工号",
        "姓名",
        "建议编号",
        "金额（元）",
        "发放日期",
    ]


def test_the_rewards_are_locked_before_what_is_paid_of_them(cast):
    """As paying by hand does it: the other way round the two would wait for each other."""
    shown = brought(cast, row(rewarding.sent(cast)))
    with CaptureQueriesContext(connection) as captured:
        ledger_import.commit(shown, Payments, by=cast.finance)
    tables = [re.search(r'FROM "suggestions_(reward|rewardshare)"', query["sql"]) for query in captured]
    assert next(filter(None, tables))[1] == "reward"
