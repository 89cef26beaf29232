"""What is still owed: adopted long ago and not done. Departments, never people; in the district, enterprises."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Min
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from alliance_portal import charts
from alliance_portal.periods import EARLIEST, Period, add_months
from suggestions.models import Board
from suggestions.statistics import STALLED_AFTER, rows, totals

from .base import Page

MOST_SHOWN = 7
MOST_PLACES = 6
# Who answers for it: the department of the owner, without one that of the proposer.
OWNER = Coalesce("implementation__owner__department", "department")


@dataclass(frozen=True)
class Owed:
    """An adopted suggestion that is late, with the department that answers for it."""

    title: str
    place: str
    due_on: dt.date | None
    days: int


@dataclass(frozen=True)
class Debtor:
    """How many are owed by one department, or by one enterprise."""

    place: str
    number: int
    days: int
    bar: str


def of_earlier_years(page):
    """How many are owed that came in before this year: a debt does not end with the year."""
    before = Period(EARLIEST, add_months(page.period.first, -1))
    return totals(page.suggestions, "stalled", period=before, as_of=page.at)["stalled"]


def everything(page):
    """All that is owed, whenever it came in."""
    return rows(page.suggestions, "stalled", period=Period(EARLIEST, page.period.last), as_of=page.at)


def longest(page, shown):
    """The longest owed, with the department of whoever promised it."""
    late = (
        everything(page)
        .select_related("implementation__owner")
        .order_by(F("implementation__due_on").asc(nulls_last=True), "concluded_at", "pk")
    )
    return [_owed(one, page) for one in late[:shown]]


def _owed(suggestion, page):
    implementation = getattr(suggestion, "implementation", None)
    owner = implementation.owner if implementation else None
    due_on = implementation.due_on if implementation else None
    return Owed(
        title=suggestion.title,
        place=page.places.name_of(owner.department_id if owner else suggestion.department_id),
        due_on=due_on,
        days=(page.today - _late_since(due_on, suggestion.concluded_at)).days,
    )


def _late_since(due_on, adopted_at):
    """From the promised day on, and at the latest from the ninetieth after its adoption."""
    latest = timezone.localtime(adopted_at + STALLED_AFTER).date()
    return min(due_on or latest, latest)


def by_place(page):
    """Who owes how many, the most first: departments of the enterprise, or the enterprises of the district."""
    numbers, oldest = Counter(), {}
    for place, n, since in _counted(page):
        numbers[place] += n
        oldest[place] = min(oldest.get(place, page.today), since)
    shown = numbers.most_common(MOST_PLACES)
    names, most = _names(page, [place for place, _n in shown]), max(numbers.values(), default=0)
    return [
        Debtor(names[place], number, (page.today - oldest[place]).days, charts.bar([(number, "late")], most))
        for place, number in shown
    ]


def _counted(page):
    """(place, how many, late since when): places are told apart by their numbers, names may be the same."""
    place = OWNER if page.enterprise else F("enterprise")
    dates = {"first_due": Min("implementation__due_on"), "first_adopted": Min("concluded_at")}
    found = everything(page).order_by().annotate(place=place).values_list("place", "enterprise__short_name")
    for of, name, n, due_on, adopted_at in found.annotate(n=Count("pk"), **dates):
        yield (page.places.large_enough(of) if page.enterprise else (of, name)), n, _late_since(due_on, adopted_at)


def _names(page, places):
    return page.places.names_of(places) if page.enterprise else {place: place[1] for place in places}


class OwedPage(Page):
    """The longest owed one by one, and who owes how many; the district's board names no suggestion."""

    code_name, name = Board.Page.OWED, pgettext_lazy("page of a board", "Still owed")
    template = "board/pages/owed.html"

    @cached_property
    def number(self):
        return everything(self).count()

    @cached_property
    def owed(self):
        return longest(self, MOST_SHOWN) if self.enterprise else []

    @cached_property
    def debtors(self):
        return by_place(self)
