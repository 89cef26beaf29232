"""Every figure about alliances and their workshops."""

from . import honours, plates, skills
from .awards import RoundFigures, round_figures
from .definitions import DEFINITIONS
from .help import Known, helpers_in, known_specialities
from .parts import Part, kinds, parts_of
from .people import People, people_of
from .plans import Month, PlanFigures, months_of, summarise_plan
from .plates import PlateFigures
from .requirements import Saved, reports_saved, reports_saved_by_enterprise
from .results import ResultFigures, summarise_results

__all__ = [
    "DEFINITIONS",
    "Known",
    "Month",
    "Part",
    "People",
    "PlanFigures",
    "PlateFigures",
    "ResultFigures",
    "RoundFigures",
    "Saved",
    "helpers_in",
    "honours",
    "kinds",
    "known_specialities",
    "months_of",
    "parts_of",
    "people_of",
    "plates",
    "reports_saved",
    "reports_saved_by_enterprise",
    "round_figures",
    "skills",
    "summarise_plan",
    "summarise_results",
]
