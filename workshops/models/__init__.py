"""Alliances and workshops with their people, visits, venues, and the rubrics by which ideas and results are judged."""

from .alliance import Alliance
from .booking import Booking, BookingEvent
from .membership import WorkshopMembership
from .promise import Promise, PromiseEvent
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
    "GuidancePoint",
    "OpeningHours",
    "Promise",
    "PromiseEvent",
    "Rubric",
    "Venue",
    "Visit",
    "VisitEvent",
    "Workshop",
    "WorkshopMembership",
]
