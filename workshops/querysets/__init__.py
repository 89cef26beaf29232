"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceQuerySet
from .documents import DocumentFileQuerySet, DocumentQuerySet, workshops_allied_with
from .help import HelpRequestQuerySet, for_helper_list
from .rubrics import RubricQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AllianceQuerySet",
    "DocumentFileQuerySet",
    "DocumentQuerySet",
    "HelpRequestQuerySet",
    "RubricQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
    "for_helper_list",
    "workshops_allied_with",
]
