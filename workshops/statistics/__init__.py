"""Every figure about alliances and their workshops."""

from . import plates
from .definitions import DEFINITIONS
from .parts import Part, kinds, parts_of
from .people import People, people_of
from .plates import PlateFigures

__all__ = ["DEFINITIONS", "Part", "People", "PlateFigures", "kinds", "parts_of", "people_of", "plates"]
