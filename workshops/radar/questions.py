"""What requests ask of each workshop: every fact of a period once, with all the names under which it is wanted."""

from dataclasses import dataclass

from ..models import MergedPart
from .asked import Asked
from .catalogue import Catalogue, Column
from .cells import Cell, Knowledge, Want
from .dues import Due
from .table import columns_of


@dataclass(frozen=True)
class Question:
    """A cell, and the (requirement, the superior's word) that ask for it."""

    cell: Cell
    asked: list


@dataclass(frozen=True)
class Plan:
    """One report in a request, with its columns and workshops."""

    part: MergedPart
    columns: list
    workshops: list


def due_of_part(part):
    """The report that a part takes the place of, with the day it had when it was merged."""
    return Due(part.requirement, part.period, part.due_on)


def plans_of(requests, workshops):
    """[Plan] of these requests for these workshops: as they were sent, or as they would be sent now."""
    found = MergedPart.objects.filter(request__in=requests).select_related("requirement__superior")
    parts = list(found.prefetch_related("requirement__fields", "requirement__enterprises", "workshops"))
    asked = Asked({part.requirement_id: part.requirement for part in parts}.values(), workshops)
    return [Plan(part, columns_of(due_of_part(part), part), _workshops_of(part, asked)) for part in parts]


def _workshops_of(part, asked):
    if not part.columns:
        return asked.workshops_of(due_of_part(part))
    sent_to = {one.pk for one in part.workshops.all()}
    return [one for one in asked.workshops if one.pk in sent_to]


def questions_of(plans, answers=()):
    """{(request id, workshop): [Question]} in the order of reports and columns.

    What one of the `answers` has confirmed is as it was confirmed.
    """
    catalogue, wanted = Catalogue(), {}
    for plan in plans:
        wants = [(Want.of(catalogue.of(column), plan.part.period), column.name) for column in plan.columns]
        for workshop in plan.workshops:
            there = wanted.setdefault((plan.part.request_id, workshop), {})
            for want, name in wants:
                there.setdefault(want.key, (want, []))[1].append((plan.part.requirement, name))
    frozen = {(one.request_id, one.workshop_id): one.known for one in answers if one.confirmed_at}
    everybody = {workshop.pk: workshop for _request, workshop in wanted}
    wants = [want for there in wanted.values() for want, _uses in there.values()]
    knowledge = Knowledge(everybody.values(), wants)
    return {
        (request, workshop): _questions(workshop, there, knowledge, frozen.get((request, workshop.pk)))
        for (request, workshop), there in wanted.items()
    }


def _questions(workshop, wanted, knowledge, known):
    wants = [want for want, _uses in wanted.values()]
    cells = knowledge.cells([workshop], wants, {workshop.pk: known or {}})
    return [Question(cells[workshop.pk, key], uses) for key, (_want, uses) in wanted.items()]


def questions_to(request, workshop, answers=()):
    """[Question] of one request to one workshop."""
    return questions_of(plans_of([request], [workshop]), answers).get((request.pk, workshop), [])


def keys_of(part):
    """The keys of all cells of a report that was sent."""
    catalogue = Catalogue()
    return {Want.of(catalogue.of(Column(**column)), part.period).key for column in part.columns}


def missing_in(questions):
    """Those of them that are still empty."""
    return [question for question in questions if question.cell.is_missing]
