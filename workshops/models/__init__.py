"""Alliances and workshops: who belongs to them, what they plan, share, show, and are asked for."""

from .alliance import Alliance
from .booking import Booking, BookingEvent
from .membership import WorkshopMembership
from .promise import Promise, PromiseEvent
from .request import FactEntry, MergedAnswer, MergedPart, MergedRequest, MergedRequestEvent, RequestReminder
from .requirement import OwnFact, Requirement, RequirementField, Superior
from .rubric import Anchor, Criterion, Rubric
from .venue import OpeningHours, Venue
from .visit import EnterpriseKind, GuidancePoint, Visit, VisitEvent
from .workshop import Workshop

__all__ = [
    "Alliance",
    "Anchor",
    "Booking",
    "BookingEvent",
    "Criterion",
    "EnterpriseKind",
    "FactEntry",
    "GuidancePoint",
    "MergedAnswer",
    "MergedPart",
    "MergedRequest",
    "MergedRequestEvent",
    "OpeningHours",
    "OwnFact",
    "Promise",
    "PromiseEvent",
    "RequestReminder",
    "Requirement",
    "RequirementField",
    "Rubric",
    "Superior",
    "Venue",
    "Visit",
    "VisitEvent",
    "Workshop",
    "WorkshopMembership",
]
