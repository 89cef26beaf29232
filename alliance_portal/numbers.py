"""How figures are written: rounded down, beside their denominator, "—" where there is nothing to divide.

Pure functions on numbers; the words around a figure ("万元", "天") belong to the template tags.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal

EMPTY = "—"
MINUTES_IN_DAY = 24 * 60

# Below the first bound a percentage says more than the rows do; below the second a decimal does.
NO_PERCENTAGE_BELOW = 20
NO_DECIMALS_BELOW = 50


@dataclass(frozen=True)
class Rate:
    """A share of a whole, ready to be printed beside the two numbers it is made of."""

    numerator: int
    denominator: int
    decimals: int = 1

    @property
    def is_empty(self):
        return not self.denominator

    @property
    def is_counted_only(self):
        """So few rows that only "17/19" is printed."""
        return 0 < self.denominator < NO_PERCENTAGE_BELOW

    @property
    def is_small(self):
        """Enough rows for a percentage, too few for decimals; the page adds "few cases"."""
        return NO_PERCENTAGE_BELOW <= self.denominator < NO_DECIMALS_BELOW

    @property
    def has_percentage(self):
        return self.denominator >= NO_PERCENTAGE_BELOW

    @property
    def digits(self):
        """The large figure alone: "90.2", "17" when only counted, "—" when empty."""
        if self.is_counted_only:
            return thousands(self.numerator)
        return percent(self.numerator, self.denominator, 0 if self.is_small else self.decimals)

    @property
    def fraction(self):
        """ "1,560/1,729", or "" when there is nothing to divide by."""
        return "" if self.is_empty else f"{thousands(self.numerator)}/{thousands(self.denominator)}"

    def __str__(self):
        if self.is_counted_only:
            return self.fraction
        return self.digits if self.is_empty else f"{self.digits}%"


@dataclass(frozen=True)
class Mean:
    """Points shared among votes: rounded down to one decimal, beside the two numbers it is made of."""

    points: int
    votes: int

    def __str__(self):
        return floor(Decimal(self.points * 10 // self.votes) / 10) if self.votes else EMPTY

    @property
    def fraction(self):
        """ "244÷3"."""
        return f"{thousands(self.points)}÷{thousands(self.votes)}"


class Count(int):
    """A number of rows; when `is_more`, there are more than these, and it is written 1000+."""

    def __new__(cls, number, *, is_more=False):
        count = super().__new__(cls, number)
        count.is_more = is_more
        return count

    def __format__(self, spec):
        return format(int(self), spec) + "+" * self.is_more

    def __str__(self):
        return format(self)


def percent(numerator, denominator, decimals=1):
    """Digits of the percentage, rounded down: "100" only for equal numbers, "—" for an empty denominator."""
    if not denominator:
        return EMPTY
    if numerator == denominator:
        return "100"
    scale = 10**decimals
    steps = numerator * 100 * scale // denominator
    return f"{Decimal(steps) / scale:,.{decimals}f}"


def thousands(number):
    """1729 → "1,729"; None → "—"."""
    return EMPTY if number is None else f"{number:,}"


def floor(number, decimals=1):
    """A number rounded down to so many decimals, with thousands separators; None → "—"."""
    if number is None:
        return EMPTY
    step = Decimal(1).scaleb(-decimals)
    return f"{Decimal(str(number)).quantize(step, ROUND_FLOOR):,}"


UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))


def leading(number):
    """(the number rounded down to its first digit, whether anything was left): 345 → (300, True), 200 → (200, False).

    Chinese counts in ten thousands: of 62,563 six of them are left.
    """
    unit = next((size for size, _word in UNITS if number >= size), 1)
    return number // unit * unit, number % unit > 0


def and_more(number):
    """A count as reports write it, never more than it is: 128 → "百余", 11400 → "万余", 345 → "300余", 100 → "100"."""
    whole, is_more = leading(number)
    words = dict(UNITS)
    if not is_more:
        return thousands(whole)
    if whole in words:
        return f"{words[whole]}余"
    large = next((size for size in (10**8, 10**4) if whole >= size), None)
    return f"{whole // large}{words[large]}余" if large else f"{whole}余"


def wan(yuan):
    """Yuan as ten-thousands (万元) with one decimal, rounded down: 1864000 → "186.4"."""
    return EMPTY if yuan is None else floor(Decimal(yuan) / 10_000)


def million(yuan):
    """Yuan as millions with two decimals, rounded down, for English pages: 3190000 → "3.19"."""
    return EMPTY if yuan is None else floor(Decimal(yuan) / 1_000_000, 2)


def days(span):
    """A timedelta or a number of days with one decimal, rounded down: 1 day 23 hours → "1.9"."""
    if isinstance(span, timedelta):
        return floor(Decimal(int(span.total_seconds() * 10 // 86400)) / 10)
    return floor(span)


def days_hours_minutes(span):
    """The whole days, hours and minutes of a timedelta, each rounded down."""
    minutes = int(span.total_seconds() // 60)
    whole_days, rest = divmod(minutes, MINUTES_IN_DAY)
    return whole_days, *divmod(rest, 60)
