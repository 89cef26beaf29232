"""What is counted of training: sessions and who came, and mentoring agreements on a day."""

from .contests import (
    CONTESTS,
    ContestFigures,
    certificates_within,
    contests_by_workshop,
    contests_within,
)
from .hours import HOURS, hours_of
from .mentorships import (
    MENTORING,
    MentoringFigures,
    count,
    count_by_enterprise,
    count_by_workshop,
    graduates,
    graduates_by_enterprise,
    within,
)
from .opinions import OPINIONS, OpinionFigures, opinions_of
from .partners import PARTNERS, PartnerFigures, partners_by_workshop, partners_within
from .sessions import NOTHING, SESSIONS, TrainingFigures, by_field, by_month, by_workshop, summarise, together

DEFINITIONS = (*SESSIONS, *OPINIONS, *HOURS, *MENTORING, *CONTESTS, *PARTNERS)

__all__ = [
    "CONTESTS",
    "DEFINITIONS",
    "HOURS",
    "MENTORING",
    "NOTHING",
    "OPINIONS",
    "PARTNERS",
    "SESSIONS",
    "ContestFigures",
    "MentoringFigures",
    "OpinionFigures",
    "PartnerFigures",
    "TrainingFigures",
    "by_field",
    "by_month",
    "by_workshop",
    "certificates_within",
    "contests_by_workshop",
    "contests_within",
    "count",
    "count_by_enterprise",
    "count_by_workshop",
    "graduates",
    "graduates_by_enterprise",
    "hours_of",
    "opinions_of",
    "partners_by_workshop",
    "partners_within",
    "summarise",
    "together",
    "within",
]
