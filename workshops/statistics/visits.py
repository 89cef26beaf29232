"""What came of visits: cohorts by the day of the visit, with their promises as they stand today."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance_portal.definitions import Definition
from alliance_portal.periods import Period, last_day, month_and_year
from members.models import Enterprise

from ..models import EnterpriseKind, Promise, Visit

DEFINITIONS = (
    Definition(
        "visits",
        gettext_lazy("Visits"),
        gettext_lazy(
            "Visits made in the period whose record has been shared with the enterprise; drafts are left out. By "
            "kind, a visit counts with every kind its enterprise is of today, so that the kinds do not add up."
        ),
    ),
    Definition(
        "enterprises_visited",
        gettext_lazy("Enterprises visited"),
        gettext_lazy(
            "Different enterprises taking part that were visited in the period, divided by all enterprises that take "
            "part today. One that was visited three times counts once."
        ),
    ),
    Definition(
        "promises_made", gettext_lazy("Promises made"), gettext_lazy("Everything promised at these visits or after.")
    ),
    Definition(
        "promises_due",
        gettext_lazy("Promises due"),
        gettext_lazy("Those whose day is over, whatever has become of them. One that is due today is not among them."),
    ),
    Definition(
        "promises_kept",
        gettext_lazy("Promises kept"),
        gettext_lazy("Those that have been kept so far, in time or late, before their day or after it."),
    ),
    Definition(
        "promises_in_time",
        gettext_lazy("Kept in time"),
        gettext_lazy(
            "Of the promises due, those that were kept on their day or before it, divided by the promises due. What "
            "the enterprise denies is not kept, and a day that was promised is never moved."
        ),
    ),
)


@dataclass(frozen=True)
class Line:
    """The figures of the whole, of a kind of enterprise, or of a month; `visited` are so many of `enterprises`."""

    name: str
    enterprises: int
    visits: int = 0
    visited: int = 0
    made: int = 0
    due: int = 0
    kept: int = 0
    in_time: int = 0


@dataclass(frozen=True)
class Summary:
    period: Period
    as_of: dt.date
    whole: Line
    kinds: list
    months: list


def summarise(period, *, user, today=None):
    """The figures of the visits of a period as far as the user may see them, from a constant number of queries."""
    today = today or timezone.localdate()
    visits = Visit.objects.visible_to(user).told().between(period.first, last_day(period.last)).order_by()
    promises = Promise.objects.filter(visit__in=visits).order_by()
    enterprises = Enterprise.objects.active().count()
    months = _grouped(visits.annotate(part=TruncMonth("visited_on")), _dated(promises), today)
    kinds = _grouped(visits.annotate(part=F("enterprise__kinds")), _kinds_of(promises), today)
    return Summary(
        period=period,
        as_of=today,
        whole=Line(_("All together"), enterprises, **visits.aggregate(**VISITS), **promises.aggregate(**_kept(today))),
        kinds=_by_kind(kinds),
        months=[Line(month_and_year(month), enterprises, **months.get(month, {})) for month in period.months],
    )


VISITS = {
    "visits": Count("pk", distinct=True),
    "visited": Count("enterprise", filter=Q(enterprise__is_active=True), distinct=True),
}


def _kept(today):
    over, kept = Q(due_on__lt=today), Q(status="kept")
    return {
        "made": Count("pk", distinct=True),
        "due": Count("pk", filter=over, distinct=True),
        "kept": Count("pk", filter=kept, distinct=True),
        "in_time": Count("pk", filter=over & kept & Q(kept_on__lte=F("due_on")), distinct=True),
    }


def _dated(promises):
    return promises.annotate(part=TruncMonth("visit__visited_on"))


def _kinds_of(promises):
    return promises.annotate(part=F("visit__enterprise__kinds"))


def _grouped(visits, promises, today):
    """{part: the counts of its line}"""
    found = {row.pop("part"): row for row in visits.values("part").annotate(**VISITS)}
    for row in promises.values("part").annotate(**_kept(today)):
        found[row.pop("part")] |= row
    return found


def _by_kind(found):
    """Every kind that is in use or was visited, then the enterprises of no kind, if there are any."""
    active = Count("enterprises", filter=Q(enterprises__is_active=True))
    lines = [
        Line(kind.name, kind.number, **found.get(kind.pk, {}))
        for kind in EnterpriseKind.objects.annotate(number=active).order_by("place", "name")
        if kind.is_active or kind.pk in found
    ]
    without = Enterprise.objects.active().filter(kinds=None).count()
    if without or None in found:
        lines.append(Line(_("Of no kind yet"), without, **found.get(None, {})))
    return lines
