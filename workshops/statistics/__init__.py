"""Every figure about alliances and their workshops."""

from . import plates
from .definitions import DEFINITIONS
from .help import Known, known_specialities
from .parts import Part, kinds, parts_of
from .people import People, people_of
from .plates import PlateFigures
from .requirements import Saved, reports_saved

__all__ = [
    "DEFINITIONS",
    "Known",
    "Part",
    "People",
    "PlateFigures",
    "Saved",
    "kinds",
    "known_specialities",
    "parts_of",
    "people_of",
    "plates",
    "reports_saved",
]
