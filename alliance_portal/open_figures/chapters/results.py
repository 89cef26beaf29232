"""Results that are shared today, and what came of them elsewhere."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.models import Result
from workshops.statistics import ResultFigures, summarise_results
from workshops.statistics.results import DEFINITIONS, summarise_results_by_enterprise

from .base import YUAN, Chapter, Figure, Share, counted

DEFINED = {one.code: one for one in DEFINITIONS}
# What the figures are called here, and in the statistics.
READ = {
    "results_shared": "shared",
    "results_used_elsewhere": "used_elsewhere",
    "used_by_units": "units",
    "results_verified": "verified_yuan",
    "results_verified_elsewhere": "verified_elsewhere_yuan",
    "roll_outs_asked": "asked",
    "roll_outs_replied": "answered",
}
OTHERS = {
    "results_used_elsewhere": Figure("results_used_elsewhere", _("Results in use elsewhere"), "used_by_units"),
    "roll_outs_asked": Figure("roll_outs_asked", _("Departments asked"), "roll_outs_answered"),
    "roll_outs_replied": Figure("roll_outs_replied", _("Departments that have answered"), "roll_outs_answered"),
}
FIGURES = tuple(
    OTHERS.get(code) or Figure(code, DEFINED[code].name, code, YUAN if name.endswith("_yuan") else "")
    for code, name in READ.items()
)
ROLL_OUTS = DEFINED["roll_outs_answered"]
SHARE = Share(ROLL_OUTS.code, ROLL_OUTS.name, ROLL_OUTS.code, "roll_outs_replied", "roll_outs_asked")


def _values(found):
    return {code: getattr(found, name) for code, name in READ.items()}


def _whole(asked):
    return _values(summarise_results(asked.own(Result)))


def _each(asked):
    found = summarise_results_by_enterprise(asked.own(Result))
    return lambda enterprise: _values(found.get(enterprise, ResultFigures()))


CHAPTER = Chapter(
    code="results",
    name=pgettext_lazy("navigation", "Results"),
    figures=FIGURES,
    shares=(SHARE,),
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset(code for code in READ if not code.startswith("roll_outs")),
    is_of_today=True,
)
