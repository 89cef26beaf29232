"""The two ways of counting, side by side: from all rows, and from the sums and what is marked."""

import datetime as dt

from django.utils import timezone

from alliance_portal.periods import Period, add_months, month_of
from members.models import Enterprise
from suggestions import services
from suggestions.models import Suggestion
from suggestions.statistics import Scope, recount
from suggestions.statistics.tally import current


def differences():
    """What `verify_figures` would name, after a fold."""
    services.fold_figures()
    return list(recount.differences(timezone.now()))


def periods_to(now):
    """Months that begin and end where figures change: this one, the last three, all of the last two years."""
    this = month_of(now)
    return [Period(add_months(this, -back), add_months(this, -until)) for back, until in ((0, 0), (3, 1), (24, 0))]


def both_ways(enterprise, period, at):
    """(all numbers by the rows, all numbers by the sums); the sums have to be there."""
    assert current(at).exists()
    told = []
    for is_whole in (False, True):
        everything = Suggestion.objects.all()
        found = Scope(enterprise).summarise(everything, period=period, at=at, is_whole=is_whole)
        units = {unit: (tally.counts, tally.proposers, tally.days) for unit, tally in found.units.items()}
        whole = (found.whole.counts, found.whole.proposers, found.whole.days)
        told.append((whole, units, found.months, found.reasons, found.clarity))
    return told


def check(at=None):
    """Fail unless both ways say the same of the district and of every enterprise, in each of the periods."""
    at = at or timezone.now()
    for scope in (None, *Enterprise.objects.order_by("pk")):
        for period in periods_to(at):
            check_one(scope, period, at)


def check_some(chance):
    """The same of the district and one enterprise, in one period, now and days later without anything written."""
    at = timezone.now() + dt.timedelta(days=chance.choice([0, 0, 0, 3, 20, 120]))
    period = chance.choice(periods_to(at))
    for scope in (None, chance.choice(list(Enterprise.objects.order_by("pk")))):
        check_one(scope, period, at)


def check_one(scope, period, at):
    by_rows, by_sums = both_ways(scope, period, at)
    assert by_sums == by_rows, (scope, period)
