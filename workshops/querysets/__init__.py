"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceQuerySet
from .designations import AcceptanceQuerySet, DesignationDocumentQuerySet, DesignationQuerySet, EvidenceQuerySet
from .documents import DocumentFileQuerySet, DocumentQuerySet, workshops_allied_with
from .help import HelpRequestQuerySet, for_helper_list
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
    "DocumentFileQuerySet",
    "DocumentQuerySet",
    "EnterpriseKindQuerySet",
    "EvidenceQuerySet",
    "FactEntryQuerySet",
    "HelpRequestQuerySet",
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
    "for_helper_list",
    "workshops_allied_with",
]
