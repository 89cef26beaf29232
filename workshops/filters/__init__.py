"""What the address of a page asks for, and nothing the address makes up."""

from .exchange import DocumentFilter, HelperFilter
from .plates import PlateFilter
from .venues import VenueFilter
from .visits import VisitFilter
from .workshops import WorkshopFilter

__all__ = ["DocumentFilter", "HelperFilter", "PlateFilter", "VenueFilter", "VisitFilter", "WorkshopFilter"]
