"""Days from receipt to the first answer, without the days spent waiting for the worker.

The database counts how many were answered in how many tenths of a day, so a million rows cost a few hundred.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Func, IntegerField, Value
from django.db.models.functions import Greatest
from django.utils.functional import SimpleLazyObject

from .moment import Moment

MICROSECONDS_IN_DAY = 24 * 3600 * 1_000_000
TENTHS = 10
# More than the days before, up to the day named; the last is open.
STEPS = (1, 2, 3, 4, 5, 6, 7, 14, None)


class Microseconds(Func):
    """From the first moment to the second, exactly, on either database."""

    output_field = IntegerField()

    def as_postgresql(self, compiler, connection, **extra):
        template = "(EXTRACT(EPOCH FROM (%(expressions)s)) * 1000000)::bigint"
        swapped = self.copy()
        swapped.set_source_expressions(self.get_source_expressions()[::-1])
        return swapped.as_sql(compiler, connection, template=template, arg_joiner=" - ", **extra)

    def as_sqlite(self, compiler, connection, **extra):
        """Times are text here: whole seconds by the database, the fraction cut from the end."""
        start, start_params = compiler.compile(self.source_expressions[0])
        end, end_params = compiler.compile(self.source_expressions[1])
        return f"({_since_epoch(end)} - {_since_epoch(start)})", (
            *end_params,
            *end_params,
            *start_params,
            *start_params,
        )


def _since_epoch(column):
    seconds = f"CAST(strftime('%%s', substr({column}, 1, 19)) AS INTEGER)"
    return f"({seconds} * 1000000 + CAST(substr({column}, 21, 6) AS INTEGER))"


class WholeParts(Func):
    """How often the second number fits into the first, both positive; a share left over does not count."""

    arity = 2
    template = "((%(expressions)s))"
    arg_joiner = " / "
    output_field = IntegerField()


def days_taken():
    """(tenths of a day, rounded down; whole days, rounded up) from receipt to answer, as expressions on a row."""
    elapsed = Microseconds(F("received_at"), F("answered_at"))
    tenths = WholeParts(elapsed, Value(MICROSECONDS_IN_DAY // TENTHS)) - TENTHS * F("paused_days")
    within = WholeParts(elapsed + Value(MICROSECONDS_IN_DAY - 1), Value(MICROSECONDS_IN_DAY)) - F("paused_days")
    return Greatest(tenths, Value(0)), Greatest(within, Value(1))


def with_answer_days(queryset):
    """Add to answered rows `tenths` of a day and `within_days`."""
    tenths, within = days_taken()
    return queryset.annotate(tenths=tenths, within_days=within)


@dataclass(frozen=True)
class AnswerDays:
    """How many were answered in how many tenths of a day, and within how many days."""

    tenths: tuple = ()
    within: tuple = ()

    @property
    def count(self):
        return sum(number for _value, number in self.tenths)

    @property
    def median(self):
        """The days in which half of them were answered; None when none was."""
        return self._reached(1, 2)

    @property
    def ninth_decile(self):
        """The days in which nine of ten were answered."""
        return self._reached(9, 10)

    def _reached(self, share, whole):
        needed, so_far = -(-self.count * share // whole), 0
        for value, number in self.tenths:
            so_far += number
            if so_far >= needed:
                return value / TENTHS
        return None

    @property
    def steps(self):
        """[(more than, up to, how many)] along STEPS."""
        lower, rows = 0, []
        for upper in STEPS:
            number = sum(n for days, n in self.within if days > lower and (upper is None or days <= upper))
            rows.append((lower, upper, number))
            lower = upper
        return rows


class Days:
    """The days of a whole, and those of its units, which `load(units)` brings when the first of them is looked at."""

    def __init__(self, whole, load):
        self.whole, self._load, self._wanted, self._found = whole, load, None, None

    def only(self, units):
        """Nobody will look at others, so that they need not be brought."""
        self._wanted, self._found = set(units), None

    def of(self, unit):
        return SimpleLazyObject(lambda: self._of(unit))

    def _of(self, unit):
        if self._wanted is not None and unit not in self._wanted:
            self._wanted, self._found = None, None
        if self._found is None:
            self._found = self._load(self._wanted)
        return self._found.get(unit, AnswerDays())


def answer_days(queryset, *, at, by):
    """{unit: AnswerDays} and under None all of them, from one query; `by` names the column of the unit."""
    rows = (
        with_answer_days(queryset.filter(Moment(at).answered_for_good))
        .order_by()
        .values_list(by, "tenths", "within_days")
        .annotate(number=Count("pk"))
    )
    return distributions(rows)


def distributions(rows):
    """{unit: AnswerDays} and under None all of them, from (unit, tenths, within days, number)."""
    tenths, within = defaultdict(Counter), defaultdict(Counter)
    for unit, tenth, days, number in rows:
        for key in (unit, None):
            tenths[key][tenth] += number
            within[key][days] += number
    return {key: AnswerDays(_sorted(tenths[key]), _sorted(within[key])) for key in tenths}


def _sorted(numbers):
    return tuple(sorted((value, number) for value, number in numbers.items() if number))
