"""Honours in the register that are valid on the last day of the period."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from workshops.models import Honour
from workshops.statistics import honours
from workshops.statistics.honours import DEFINITIONS, HonourFigures

from .base import Chapter, Figure, Share, counted

DEFINED = {one.code: one for one in DEFINITIONS}
ALL, NAMED = DEFINED["honours"], DEFINED["honours_named"]
OF_PERSONS, OF_NAMED = "honours_of_persons", "honours_of_named"
LEVELS = tuple(
    Figure(f"honours_{level.value}", format_lazy(_("Honours, {level}"), level=level.label), ALL.code)
    for level in honours.LEVELS
)


def _values(found):
    levels = {f"honours_{level.value}": number for level, number in found.rows}
    return {ALL.code: found.total, **levels, OF_PERSONS: found.of_persons, OF_NAMED: found.named}


def _whole(asked):
    return _values(honours.count(asked.own(Honour), asked.day))


def _each(asked):
    found = honours.count_by_enterprise(asked.own(Honour), asked.day)
    return lambda enterprise: _values(found.get(enterprise, HonourFigures(asked.day)))


CHAPTER = Chapter(
    code="honours",
    name=_("Honours"),
    figures=(
        Figure(ALL.code, ALL.name, ALL.code),
        *LEVELS,
        Figure(OF_PERSONS, _("Honours of persons"), NAMED.code),
        Figure(OF_NAMED, _("Honours of persons who are named"), NAMED.code),
    ),
    shares=(Share(NAMED.code, NAMED.name, NAMED.code, OF_NAMED, OF_PERSONS),),
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset({ALL.code, *(one.code for one in LEVELS)}),
)
