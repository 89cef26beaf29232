"""Mentoring of a workshop (带徒): agreements, apprentices and who graduated."""

from operator import attrgetter

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Source, Timing, register
from alliance_portal.periods import last_day
from training.models import Apprenticeship, Mentorship
from training.statistics import MENTORING, MentoringFigures, count_by_workshop, graduates, within

CHAPTER = _("Mentoring")
TEXTS = {definition.code: definition for definition in MENTORING}
AGREEMENTS, PAIRS = pgettext_lazy("unit", "agreements"), pgettext_lazy("unit", "pairs")
PERSONS = pgettext_lazy("unit", "persons")
NOTHING = MentoringFigures()


def _day(period):
    """The last day of the period, or today while it runs: what is to come is in force on no day yet."""
    return min(last_day(period.last), timezone.localdate())


def _each(workshops, period):
    counted = count_by_workshop(Mentorship.objects.all(), _day(period), [one.pk for one in workshops])
    return dict.fromkeys((one.pk for one in workshops), NOTHING) | counted


def _whole(workshops, period):
    return within([one.pk for one in workshops], _day(period))


def _agreements(workshops, period):
    return Mentorship.objects.of_workshops([one.pk for one in workshops]).in_force_on(_day(period))


def _graduates(workshops, period):
    there = Apprenticeship.objects.graduated_between(period.first, last_day(period.last)).order_by()
    return there.filter(mentorship__workshop__in=[one.pk for one in workshops])


def _graduates_each(workshops, period):
    rows = _graduates(workshops, period).values_list("mentorship__workshop").annotate(n=Count("person", distinct=True))
    return dict.fromkeys((one.pk for one in workshops), 0) | dict(rows)


def _graduates_whole(workshops, period):
    return graduates(Mentorship.objects.filter(workshop__in=[one.pk for one in workshops]), period)


STATE = Source(_each, _whole, _agreements)


def _state(code, unit):
    definition = TEXTS[code]
    read = attrgetter("pairs" if code == "mentor_pairs" else code)
    facts = {"chapter": CHAPTER, "timing": Timing.STATE, "unit": unit, "source": STATE, "read": read}
    return Fact(code, definition.name, definition.text, **facts)


register(
    _state("mentorships", AGREEMENTS),
    _state("mentor_pairs", PAIRS),
    _state("apprentices", PERSONS),
    Fact(
        "graduates",
        TEXTS["graduates"].name,
        TEXTS["graduates"].text,
        chapter=CHAPTER,
        unit=PERSONS,
        source=Source(_graduates_each, _graduates_whole),
        read=lambda number: number,
    ),
)
