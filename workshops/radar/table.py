"""One superior's table for one period: its columns, a row for each workshop, and how much of it is filled."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from ..models import MergedAnswer, MergedPart, MergedRequest
from .catalogue import Catalogue, Column
from .cells import HAND, MISSING, SYSTEM, Knowledge, Want, whole


@dataclass(frozen=True)
class Row:
    workshop: object
    cells: list
    answer: MergedAnswer | None = None

    @property
    def missing(self):
        return [cell for cell in self.cells if cell.is_missing]


@dataclass(frozen=True)
class Table:
    """`part` is the request it is filled through, None while the requirement stands alone."""

    due: object
    columns: list
    wants: list
    rows: list
    part: MergedPart | None = None

    @cached_property
    def counts(self):
        """How many cells were filled by the portal, typed, and are still empty."""
        found = Counter(cell.origin for row in self.rows for cell in row.cells)
        return {"all": found.total(), SYSTEM: found[SYSTEM], HAND: found[HAND], MISSING: found[MISSING]}

    @property
    def filled(self):
        return self.counts["all"] - self.counts[MISSING]

    @property
    def unfilled_rows(self):
        return [row for row in self.rows if row.missing]

    @cached_property
    def totals(self):
        """The sum under each column of numbers, None under others.

        Where the source counts all workshops together, the sum is that; what was typed differently changes it by the
        difference. A session that two workshops held together counts once.
        """
        return [self._total(place, want) for place, want in enumerate(self.wants)]

    def _total(self, place, want):
        cells = [row.cells[place] for row in self.rows]
        if not want.fact.is_number or not any(cell.value is not None for cell in cells):
            return None
        together = whole(want, [row.workshop for row in self.rows])
        if together is None:
            return sum((cell.value for cell in cells if cell.value is not None), Decimal(0))
        changed = [cell for cell in cells if cell.value is not None and cell.value != cell.known]
        return together + sum((cell.value - (cell.known or 0) for cell in changed), Decimal(0))

    @property
    def counts_once(self):
        """Whether a sum is less than its column, because something belongs to several workshops."""
        columns = enumerate(self.totals)
        return any(
            total is not None and total != sum(row.cells[place].value or 0 for row in self.rows)
            for place, total in columns
        )


def table_of(due, workshops):
    """The table of one report for these workshops."""
    return tables_of([due], {due.key: workshops})[due.key]


def tables_of(dues, workshops):
    """{key of a report: Table}; `workshops` are {key: workshops}. What the tables share is read once."""
    catalogue, parts = Catalogue(), _parts(dues)
    columns = {due.key: columns_of(due, parts.get(due.key)) for due in dues}
    wants = {due.key: [Want.of(catalogue.of(column), due.period) for column in columns[due.key]] for due in dues}
    everybody = {one.pk: one for due in dues for one in workshops[due.key]}
    knowledge = Knowledge(everybody.values(), [want for there in wants.values() for want in there])
    return {
        due.key: Table(
            due=due,
            columns=columns[due.key],
            wants=wants[due.key],
            rows=_rows(wants[due.key], workshops[due.key], parts.get(due.key), knowledge),
            part=parts.get(due.key),
        )
        for due in dues
    }


def _rows(wants, workshops, part, knowledge):
    answers = {answer.workshop_id: answer for answer in part.request.answers.all()} if part else {}
    frozen = {pk: answer.known for pk, answer in answers.items() if answer.confirmed_at}
    cells = knowledge.cells(workshops, wants, frozen)
    return [Row(one, [cells[one.pk, want.key] for want in wants], answers.get(one.pk)) for one in workshops]


def columns_of(due, part):
    """Those of the request once it was sent; before that the requirement's own."""
    if part and part.columns:
        return [Column(**column) for column in part.columns]
    return [Column.of_field(field) for field in due.requirement.fields.all()]


def part_of(requirement, first):
    """The part of the sent request through which a report was asked, with its workshops; None where there is none."""
    live = MergedPart.objects.filter(requirement=requirement, period_first=first, released_at=None)
    part = live.filter(request__status__in=MergedRequest.LIVE).prefetch_related("workshops").first()
    if part:
        part.requirement = requirement
    return part


def _parts(dues):
    """{key: MergedPart} of the requests that were sent for these reports, with their answers."""
    live = MergedPart.objects.filter(
        requirement__in={due.requirement.pk for due in dues}, released_at=None, request__status__in=MergedRequest.LIVE
    )
    answers = Prefetch("request__answers", MergedAnswer.objects.select_related("confirmed_by__person"))
    found = live.select_related("request").prefetch_related(answers)
    return {(part.requirement_id, part.period_first): part for part in found}
