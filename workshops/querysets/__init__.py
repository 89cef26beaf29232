"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceApplicationQuerySet, AllianceMembershipQuerySet, AllianceQuerySet
from .awards import AwardAssignmentQuerySet, AwardEntryQuerySet, AwardObjectionQuerySet, AwardRoundQuerySet
from .designations import AcceptanceQuerySet, DesignationDocumentQuerySet, DesignationQuerySet, EvidenceQuerySet
from .documents import DocumentFileQuerySet, DocumentQuerySet, workshops_allied_with
from .help import HelpRequestQuerySet, for_helper_list
from .honours import HonourDocumentQuerySet, HonourQuerySet, NationalEntryQuerySet
from .organs import CharterQuerySet, OrganTermQuerySet
from .plans import PlanItemQuerySet, PlanProgressQuerySet, PlanQuerySet
from .problems import BidQuerySet, ProblemQuerySet
from .requirements import (
    FactEntryQuerySet,
    MergedAnswerQuerySet,
    MergedRequestQuerySet,
    OwnFactQuerySet,
    RequirementQuerySet,
    SuperiorQuerySet,
)
from .results import FiveSmallKindQuerySet, ResultFileQuerySet, ResultPhotoQuerySet, ResultQuerySet
from .roll_outs import RollOutAnswerQuerySet, RollOutQuerySet
from .rubrics import RubricQuerySet
from .shared_uses import SharedUseQuerySet
from .skills import SkillNeedQuerySet
from .venues import BookingQuerySet, VenueQuerySet
from .visits import EnterpriseKindQuerySet, PromiseQuerySet, VisitQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AcceptanceQuerySet",
    "AllianceApplicationQuerySet",
    "AllianceMembershipQuerySet",
    "AllianceQuerySet",
    "AwardAssignmentQuerySet",
    "AwardEntryQuerySet",
    "AwardObjectionQuerySet",
    "AwardRoundQuerySet",
    "BidQuerySet",
    "BookingQuerySet",
    "CharterQuerySet",
    "DesignationDocumentQuerySet",
    "DesignationQuerySet",
    "DocumentFileQuerySet",
    "DocumentQuerySet",
    "EnterpriseKindQuerySet",
    "EvidenceQuerySet",
    "FactEntryQuerySet",
    "FiveSmallKindQuerySet",
    "HelpRequestQuerySet",
    "HonourDocumentQuerySet",
    "HonourQuerySet",
    "MergedAnswerQuerySet",
    "MergedRequestQuerySet",
    "NationalEntryQuerySet",
    "OrganTermQuerySet",
    "OwnFactQuerySet",
    "PlanItemQuerySet",
    "PlanProgressQuerySet",
    "PlanQuerySet",
    "ProblemQuerySet",
    "PromiseQuerySet",
    "RequirementQuerySet",
    "ResultFileQuerySet",
    "ResultPhotoQuerySet",
    "ResultQuerySet",
    "RollOutAnswerQuerySet",
    "RollOutQuerySet",
    "RubricQuerySet",
    "SharedUseQuerySet",
    "SkillNeedQuerySet",
    "SuperiorQuerySet",
    "VenueQuerySet",
    "VisitQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
    "for_helper_list",
    "workshops_allied_with",
]
