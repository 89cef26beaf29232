"""The demo shows a signed report, its correction, and one that waits to be signed."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal import snapshots
from alliance_portal.demo import signed_reports
from alliance_portal.models import Snapshot
from alliance_portal.periods import add_months
from tests.factories import SessionFactory
from training.models import Attendance


@pytest.mark.django_db
def test_a_report_was_corrected_and_another_waits(cast):
    begun = add_months(timezone.localdate().replace(day=1), -3)
    starts_at = timezone.now().replace(year=begun.year, month=begun.month, day=5)
    facts = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2)}
    session = SessionFactory(enterprise=cast.enterprise, **facts)
    Attendance.objects.create(session=session, person=cast.worker.person)
    desk = {("CF", "officer"): cast.officer, ("CF", "leader"): cast.leader}
    signed_reports.sign_reports(cast.enterprise, desk, timezone.localtime())

    first, second = Snapshot.objects.filter(table="training").order_by("number")
    assert [(one.column, one.old, one.new) for one in snapshots.changes(first.content, second.content)] == [
        ("人次", 1, 2),
        ("人次", 1, 2),
    ]
    assert list(snapshots.differences(timezone.now())) == []
    assert Snapshot.objects.get(table="narrative").status == "frozen"
