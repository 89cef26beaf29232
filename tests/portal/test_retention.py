"""What is kept for a time goes after it, and a look at what would go deletes nothing."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from alliance_portal import retention
from alliance_portal.personal_data.kinds import KINDS
from members import services
from members.models import DataRequest, ImportBatch, ImportRow, Notice

DAY = dt.timedelta(days=1)


def said(*options):
    out = io.StringIO()
    call_command("retention", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def old(cast):
    """A notice, a ledger and a request that are over their time, and one of each that is not yet."""
    now = timezone.now()
    for days in (366, 364):
        batch = ImportBatch.objects.create(kind="roster", enterprise=cast.enterprise, file_name="a", sha256="0")
        ImportBatch.objects.filter(pk=batch.pk).update(created_at=now - days * DAY)
        ImportRow.objects.create(batch=batch, number=1, outcome="same", cells=["王海"])
    for days in (1096, 1000):
        asked = services.data_requests.ask(by=cast.worker, kind="access", words="看看")
        moment = now - days * DAY
        services.data_requests.answer(asked, by=cast.officer, to="done", words="好", occurred_at=moment)
    Notice.objects.all().delete()
    for days in (91, 1):
        when = now - days * DAY
        Notice.objects.create(user=cast.worker, kind="x", subject="x", path="/", created_at=when, read_at=when)
    return cast


def kept():
    return (
        Notice.objects.filter(kind="x").count(),
        ImportRow.objects.count(),
        DataRequest.objects.exclude(words="").count(),
    )


def test_a_dry_run_says_what_would_go_and_deletes_nothing(old):
    words = said("--dry-run")
    assert "notices: Old notices deleted: 1" in words
    assert "imports: Rows of ledgers older than a year deleted: 1" in words
    assert "requests: Requests about data answered three years ago, words deleted: 1" in words
    assert kept() == (2, 2, 2)


def test_it_goes_after_its_time(old):
    assert "imports: Rows of ledgers older than a year deleted: 1" in said()
    assert kept() == (1, 1, 1)
    assert "imports: Rows of ledgers older than a year deleted: 0" in said()


def test_the_hourly_run_does_it_too(old):
    call_command("run_due", stdout=io.StringIO())
    assert kept() == (1, 1, 1)


def test_every_rule_is_of_a_kind_in_the_inventory():
    assert {rule.kind for rule in retention.RULES} <= set(KINDS)
