"""Every figure about alliances and their workshops."""

from . import plates
from .definitions import DEFINITIONS
from .parts import Part, kinds, parts_of
from .people import People, people_of
from .plates import PlateFigures
from .requirements import Saved, reports_saved

__all__ = [
    "DEFINITIONS",
    "Part",
    "People",
    "PlateFigures",
    "Saved",
    "kinds",
    "parts_of",
    "people_of",
    "plates",
    "reports_saved",
]
