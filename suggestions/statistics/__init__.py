"""The figures of suggestions: cohorts by month of receipt, with the rungs as known at a moment."""

from . import flags, spot_checks
from .answer_days import AnswerDays
from .clarity import CLEAR_RATE, Clarity, clarity
from .figures import ANSWER_DAYS, COUNTED, DEFINITIONS, FIGURES, HEADCOUNT, PROPOSERS, RATES
from .moment import STALLED_AFTER, Moment
from .rows import OF_PEOPLE, UNREASONED, UnknownFigureError, rows
from .scope import Scope
from .standing import with_standing
from .summary import Counts, Month, Summary, Tally, summarise, totals

__all__ = [
    "ANSWER_DAYS",
    "CLEAR_RATE",
    "COUNTED",
    "DEFINITIONS",
    "FIGURES",
    "HEADCOUNT",
    "OF_PEOPLE",
    "PROPOSERS",
    "RATES",
    "STALLED_AFTER",
    "UNREASONED",
    "AnswerDays",
    "Clarity",
    "Counts",
    "Moment",
    "Month",
    "Scope",
    "Summary",
    "Tally",
    "UnknownFigureError",
    "clarity",
    "flags",
    "rows",
    "spot_checks",
    "summarise",
    "totals",
    "with_standing",
]
