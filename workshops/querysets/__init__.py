"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceQuerySet
from .designations import AcceptanceQuerySet, DesignationDocumentQuerySet, DesignationQuerySet, EvidenceQuerySet
from .requirements import (
    FactEntryQuerySet,
    MergedAnswerQuerySet,
    MergedRequestQuerySet,
    OwnFactQuerySet,
    RequirementQuerySet,
    SuperiorQuerySet,
)
from .rubrics import RubricQuerySet
from .venues import BookingQuerySet, VenueQuerySet
from .visits import EnterpriseKindQuerySet, PromiseQuerySet, VisitQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AcceptanceQuerySet",
    "AllianceQuerySet",
    "BookingQuerySet",
    "DesignationDocumentQuerySet",
    "DesignationQuerySet",
    "EnterpriseKindQuerySet",
    "EvidenceQuerySet",
    "FactEntryQuerySet",
    "MergedAnswerQuerySet",
    "MergedRequestQuerySet",
    "OwnFactQuerySet",
    "PromiseQuerySet",
    "RequirementQuerySet",
    "RubricQuerySet",
    "SuperiorQuerySet",
    "VenueQuerySet",
    "VisitQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
]
