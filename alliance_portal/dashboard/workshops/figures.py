"""The figures of workshops, out of the catalogue of facts: each by itself, and together with nothing counted twice."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from alliance_portal.facts import REGISTERED, Fact
from alliance_portal.periods import Period, last_day
from workshops.models import Workshop
from workshops.radar.cells import Knowledge, Want, whole

# The columns, as codes of facts: whatever counts them counts them for superiors' tables too.
CODES = (
    "suggestions_taken", "problems_posted_by", "problems_solved_by", "results_shared", "results_taken_over", "sessions",
    "person_times", "mentorships", "plates", "plan_items_done",
)  # fmt: skip
FIRST_SORT = "name"
SORTS = (FIRST_SORT, *CODES)


def facts():
    """The Fact of each column."""
    return [REGISTERED[code] for code in CODES]


@dataclass(frozen=True)
class Line:
    """One workshop, or all of them together (`workshop` is None): {code: number}, and where the rows of each are."""

    name: str
    numbers: dict
    way: Callable[[str], str]
    workshop: Workshop | None = None

    @property
    def cells(self):
        """[(number, address of its rows)] in the order of the columns."""
        return [(self.numbers[code], self.way(code)) for code in CODES]


@dataclass(frozen=True)
class Table:
    period: Period
    lines: list
    whole: Line


def draw(workshops, period, *, name, asked, sort=FIRST_SORT):
    """The Table of these workshops; `asked` are the parameters by which an address names all of them."""
    workshops = list(workshops)
    wants = [Want.of(fact, period) for fact in facts()]
    known = _known(workshops, wants)
    lines = [
        Line(one.name, {code: known[code].get(one.pk, 0) for code in CODES}, _way(period, {"workshop": one.slug}), one)
        for one in workshops
    ]
    together = {want.fact.code: _together(want, workshops, known[want.fact.code]) for want in wants}
    return Table(period, _sorted(lines, sort), Line(name, together, _way(period, asked)))


def number(want, workshops):
    """One figure of these workshops together, as the table shows it."""
    workshops = list(workshops)
    return _together(want, workshops, _known(workshops, [want])[want.fact.code])


def _known(workshops, wants):
    """{code: {workshop id: number}}: each source is asked once."""
    knowledge = Knowledge(workshops, wants)
    return {want.fact.code: knowledge.known(want) for want in wants}


def _together(want, workshops, known):
    """What several share counts once; where nothing can be shared the numbers are added up."""
    if want.fact.source.whole is None:
        return sum(known.values())
    return whole(want, workshops) or 0


def _way(period, asked):
    """The address of the rows of a figure."""
    months = {"from": f"{period.first:%Y-%m}", "to": f"{period.last:%Y-%m}"}

    def way(code):
        return f"{reverse('dashboard-workshop-rows')}?{urlencode({'figure': code} | asked | months)}"

    return way


def _sorted(lines, sort):
    """By enterprise and name, or the largest number first."""
    by_name = sorted(lines, key=lambda line: (line.workshop.enterprise.name, line.name))
    return by_name if sort == FIRST_SORT else sorted(by_name, key=lambda line: -line.numbers[sort])


def day_of(period, today):
    """The day on which the workshops are those of the period: its last, or today while it runs."""
    return min(last_day(period.last), today)


def want_of(code, period) -> Want | None:
    """The figure of an address, None where there is no such column."""
    fact: Fact | None = REGISTERED.get(code) if code in CODES else None
    return Want.of(fact, period) if fact else None
