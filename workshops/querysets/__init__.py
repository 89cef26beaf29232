"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceMembershipQuerySet, AllianceQuerySet
from .rubrics import RubricQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AllianceMembershipQuerySet",
    "AllianceQuerySet",
    "RubricQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
]
