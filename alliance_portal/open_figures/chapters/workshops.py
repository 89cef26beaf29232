"""Workshops and plates on the last day of the period."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.statistics import PlateFigures, plates
from workshops.statistics.definitions import PLATES

from .base import Chapter, Figure, counted, defined

WITHOUT = "workshops_without"
OWN = ("workshops", "designations")


def _by_level():
    for level in plates.LEVELS:
        words = format_lazy(_("Workshops, {level}"), level=level.label)
        yield Figure(f"workshops_{level.value}", words, "workshops_by_level")
    yield Figure(WITHOUT, _("Without a valid plate"), "workshops_by_level")
    for level in plates.LEVELS:
        words = format_lazy(_("Plates, {level}"), level=level.label)
        yield Figure(f"designations_{level.value}", words, "designations")


def _values(figures):
    levels = {}
    for level, workshops, hung in figures.levels:
        levels |= {f"workshops_{level.value}": workshops, f"designations_{level.value}": hung}
    own = {"workshops": figures.workshops, "designations": figures.designations}
    return own | levels | {WITHOUT: figures.without}


def _whole(asked):
    return _values(plates.count(asked.own(Workshop), asked.day))


def _each(asked):
    found = plates.count_by_enterprise(asked.own(Workshop), asked.day)
    return lambda enterprise: _values(found.get(enterprise, PlateFigures(asked.day)))


FIGURES = (*(one for one in defined(PLATES) if one.code in OWN), *_by_level())
CHAPTER = Chapter(
    code="workshops",
    name=_("Workshops and plates"),
    figures=FIGURES,
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset(one.code for one in FIGURES),
)
