"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceApplicationQuerySet, AllianceMembershipQuerySet, AllianceQuerySet
from .organs import CharterQuerySet, OrganTermQuerySet
from .plans import PlanItemQuerySet, PlanProgressQuerySet, PlanQuerySet
from .rubrics import RubricQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AllianceApplicationQuerySet",
    "AllianceMembershipQuerySet",
    "AllianceQuerySet",
    "CharterQuerySet",
    "OrganTermQuerySet",
    "PlanItemQuerySet",
    "PlanProgressQuerySet",
    "PlanQuerySet",
    "RubricQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
]
