"""Every figure about alliances and their workshops."""

from .definitions import DEFINITIONS
from .parts import Part, kinds, parts_of
from .people import People, people_of
from .plans import Month, PlanFigures, months_of, summarise_plan

__all__ = [
    "DEFINITIONS",
    "Month",
    "Part",
    "People",
    "PlanFigures",
    "kinds",
    "months_of",
    "parts_of",
    "people_of",
    "summarise_plan",
]
