"""Every figure about alliances and their workshops."""

from .definitions import DEFINITIONS
from .parts import Part, kinds, parts_of
from .people import People, people_of

__all__ = ["DEFINITIONS", "Part", "People", "kinds", "parts_of", "people_of"]
