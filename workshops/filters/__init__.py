"""What the address of a page asks for, and nothing the address makes up."""

from .exchange import DocumentFilter, HelperFilter
from .honours import HonourFilter
from .plans import PlanItemFilter
from .plates import PlateFilter
from .results import ResultFilter
from .venues import VenueFilter
from .visits import VisitFilter
from .workshops import WorkshopFilter

__all__ = [
    "DocumentFilter",
    "HelperFilter",
    "HonourFilter",
    "PlanItemFilter",
    "PlateFilter",
    "ResultFilter",
    "VenueFilter",
    "VisitFilter",
    "WorkshopFilter",
]
