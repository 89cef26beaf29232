"""Every question about alliances, workshops and what is asked of them: who sees what begins with `visible_to`."""

from .alliances import AllianceQuerySet
from .requirements import (
    FactEntryQuerySet,
    MergedAnswerQuerySet,
    MergedRequestQuerySet,
    OwnFactQuerySet,
    RequirementQuerySet,
    SuperiorQuerySet,
)
from .rubrics import RubricQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AllianceQuerySet",
    "FactEntryQuerySet",
    "MergedAnswerQuerySet",
    "MergedRequestQuerySet",
    "OwnFactQuerySet",
    "RequirementQuerySet",
    "RubricQuerySet",
    "SuperiorQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
]
