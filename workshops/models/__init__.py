"""Alliances and workshops with their people, rubrics to judge by, and what superiors ask of workshops."""

from .alliance import Alliance
from .membership import WorkshopMembership
from .request import FactEntry, MergedAnswer, MergedPart, MergedRequest, MergedRequestEvent, RequestReminder
from .requirement import OwnFact, Requirement, RequirementField, Superior
from .rubric import Anchor, Criterion, Rubric
from .workshop import Workshop

__all__ = [
    "Alliance",
    "Anchor",
    "Criterion",
    "FactEntry",
    "MergedAnswer",
    "MergedPart",
    "MergedRequest",
    "MergedRequestEvent",
    "OwnFact",
    "RequestReminder",
    "Requirement",
    "RequirementField",
    "Rubric",
    "Superior",
    "Workshop",
    "WorkshopMembership",
]
