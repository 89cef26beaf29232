"""What superiors ask: how many reports were saved by asking once."""

from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.statistics import Saved, reports_saved, reports_saved_by_enterprise
from workshops.statistics.requirements import REPORTS_SAVED

from .base import Chapter, Figure, Share, counted

WANTED, ASKED = "reports_wanted", "reports_asked"
OWN = REPORTS_SAVED.code
SHARE = Share("reports_saved_rate", _("Reports saved out of those wanted"), OWN, OWN, WANTED)
FIGURES = (
    Figure(OWN, REPORTS_SAVED.name, OWN),
    Figure(WANTED, _("Reports that would have been filled"), OWN),
    Figure(ASKED, _("Reports that were asked for"), OWN),
)


def _of(asked, workshops):
    return _values(reports_saved(asked.period, at=asked.at, workshops=workshops))


def _values(found):
    return {OWN: found.saved, WANTED: found.reports, ASKED: found.asked}


def _whole(asked):
    if asked.is_public:
        # As the page of all workshops says it.
        return _of(asked, asked.reader.rows(Workshop).active())
    return _of(asked, asked.own(Workshop) if asked.scope.enterprise else None)


def _each(asked):
    workshops = asked.reader.rows(Workshop)
    found = reports_saved_by_enterprise(asked.period, at=asked.at, workshops=workshops)
    return lambda enterprise: _values(found.get(enterprise, Saved(0, 0)))


CHAPTER = Chapter(
    code="requests",
    name=_("What superiors ask"),
    figures=FIGURES,
    shares=(SHARE,),
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset(one.code for one in (*FIGURES, SHARE)),
)
