"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceQuerySet
from .designations import (
    AcceptanceQuerySet,
    DesignationDocumentQuerySet,
    DesignationQuerySet,
    EvidenceQuerySet,
)
from .rubrics import RubricQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AcceptanceQuerySet",
    "AllianceQuerySet",
    "DesignationDocumentQuerySet",
    "DesignationQuerySet",
    "EvidenceQuerySet",
    "RubricQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
]
