"""Skills contests: written, announced, entered, scored, published."""

from .drafts import announce, call_off, change, create, name_judges, start
from .entries import enter, set_absent, withdraw
from .publishing import missing, promote, publish
from .reckoning import Standing, reckon
from .scores import ScoresError, keep_scores, scores_of

__all__ = [
    "ScoresError",
    "Standing",
    "announce",
    "call_off",
    "change",
    "create",
    "enter",
    "keep_scores",
    "missing",
    "name_judges",
    "promote",
    "publish",
    "reckon",
    "scores_of",
    "set_absent",
    "start",
    "withdraw",
]
