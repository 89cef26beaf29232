"""What came of counting a chapter, as JSON writes it and CSV lists it. One content, so both say the same."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alliance_portal import definitions

from .asked import Asked
from .chapters import Chapter

# Of fewer people no number is open to everybody.
FEWEST_PEOPLE = 5


@dataclass(frozen=True)
class Content:
    chapter: Chapter
    asked: Asked

    @cached_property
    def counted(self):
        return self.chapter.count(self.asked)

    @cached_property
    def figures(self):
        """[(Figure, number or None)] of the whole."""
        return [(one, self._number(one, self.counted.whole)) for one in self.chapter.figures_for(self.asked)]

    @property
    def numbers(self):
        """{code: number or None} of the whole."""
        return {one.code: number for one, number in self.figures}

    @cached_property
    def rates(self):
        """[(Share, Rate, as it is shown or None)] of the whole."""
        return self._rates(self.counted.whole)

    @property
    def lines(self):
        """[(Line, its figures, its rates)] of the months or units."""
        for line in self.counted.lines:
            known = [one for one in self.chapter.figures_for(self.asked) if one.code in line.values]
            figures = [(one, self._number(one, line.values)) for one in known]
            yield line, figures, self._rates(line.values, is_ranked=line.is_ranked)

    @property
    def hides_few(self):
        """Whether a number of fewer than five people is kept back."""
        return self.asked.is_public

    @cached_property
    def _of_people(self):
        return {one.code for one in self.chapter.figures if one.is_of_people}

    def _is_kept_back(self, code, values):
        number = values.get(code)
        return self.hides_few and code in self._of_people and number is not None and number < FEWEST_PEOPLE

    def _rates(self, values, **how):
        told = [one for one in self.chapter.shares_for(self.asked) if not self._is_kept_back(one.numerator, values)]
        found = [(one, one.of(values)) for one in told]
        return [(one, rate, one.shown(rate, **how)) for one, rate in found if rate is not None]

    def _number(self, figure, values):
        number = None if self._is_kept_back(figure.code, values) else values.get(figure.code)
        return float(number) if isinstance(number, Decimal) else number

    @property
    def about(self):
        """Everything but the numbers."""
        asked, period = self.asked, self.asked.period
        scope, months = asked.scope, not self.chapter.is_of_today
        return {
            "chapter": self.chapter.code,
            "name": str(self.chapter.name),
            "audience": asked.audience,
            "place": {
                "enterprise": scope.enterprise.code if scope.enterprise else None,
                "department": scope.department.name if scope.department else None,
                "name": asked.place,
            },
            "period": {"from": f"{period.first:%Y-%m}", "to": f"{period.last:%Y-%m}", "name": period.label}
            if months
            else None,
            "as_of": timezone.localtime(asked.at).isoformat(timespec="seconds"),
            "definitions": {
                "version": definitions.VERSION,
                "in_force_since": definitions.IN_FORCE_SINCE.isoformat(),
                "url": definition_url(),
            },
            "source": settings.PORTAL["name"],
        }

    @property
    def as_data(self):
        """The whole as JSON has it."""
        rows = [self._line(*line) for line in self.lines]
        return self.about | {
            "figures": [_figure(one, number) for one, number in self.figures],
            "rates": [_rate(*one) for one in self.rates],
            "by": self.asked.by or None,
            "rows": rows,
        }

    def _line(self, line, figures, rates):
        told = {self.asked.by: line.key or None, "name": line.name}
        if self.asked.by == "month":
            told["is_finished"] = line.is_finished
        return told | {
            "figures": {one.code: number for one, number in figures},
            "rates": {one.code: _numbers(rate, shown) for one, rate, shown in rates},
        }


def definition_url(code=""):
    """Where the definition of a figure stands, in the language of the page."""
    address = settings.BASE_URL + reverse("definitions")
    return f"{address}#{code}" if code else address


def _figure(one, number):
    named = {"code": one.code, "name": str(one.name), "definition": definition_url(one.about)}
    return named | {"unit": one.unit or None, "value": number}


def _rate(one, rate, shown):
    named = {"code": one.code, "name": str(one.name), "definition": definition_url(one.about)}
    return named | {"of": [one.numerator, one.denominator]} | _numbers(rate, shown)


def _numbers(rate, shown):
    return {"numerator": rate.numerator, "denominator": rate.denominator, "value": shown}
