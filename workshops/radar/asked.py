"""Requirements laid over workshops: who is asked what, how often in which month, and what of it is the same."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from alliance_portal.periods import add_months, last_day

from ..models import MergedPart, MergedRequest
from .dues import dues_between
from .reach import reach

# So many months may lie between the day of a request and that of a report in it.
MONTHS_BETWEEN = 3


class Asked:
    """Some requirements and some workshops; `requirements` come with `for_radar`."""

    def __init__(self, requirements, workshops):
        self.requirements, self.workshops = list(requirements), list(workshops)

    @cached_property
    def reach(self):
        return reach(self.requirements, self.workshops)

    def workshops_of(self, due):
        """Whom a report is asked of: those that were there before its period ended."""
        asked, end = self.reach[due.requirement.pk], last_day(due.period.last)
        return [one for one in self.workshops if one.pk in asked and (one.founded_on is None or one.founded_on <= end)]

    def dues_between(self, first, last):
        return dues_between(self.requirements, first, last)


@dataclass(frozen=True)
class Square:
    """How often one workshop is asked in one month: as superiors ask, and after merging."""

    before: int = 0
    after: int = 0

    @property
    def saved(self):
        return self.before - self.after


@dataclass(frozen=True)
class Line:
    """A row of the matrix; `squares` are in the order of the months."""

    workshop: object
    squares: list

    @property
    def before(self):
        return sum(square.before for square in self.squares)

    @property
    def after(self):
        return sum(square.after for square in self.squares)


def matrix(asked, period):
    """[Line] of each workshop in the months of the period.

    A report is asked in the month of its day; a merged request in the month of its own day, which is that of the
    earliest or before, once for all that it takes the place of.
    """
    dues = asked.dues_between(period.first, last_day(add_months(period.last, MONTHS_BETWEEN)))
    merged = merged_parts(dues)
    before, after = Counter(), defaultdict(set)
    for due in dues:
        part = merged.get(due.key)
        sent_to = {one.pk for one in part.workshops.all()} if part else set()
        for workshop in asked.workshops_of(due):
            before[workshop.pk, due.due_on.replace(day=1)] += 1
            if workshop.pk in sent_to:
                after[workshop.pk, part.request.due_on.replace(day=1)].add(("request", part.request_id))
            else:
                after[workshop.pk, due.due_on.replace(day=1)].add(("due", *due.key))
    return [
        Line(one, [Square(before[one.pk, month], len(after[one.pk, month])) for month in period.months])
        for one in asked.workshops
    ]


def merged_parts(dues):
    """{key of a report: the part of the sent request that takes its place}."""
    requirements = {due.requirement.pk for due in dues}
    parts = MergedPart.objects.filter(
        requirement__in=requirements, released_at=None, request__status__in=MergedRequest.LIVE
    )
    found = parts.select_related("request").prefetch_related("workshops")
    return {(part.requirement_id, part.period_first): part for part in found}
