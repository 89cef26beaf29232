"""Every question about alliances and workshops: who sees what begins with `visible_to`."""

from .alliances import AllianceQuerySet
from .rubrics import RubricQuerySet
from .venues import BookingQuerySet, VenueQuerySet
from .visits import EnterpriseKindQuerySet, PromiseQuerySet, VisitQuerySet
from .workshops import WorkshopMembershipQuerySet, WorkshopQuerySet

__all__ = [
    "AllianceQuerySet",
    "BookingQuerySet",
    "EnterpriseKindQuerySet",
    "PromiseQuerySet",
    "RubricQuerySet",
    "VenueQuerySet",
    "VisitQuerySet",
    "WorkshopMembershipQuerySet",
    "WorkshopQuerySet",
]
