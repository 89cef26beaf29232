"""Return visits (回访): 3, 6 and 12 months after something was done somebody looks whether it is still in use.

Their days are derived from the day it was done; only what was seen is stored. Whoever misses one is asked for the next
alone: one look answers for both.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from alliance_portal.periods import last_day, months_later, start_of

from .models import Implementation, Recheck, Suggestion

# From so many days before its day a visit is listed, and may be made.
AHEAD = dt.timedelta(days=14)
POINTS = Recheck.MONTHS
Result = Recheck.Result


def is_rechecked(suggestion):
    """Whether it is visited at all: done here, neither in a ledger nor only tried."""
    implementation = getattr(suggestion, "implementation", None)
    if suggestion.status != Suggestion.Status.IMPLEMENTED or suggestion.spam_at or implementation is None:
        return False
    told = suggestion.from_ledger or implementation.source == "ledger"
    return not told and implementation.outcome == Implementation.Outcome.DONE


def point_of(suggestion, today=None):
    """After how many months the visit that may be made now belongs; 0 before the first."""
    day = (today or timezone.localdate()) + AHEAD
    return max((months for months in POINTS if Recheck.day_of(suggestion, months) <= day), default=0)


def owed_point(suggestion, today=None):
    """The same, but 0 when somebody has been there since, or has found it no longer used."""
    if not is_rechecked(suggestion):
        return 0
    months, seen = point_of(suggestion, today), suggestion.rechecks.all()
    is_over = any(visit.months >= months or visit.result == Result.GONE for visit in seen)
    return 0 if is_over else months


def _reached(months, day):
    """Done so long ago that so many months are over on `day`."""
    return Q(implemented_at__lt=start_of(_latest_start(months, day) + dt.timedelta(days=1)))


def _latest_start(months, day):
    """The last day from which so many months are over on `day`."""
    start = months_later(day, -months)
    ends_month = day == last_day(day.replace(day=1))
    return last_day(start.replace(day=1)) if ends_month else start


def _visited(**narrowed):
    return Q(Exists(Recheck.objects.filter(suggestion=OuterRef("pk"), **narrowed).order_by()))


def has_been_visited():
    """Somebody has been there."""
    return _visited()


def is_gone():
    """Somebody found it no longer used."""
    return _visited(result=Result.GONE)


def found_gone():
    """The same beside a row, as something that is there or not.

    By a value and not by `Exists`: PostgreSQL would read all visits there are to tell it of the rows of one page.
    """
    gone = Recheck.objects.filter(suggestion=OuterRef("pk"), result=Result.GONE).order_by()
    return Subquery(gone.values("pk")[:1])


def is_owed(today=None):
    """The condition of `owed_point` on a row."""
    return _owed_and(today, lambda months: Q())


def is_late(today=None):
    """Owed, and its day is over."""
    yesterday = (today or timezone.localdate()) - dt.timedelta(days=1)
    return _owed_and(today, lambda months: _reached(months, yesterday))


def is_owed_at(months, today=None):
    """It is the visit after so many months that is owed: nobody has been there since, and nobody found it gone."""
    day = (today or timezone.localdate()) + AHEAD
    owed = _reached(months, day) & ~_visited(months__gte=months) & ~is_gone()
    later = next((longer for longer in POINTS if longer > months), None)
    return owed & ~_reached(later, day) if later else owed


def _owed_and(today, more):
    """Owed at one of the points, with `more` of it."""
    owed = Q(pk__in=())
    for months in POINTS:
        owed |= is_owed_at(months, today) & more(months)
    return owed
