"""Mentoring on the last day of the period; who graduated in it."""

from django.utils.translation import gettext_lazy as _

from training import statistics
from training.models import Mentorship
from training.statistics import MENTORING, MentoringFigures
from workshops.models import Workshop

from .base import PEOPLE, Chapter, Figure, counted, defined

MENTORS = Figure("mentors", _("Mentors"), "mentorships", PEOPLE)


def _values(found, graduates):
    own = {"mentorships": found.mentorships, "mentor_pairs": found.pairs}
    return own | {"mentors": found.mentors, "apprentices": found.apprentices, "graduates": graduates}


def _whole(asked):
    if asked.is_public:
        # As the page of all workshops says it: what the workshops in operation have.
        workshops = asked.reader.rows(Workshop).active().order_by().values("pk")
        return _values(statistics.within(workshops, asked.day), None)
    own = asked.own(Mentorship)
    return _values(statistics.count(own, asked.day), statistics.graduates(own, asked.period))


def _each(asked):
    own = asked.own(Mentorship)
    found = statistics.count_by_enterprise(own, asked.day)
    graduates = statistics.graduates_by_enterprise(own, asked.period)
    return lambda enterprise: _values(found.get(enterprise, MentoringFigures()), graduates.get(enterprise, 0))


CHAPTER = Chapter(
    code="mentoring",
    name=_("Mentoring"),
    figures=(*defined(MENTORING, dict.fromkeys(("apprentices", "graduates"), PEOPLE)), MENTORS),
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset({"mentorships", "mentor_pairs"}),
)
