"""The cells of all tables: one for each workshop, fact and period, however many superiors ask for it.

Where the portal knows a value it stands there by itself; what somebody typed counts before that, and both are kept.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from alliance_portal.facts import Fact, Timing, as_decimal
from alliance_portal.periods import Period, add_months

from ..models import FactEntry

# How far back a state that was typed once is looked for.
LOOK_BACK = 36
SYSTEM, HAND, MISSING = "system", "hand", "missing"


@dataclass(frozen=True)
class Want:
    """A fact that is asked for, with the period its value belongs to."""

    fact: Fact
    period: Period

    @classmethod
    def of(cls, fact, period):
        return cls(fact, fact.period_of(period))

    @property
    def key(self):
        """How a form and a snapshot name it."""
        return f"{self.fact.code}.{self.period.first:%Y%m}.{self.period.last:%Y%m}"

    @property
    def label(self):
        """Of which time it speaks, in words; "" for what is the same at any time, such as a name."""
        if self.fact.timing == Timing.PERIOD:
            return self.period.label
        return _("at the end of %(month)s") % {"month": self.period.label} if self.fact.is_number else ""


@dataclass(frozen=True)
class Cell:
    """`known` is what the portal knows now, `frozen` what it knew when the workshop confirmed (None: it has not)."""

    workshop: object
    want: Want
    known: object = None
    entry: FactEntry | None = None
    earlier: FactEntry | None = None
    frozen: object = None

    @property
    def fact(self):
        return self.want.fact

    @property
    def given(self):
        """What the portal fills in by itself: what was confirmed stays what it was."""
        return self.known if self.frozen is None else self.frozen

    @property
    def value(self):
        return self.entry.value if self.entry else self.given

    @property
    def origin(self):
        if self.entry:
            return HAND
        return MISSING if self.given is None else SYSTEM

    @property
    def is_missing(self):
        return self.origin == MISSING

    @property
    def differs(self):
        """Whether somebody typed something other than what the portal knows."""
        return self.entry is not None and self.given is not None and not same(self.entry.value, self.given)

    @property
    def has_moved(self):
        """Whether the portal knows something else now than when it was confirmed."""
        return self.frozen is not None and not same(self.frozen, self.known)

    @property
    def proposed(self):
        """What is offered to be typed: what is there, or what was typed the last time a state was asked for."""
        if self.entry:
            return self.entry.value
        return self.earlier.value if self.earlier and self.given is None else None


def same(one, two):
    """Whether two values say the same: 3 and 3.00 do."""
    if isinstance(one, int | Decimal) and isinstance(two, int | Decimal):
        return as_decimal(one) == as_decimal(two)
    return one == two


def as_data(value):
    """A value as a snapshot keeps it."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def from_data(fact, kept):
    """A kept value as it was; None for none."""
    if kept is None:
        return None
    if fact.kind == "number":
        return Decimal(kept)
    return dt.date.fromisoformat(kept) if fact.kind == "date" else kept


class Knowledge:
    """What is known of some workshops: each source is asked once for each period, and what was typed is read once."""

    def __init__(self, workshops, wants):
        self.workshops = list(workshops)
        self._typed = _Typed(self.workshops, wants)
        self._rows = {}

    def known(self, want):
        """{workshop id: value} of a fact that a source knows."""
        source = want.fact.source
        if source is None or not self.workshops:
            return {}
        if (source, want.period) not in self._rows:
            self._rows[source, want.period] = source.each(self.workshops, want.period)
        values = {pk: want.fact.value(row) for pk, row in self._rows[source, want.period].items()}
        return {pk: value for pk, value in values.items() if value is not None}

    def cells(self, workshops, wants, frozen=None):
        """{(workshop id, key): Cell}; `frozen` is {workshop id: what the portal knew when it confirmed}."""
        frozen, typed, found = frozen or {}, self._typed, {}
        for want in wants:
            known = self.known(want)
            for workshop in workshops:
                found[workshop.pk, want.key] = Cell(
                    workshop=workshop,
                    want=want,
                    known=_first(known.get(workshop.pk), typed.sum_of(workshop.pk, want)),
                    entry=typed.entry(workshop.pk, want),
                    earlier=typed.earlier(workshop.pk, want),
                    frozen=from_data(want.fact, frozen.get(workshop.pk, {}).get(want.key)),
                )
        return found


def whole(want, workshops):
    """The number of these workshops together, in which nothing counts twice; None where nobody can tell."""
    source = want.fact.source
    if source is None or source.whole is None or not workshops:
        return None
    return want.fact.value(source.whole(workshops, want.period))


def _first(*values):
    return next((value for value in values if value is not None), None)


class _Typed:
    """What was typed for some workshops, as far as it says something about what is wanted; from one query."""

    def __init__(self, workshops, wants):
        self._by_fact = defaultdict(list)
        if not wants or not workshops:
            return
        since = add_months(min(want.period.first for want in wants), -LOOK_BACK)
        codes = {want.fact.code for want in wants}
        rows = FactEntry.objects.filter(workshop__in=[one.pk for one in workshops], fact__in=codes)
        until = max(want.period.last for want in wants)
        within = rows.filter(period_last__gte=since, period_last__lte=until).select_related("entered_by__person")
        for entry in within.order_by("period_first", "-period_last"):
            self._by_fact[entry.workshop_id, entry.fact].append(entry)

    def entry(self, workshop_id, want):
        there = self._by_fact[workshop_id, want.fact.code]
        return next((entry for entry in there if entry.period == want.period), None)

    def earlier(self, workshop_id, want):
        """The last one before, of what stays as it is until somebody says otherwise."""
        if want.fact.timing != Timing.STATE:
            return None
        before = [entry for entry in self._by_fact[workshop_id, want.fact.code] if entry.period_last < want.period.last]
        return max(before, key=lambda entry: entry.period_last, default=None)

    def sum_of(self, workshop_id, want):
        """The sum of shorter periods that cover the wanted one without a gap: months typed make up the quarter."""
        if not want.fact.is_summed:
            return None
        cursor, total = want.period.first, Decimal(0)
        for entry in self._by_fact[workshop_id, want.fact.code]:
            inside = entry.period != want.period and entry.period_last <= want.period.last
            if inside and entry.period_first == cursor:
                cursor, total = add_months(entry.period_last, 1), total + entry.number
        return total if cursor > want.period.last else None
