"""Problems put on the board in the period, as they stand today."""

from django.utils.translation import gettext_lazy as _

from workshops.models import Problem
from workshops.statistics.problems import (
    DEFINITIONS,
    ProblemFigures,
    count_problems,
    count_problems_by_enterprise,
)

from .base import Chapter, Figure, Share, counted

DEFINED = {one.code: one for one in DEFINITIONS}
OWN = ("problems_posted", "problems_solved", "problems_unclaimed")
PARTS = {"problem_completion_rate": "problems_solved", "problem_unclaimed_rate": "problems_unclaimed"}
FIGURES = (
    *(Figure(code, DEFINED[code].name, code) for code in OWN),
    Figure("problems_under_way", _("Problems under way"), "problem_completion_rate"),
    Figure("problems_stopped", _("Problems not solved or ended"), "problem_completion_rate"),
)
SHARES = tuple(Share(code, DEFINED[code].name, code, part, "problems_posted") for code, part in PARTS.items())


def _values(found):
    parts = ("posted", "solved", "unclaimed", "under_way", "stopped")
    return {f"problems_{part}": getattr(found, part) for part in parts}


def _whole(asked):
    return _values(count_problems(asked.own(Problem), asked.period))


def _each(asked):
    found = count_problems_by_enterprise(asked.own(Problem), asked.period)
    return lambda enterprise: _values(found.get(enterprise, ProblemFigures()))


CHAPTER = Chapter(
    code="problems",
    name=_("Problems"),
    figures=FIGURES,
    shares=SHARES,
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset(one.code for one in (*FIGURES, *SHARES)),
)
