"""A rate against the number it is made of, with how far chance alone reaches: who lies outside is worth a question."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alliance_portal import charts
from alliance_portal.numbers import NO_PERCENTAGE_BELOW, Rate

from ..samples import NINETY_FIVE, NINETY_NINE_EIGHT, limits, share
from ..shares import span
from ..units import SHARES

# What can be drawn: the column of the table, and the figure below its line.
DRAWN = ("adoption", "in_time")


@dataclass(frozen=True)
class Dot:
    """One enterprise: its rate, how it lies to the limits (-2 … 2), and both limits as shares."""

    line: object
    rate: Rate
    place: int
    ninety_five: tuple
    ninety_nine_eight: tuple

    @property
    def name(self):
        return self.line.name

    @property
    def is_outside(self):
        """Further from the whole than chance makes one in 500 fall."""
        return abs(self.place) > 1

    @property
    def words(self):
        return {
            -2: _("below both lines"),
            -1: _("below the inner line"),
            0: _("within the lines"),
            1: _("above the inner line"),
            2: _("above both lines"),
        }[self.place]

    @property
    def cells(self):
        """The limits as the table prints them."""
        return [span(one) for one in (self.ninety_five, self.ninety_nine_eight)]


@dataclass(frozen=True)
class Funnel:
    """`few` enterprises have too few cases to be drawn."""

    column: str
    whole: Rate
    dots: list
    few: int

    @property
    def outside(self):
        """Those outside both lines, the furthest from the whole first."""
        far = [dot for dot in self.dots if dot.is_outside]
        return sorted(far, key=lambda dot: (-abs(share(dot.rate) - share(self.whole)), dot.name))

    @property
    def above(self):
        return [dot for dot in self.outside if dot.place > 0]

    @property
    def below(self):
        return [dot for dot in self.outside if dot.place < 0]

    @property
    def between(self):
        """How many lie between the two lines."""
        return sum(abs(dot.place) == 1 for dot in self.dots)

    @property
    def expected(self):
        """So many of a hundred lie outside the inner line by chance alone."""
        return len(self.dots) * 5 // 100

    @property
    def chart(self):
        if not self.dots:
            return ""
        marks = [
            charts.Dot(dot.rate.denominator, share(dot.rate), f"{dot.name} {dot.rate} {dot.rate.fraction}",
                       dot.line.url, dot.is_outside)
            for dot in self.dots
        ]  # fmt: skip
        return charts.funnel(marks, self._limits_at, whole=share(self.whole))

    def _limits_at(self, number):
        whole = share(self.whole)
        return (*limits(whole, number, NINETY_FIVE), *limits(whole, number, NINETY_NINE_EIGHT))


def draw(lines, whole, column):
    """The Funnel of the ranked lines; with fewer than 20 cases there is no rate and no dot."""
    code = SHARES[column]
    of_all = whole.tally.rate(code)
    ranked = [line for line in lines if line.is_ranked]
    rates = [(line, line.tally.rate(code)) for line in ranked]
    dots = [_dot(line, rate, of_all) for line, rate in rates if rate.has_percentage]
    few = sum(0 < rate.denominator < NO_PERCENTAGE_BELOW for _line, rate in rates)
    return Funnel(column, of_all, sorted(dots, key=lambda dot: (-dot.rate.denominator, dot.name)), few)


def _dot(line, rate, of_all):
    inner = limits(share(of_all), rate.denominator, NINETY_FIVE)
    outer = limits(share(of_all), rate.denominator, NINETY_NINE_EIGHT)
    value = share(rate)
    place = sum(value > one[1] + 1e-9 for one in (inner, outer)) - sum(value < one[0] - 1e-9 for one in (inner, outer))
    return Dot(line, rate, place, inner, outer)
