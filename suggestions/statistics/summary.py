"""One summary of a period: the whole, its months, its units, and what the panels show beside them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from alliance_portal.numbers import Rate
from alliance_portal.periods import Period

from ..models import Decision, Proposer
from .answer_days import AnswerDays, Days, answer_days
from .clarity import Clarity, clarity
from .figures import COUNTED, FIGURES, RATE_PARTS
from .moment import Moment

NO_DAYS = AnswerDays()
# Where a ledger tells no reason of a refusal.
UNREASONED = "unstated"
# The figures of a tally that are no sums of rows.
OWN_NUMBERS = ("proposers", "headcount", "per_hundred")


class Counts(dict):
    """{code of a figure: number}; a figure nobody has is 0."""

    def __missing__(self, code):
        return COUNTED[code].nothing

    def __add__(self, other):
        return Counts({code: self[code] + other[code] for code in COUNTED})


NOTHING = Counts()


@dataclass(frozen=True)
class Tally:
    """The figures of one whole: a unit, or everything."""

    counts: Counts
    proposers: int = 0
    headcount: int | None = None
    days: AnswerDays = NO_DAYS

    def __getitem__(self, code):
        """What stands behind a code: a number, or the Rate of a rate's code."""
        if code in COUNTED:
            return self.counts[code]
        if code in OWN_NUMBERS:
            return getattr(self, code)
        return self.rate(code)

    def rate(self, code):
        """A share as a Rate; KeyError for any other code."""
        numerator, denominator = RATE_PARTS[code]
        return Rate(self[numerator], self[denominator] or 0)

    @property
    def per_hundred(self):
        """Suggestions per 100 people, rounded down; None without people."""
        return self["received"] * 100 // self.headcount if self.headcount else None


@dataclass(frozen=True)
class Month:
    first: dt.date
    counts: Counts
    is_unfinished: bool

    def __getitem__(self, code):
        return self.counts[code]

    @property
    def adoption_rate(self):
        return Rate(self["adopted"], self["received"])


@dataclass(frozen=True)
class Summary:
    """`whole` and `units` ({id: Tally}) are of one query, so that the parts always add up to the whole."""

    period: Period
    as_of: dt.datetime
    whole: Tally
    units: dict
    months: tuple
    reasons: dict
    days: Days = field(compare=False, repr=False)
    ask_clarity: Callable[[], Clarity] = field(compare=False, repr=False)

    @cached_property
    def clarity(self):
        """How well the answers are understood; asked for only by whoever shows it."""
        return self.ask_clarity()

    def __getitem__(self, code):
        return self.whole[code]

    def rate(self, code):
        return self.whole.rate(code)

    @property
    def is_empty(self):
        return not self["received"]


@dataclass(frozen=True)
class Found:
    """What was counted: `months` and `units` are {key: Counts}, `people` has the whole under None.

    A unit without suggestions is in none of them, and all months add up to all units.
    """

    months: dict
    units: dict
    people: Counter
    days: Days
    reasons: Counter
    ask_clarity: Callable[[], Clarity]

    def summary(self, *, period, at, headcounts=None):
        """`headcounts` is {unit id: people, None: people of the whole}; without it nobody is in service anywhere."""
        heads = headcounts or {}

        def tally(unit, counts, days):
            return Tally(counts, self.people[unit], heads.get(unit, None if headcounts is None else 0), days)

        units = sorted(set(self.units) | (set(heads) - {None}))
        return Summary(
            period=period,
            as_of=at,
            whole=tally(None, _total(self.months.values()), self.days.whole),
            units={unit: tally(unit, self.units.get(unit, NOTHING), self.days.of(unit)) for unit in units},
            months=_months(period, self.months, at),
            reasons=dict(sorted(self.reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
            days=self.days,
            ask_clarity=self.ask_clarity,
        )


def summarise(queryset, *, period=None, as_of=None, by="shop", headcounts=None):
    """Count the suggestions that came in during the period, with the rungs as known on `as_of` (now).

    `by` names the column of the units; `headcounts` is {unit id: people, None: people of the whole}.
    """
    at = as_of or timezone.now()
    period = period or Period.this_year(timezone.localtime(at).date())
    rows = queryset.filter(month__gte=period.first, month__lte=period.last)
    months, units = _cells(rows, at, by)
    days = answer_days(rows, at=at, by=by)
    of_units = Days(days.get(None, NO_DAYS), lambda _units: days)
    understood = partial(clarity, queryset, period=period, as_of=at)
    found = Found(months, units, _proposers(rows, at, by), of_units, _reasons(rows, at), understood)
    return found.summary(period=period, at=at, headcounts=headcounts)


def totals(queryset, *codes, period, as_of):
    """{code: number} of these figures only, from one query: for pages that show neither units nor months."""
    moment = Moment(as_of)
    rows = queryset.filter(month__gte=period.first, month__lte=period.last)
    return rows.order_by().aggregate(**{code: COUNTED[code].aggregate(moment) for code in codes})


def proposers(queryset, *, period, as_of):
    """How many different people suggested what came in during the period."""
    rows = queryset.filter(Moment(as_of).received, month__gte=period.first, month__lte=period.last)
    return with_author(rows).aggregate(n=Count("author", distinct=True))["n"]


def _cells(rows, at, by):
    """({month: Counts}, {unit: Counts}) from one query; everything else is a sum of these."""
    moment = Moment(at)
    columns = {f"n_{figure.code}": figure.aggregate(moment) for figure in FIGURES}
    found = rows.order_by().values_list(by, "month").annotate(**columns)
    months, units, codes = defaultdict(Counts), defaultdict(Counts), [figure.code for figure in FIGURES]
    for unit, month, *numbers in found:
        counts = Counts(zip(codes, numbers, strict=True))
        months[month] += counts
        units[unit] += counts
    return months, units


def _total(many):
    return sum(many, start=NOTHING)


def _months(period, counts, at):
    """Every month of the period that had begun, empty ones included."""
    running = timezone.localtime(at).date().replace(day=1)
    return tuple(
        Month(month, counts.get(month, NOTHING), month == running) for month in period.months if month <= running
    )


def _proposers(rows, at, by):
    """{unit: different people}, and under None those of the whole: somebody of two units counts once."""
    received, people = with_author(rows.filter(Moment(at).received)), Count("author", distinct=True)
    found = Counter(dict(received.values_list(by).annotate(n=people)))
    found[None] = received.aggregate(n=people)["n"]
    return found


def authors(suggestions):
    """The proposers of these suggestions, as far as they may be counted as people.

    They have said that it is theirs. Whoever hides the name is not among them: a number that grows by one would tell
    who it was.
    """
    named = suggestions.named().order_by()
    return Proposer.objects.confirmed().filter(suggestion__in=named.values("pk")).order_by()


def with_author(suggestions):
    """The same from the other side: each suggestion once for each of its authors, with the person as `author`."""
    confirmed = suggestions.named().filter(proposers__confirmed_at__isnull=False).order_by()
    return confirmed.annotate(author=F("proposers__person"))


def with_decline_reason(rows):
    """Add `decline_reason` of the newest refusal; "" where a ledger names none."""
    refusals = Decision.objects.filter(suggestion=OuterRef("pk"), conclusion="declined").order_by("-decided_at", "-pk")
    return rows.annotate(decline_reason=Coalesce(Subquery(refusals.values("decline_reason")[:1]), Value("")))


def _reasons(rows, at):
    """{reason: how many}; "" where a ledger names none."""
    declined = with_decline_reason(rows.filter(Moment(at).concluded("declined")))
    found = declined.order_by().values_list("decline_reason").annotate(number=Count("pk"))
    return Counter(dict(found))
