"""Alliances and workshops with their people and plates, and the rubrics by which ideas and results are judged."""

from .alliance import Alliance
from .changes import FormerName, LeaderChange
from .designation import Designation, DesignationDocument, DesignationEvent, DesignationReminder
from .membership import WorkshopMembership
from .readiness import Acceptance, AcceptanceScore, Evidence, ReadinessItem
from .rubric import Anchor, Criterion, Rubric
from .workshop import Workshop

__all__ = [
    "Acceptance",
    "AcceptanceScore",
    "Alliance",
    "Anchor",
    "Criterion",
    "Designation",
    "DesignationDocument",
    "DesignationEvent",
    "DesignationReminder",
    "Evidence",
    "FormerName",
    "LeaderChange",
    "ReadinessItem",
    "Rubric",
    "Workshop",
    "WorkshopMembership",
]
