"""Spot checks on their way, for the tests of them."""

import datetime as dt

from django.utils import timezone

from suggestions import services
from suggestions.models import SpotCheck, SpotCheckRow
from tests.suggestions.counted import many

Finding = SpotCheckRow.Finding
# Of last year, all of which is over on whatever day the tests run.
YEAR = timezone.localdate().year - 1
MONTHS = {"first": dt.date(YEAR, 1, 1), "last": dt.date(YEAR, 12, 1)}


def adopted(cast, number=5, **facts):
    """So many adopted suggestions of the enterprise, received on the first day of the year."""
    return many(cast.team, number, received=f"{YEAR}-01-01", answer="adopted", **facts)


def planned(staff, **facts):
    usual = {"title": "采纳抽查", "figure": "adopted", "method": "each", "size": 3}
    return services.plan_spot_check(by=staff, **MONTHS | usual | facts)


def drawn(staff, **facts):
    return services.spot_checks.draw(planned(staff, **facts), by=staff)


def found(row, staff, finding=Finding.CONFIRMED, words="", **facts):
    words = words or ("" if finding == Finding.CONFIRMED else "现场没有看到")
    return services.spot_checks.find(fresh(row), by=staff, finding=finding, words=words, **facts)


def all_found(check, staff, *findings):
    """Each of the sample in turn; as declared where no finding is named."""
    for place, row in enumerate(check.rows.order_by("place")):
        found(row, staff, findings[place] if place < len(findings) else Finding.CONFIRMED)
    return check


def closed(staff, *findings, **facts):
    check = all_found(drawn(staff, **facts), staff, *findings)
    return services.close_spot_check(check, by=staff)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def numbers(check):
    """The numbers of its sample, in their order."""
    return list(check.rows.order_by("place").values_list("suggestion__number", flat=True))


def verbs(check):
    return list(SpotCheck.objects.get(pk=check.pk).events.order_by("pk").values_list("verb", flat=True))
