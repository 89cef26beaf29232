"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceApplicationQuerySet, AllianceMembershipQuerySet, AllianceQuerySet
from .designations import AcceptanceQuerySet, DesignationDocumentQuerySet, DesignationQuerySet, EvidenceQuerySet
from .documents import DocumentFileQuerySet, DocumentQuerySet, workshops_allied_with
from .help import HelpRequestQuerySet, for_helper_list
from .organs import CharterQuerySet, OrganTermQuerySet
from .plans import PlanItemQuerySet, PlanProgressQuerySet, PlanQuerySet
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
    "AllianceApplicationQuerySet",
    "AllianceMembershipQuerySet",
    "AllianceQuerySet",
    "BookingQuerySet",
    "CharterQuerySet",
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
    "OrganTermQuerySet",
    "OwnFactQuerySet",
    "PlanItemQuerySet",
    "PlanProgressQuerySet",
    "PlanQuerySet",
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
