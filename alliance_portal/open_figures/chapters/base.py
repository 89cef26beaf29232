"""A chapter of figures: what they are called, who reads them, and how they are counted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from alliance_portal.numbers import Rate
from alliance_portal.periods import month_and_year

from ..asked import MONTH, UNIT

PEOPLE, YUAN, DAYS, HOURS = "people", "yuan", "days", "hours"


@dataclass(frozen=True)
class Figure:
    """A number. `about` is the code of the definition that says what it counts; `unit` is "" for a mere count."""

    code: str
    name: str
    about: str
    unit: str = ""

    @property
    def is_of_people(self):
        return self.unit == PEOPLE


@dataclass(frozen=True)
class Share:
    """A rate: the codes of the two figures it is made of."""

    code: str
    name: str
    about: str
    numerator: str
    denominator: str

    def of(self, values):
        """The Rate of counted figures; None where one of the two is not counted."""
        numerator, denominator = values.get(self.numerator), values.get(self.denominator)
        return None if numerator is None or denominator is None else Rate(numerator, denominator)

    def shown(self, rate, *, is_ranked=True):
        """The rate as pages show it; None where there is nothing to divide by."""
        if rate.is_empty:
            return None
        return str(rate) if is_ranked else rate.fraction


@dataclass(frozen=True)
class Line:
    """The figures of one month or unit: {code: number}. Of a unit that is too small no percentage is shown."""

    values: dict
    key: str
    name: str
    is_finished: bool = True
    is_ranked: bool = True


@dataclass(frozen=True)
class Counted:
    whole: dict
    lines: list = field(default_factory=list)


def everybody(user):
    return True


@dataclass(frozen=True)
class Chapter:
    """`count(asked)` gives what is `Counted`; `public` are the codes that everybody may know."""

    code: str
    name: str
    figures: tuple
    count: Callable
    shares: tuple = ()
    public: frozenset = frozenset()
    knows_departments: bool = False
    is_of_today: bool = False
    may_be_read_by: Callable = everybody

    def parts_of(self, scope):
        """By what the figures of a scope can be parted: without departments an enterprise has no units here."""
        parts = [] if self.is_of_today else [MONTH]
        has_units = not scope.department and (self.knows_departments or not scope.enterprise)
        return [*parts, UNIT] if has_units else parts

    def figures_for(self, asked):
        return [one for one in self.figures if not asked.is_public or one.code in self.public]

    def shares_for(self, asked):
        return [one for one in self.shares if not asked.is_public or one.code in self.public]


def counted(asked, whole, each):
    """Count `whole(asked)`, and in the parts that are asked for: its months, or `each(asked)` of the enterprises."""
    if asked.by == MONTH:
        lines = [month_line(asked, month, whole(part)) for month, part in asked.months]
    elif asked.by == UNIT:
        found = each(asked)
        lines = [Line(found(one.pk), one.code, str(one)) for one in asked.enterprises]
    else:
        lines = []
    return Counted(whole(asked), lines)


def month_line(asked, month, values):
    running = asked.today.replace(day=1)
    return Line(values, f"{month:%Y-%m}", month_and_year(month), is_finished=month != running)


def defined(definitions, units=()):
    """Figures that are called as their definitions are; `units` are {code: unit} of those that are no mere counts."""
    known = dict(units)
    return tuple(Figure(one.code, one.name, one.code, known.get(one.code, "")) for one in definitions)
