"""An award round from its call to its publication; each step leaves its event."""

from .days import move_days
from .deciding import decide, show
from .entries import check_entry, recommend, reword, withdraw
from .judging import close_review, score, start_review
from .naming import name_conflict, name_judges
from .objections import answer, object_to
from .publishing import publish
from .ranking import ranking_of
from .reminding import remind
from .rounds import call_off, change, create, open_call

__all__ = [
    "answer",
    "call_off",
    "change",
    "check_entry",
    "close_review",
    "create",
    "decide",
    "move_days",
    "name_conflict",
    "name_judges",
    "object_to",
    "open_call",
    "publish",
    "ranking_of",
    "recommend",
    "remind",
    "reword",
    "score",
    "show",
    "start_review",
    "withdraw",
]
