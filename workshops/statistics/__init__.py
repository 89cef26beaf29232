"""Every figure about alliances and their workshops."""

from .definitions import DEFINITIONS
from .help import Known, known_specialities
from .parts import Part, kinds, parts_of
from .people import People, people_of

__all__ = ["DEFINITIONS", "Known", "Part", "People", "kinds", "known_specialities", "parts_of", "people_of"]
