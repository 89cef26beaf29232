"""Every figure about alliances and their workshops."""

from .definitions import DEFINITIONS
from .parts import Part, kinds, parts_of
from .people import People, people_of
from .requirements import Saved, reports_saved

__all__ = ["DEFINITIONS", "Part", "People", "Saved", "kinds", "parts_of", "people_of", "reports_saved"]
