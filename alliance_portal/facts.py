"""The catalogue of facts: what may be asked of a workshop, each defined once, with where its value comes from.

A module that knows values registers its facts here (see `alliance_portal.requirements.facts`). Whoever fills a form
reads them from here, and knows nothing of the apps that count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import numbers
from .definitions import Definition
from .periods import Period


class Kind(models.TextChoices):
    """What sort of value it is."""

    NUMBER = "number", pgettext_lazy("kind of value", "Number")
    WORDS = "words", pgettext_lazy("kind of value", "Words")
    DATE = "date", pgettext_lazy("kind of value", "Day")
    FILE = "file", pgettext_lazy("kind of value", "File")


class Timing(models.TextChoices):
    """Of which time it speaks."""

    STATE = "state", _("As it is at the end of the period")
    PERIOD = "period", _("What happened in the period")


@dataclass(frozen=True)
class Source:
    """Where values come from: `each(workshops, period)` gives {workshop id: row} in bulk, a row holding several facts.

    `whole(workshops, period)` gives the row of all of them together, in which nothing counts twice; without it numbers
    of the workshops may be added up. `rows(workshops, period)` are the rows that are counted, each once.
    """

    each: Callable[[list, Period], dict]
    whole: Callable[[list, Period], object] | None = None
    rows: Callable[[list, Period], models.QuerySet] | None = None


@dataclass(frozen=True)
class Fact(Definition):
    """One fact: what it is called, what exactly it says, and how its value is taken from a row of its source.

    Without a source nobody but the workshop knows it: it is typed there, once for each period.
    """

    chapter: str = ""
    kind: str = Kind.NUMBER
    timing: str = Timing.PERIOD
    unit: str = ""
    decimals: int = 0
    source: Source | None = None
    read: Callable | None = None

    @property
    def is_number(self):
        return self.kind == Kind.NUMBER

    @property
    def is_money(self):
        """Whether a form may ask for it in ten thousands of yuan."""
        return self.unit == YUAN

    @property
    def is_summed(self):
        """Whether the values of shorter periods add up to that of a longer one."""
        return self.is_number and self.timing == Timing.PERIOD and self.source is None

    def period_of(self, period):
        """The period its value belongs to: of a state only the month at whose end it is asked for."""
        return Period(period.last, period.last) if self.timing == Timing.STATE else period

    def value(self, row):
        """Its value in a row of the source; None where there is none."""
        found = self.read(row)
        return found if found not in (None, "") else None


YUAN = pgettext_lazy("unit", "yuan")
_number_and_unit = _("%(number)s %(unit)s")
REGISTERED: dict[str, Fact] = {}


def register(*facts):
    """Enter facts into the catalogue. A code that is there already is a mistake of whoever registers it."""
    for fact in facts:
        if fact.code in REGISTERED:
            raise ValueError(f"There is a fact {fact.code!r} already.")
        REGISTERED[fact.code] = fact


def in_words(fact, value, *, in_wan=False):
    """A value as tables show it: numbers rounded down, in ten thousands where the form asks so, "—" for none."""
    if value is None:
        return numbers.EMPTY
    if fact.is_number:
        return number_in_words(scaled(value, in_wan=in_wan), 2 if in_wan else fact.decimals)
    return f"{value:%Y-%m-%d}" if fact.kind == Kind.DATE else str(value)


def with_unit(fact, value):
    """A value as sentences say it: “12场次”, “3件”."""
    words = in_words(fact, value)
    if value is None or not fact.unit:
        return words
    return _number_and_unit % {"number": words, "unit": fact.unit}


def scaled(number, *, in_wan):
    """A number as the form asks for it."""
    return Decimal(number) / 10_000 if in_wan else number


def number_in_words(number, decimals):
    """Rounded down, and without decimals where there are none: 6.0 → "6"."""
    shown = numbers.floor(number, decimals)
    return shown.rstrip("0").rstrip(".") if decimals else shown


def as_decimal(number):
    """A number as values are compared and kept: without a difference between 3, 3.0 and 3.00."""
    return Decimal(number).quantize(Decimal("0.01"))
