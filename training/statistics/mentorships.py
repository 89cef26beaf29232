"""Mentoring on a day: agreements, pairs, mentors and apprentices, which are four figures."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.periods import last_day

from ..models import Apprenticeship, Mentorship

MENTORING = (
    Definition(
        "mentorships",
        _("Mentoring agreements in force"),
        _(
            "Agreements in force on the last day of the period, or today while it runs: signed by all by then, the day "
            "within the term, neither graduated nor ended early. One agreement counts once, for the enterprise that "
            "keeps it and for the alliance, however many apprentices it has and wherever they come from. What ended "
            "later stays in the figures of earlier days."
        ),
    ),
    Definition(
        "mentor_pairs",
        _("Mentor pairs"),
        _("Each apprentice of an agreement in force makes one pair; an agreement with two apprentices is two pairs."),
    ),
    Definition(
        "apprentices", _("Apprentices"), _("Different people who are apprentices in an agreement in force on the day.")
    ),
    Definition(
        "graduates",
        _("Apprentices graduated"),
        _("Apprentices who passed the assessment at the end of their agreement on a day of the period."),
    ),
)


@dataclass(frozen=True)
class MentoringFigures:
    """`mentorships` are agreements, `pairs` apprentices of agreements, the other two are different people."""

    mentorships: int = 0
    pairs: int = 0
    mentors: int = 0
    apprentices: int = 0


def count(mentorships, day):
    """The figures of a queryset of agreements on a day; whatever it joins, each agreement counts once."""
    agreements = _in_force(mentorships, day)
    whole = agreements.aggregate(mentorships=Count("pk"), mentors=Count("mentor", distinct=True))
    taught = Apprenticeship.objects.filter(mentorship__in=agreements.values("pk"))
    return MentoringFigures(**whole, **taught.aggregate(pairs=Count("pk"), apprentices=Count("person", distinct=True)))


def within(workshops, day):
    """The figures of these workshops together on a day: what an alliance has, each agreement once."""
    return count(Mentorship.objects.of_workshops(workshops), day)


def _in_force(mentorships, day):
    once = mentorships.model.objects.filter(pk__in=mentorships.order_by().values("pk"))
    return once.in_force_on(day).order_by()


def count_by_enterprise(mentorships, day):
    """{enterprise id: MentoringFigures} of what each keeps; agreements add up, people do not."""
    return _count_by("enterprise", mentorships, day)


def count_by_workshop(mentorships, day, workshops):
    """{workshop id: MentoringFigures} of these workshops; one without agreements is not in it."""
    return _count_by("workshop", mentorships.filter(workshop__in=workshops), day)


def graduates(mentorships, period):
    """How many different people graduated from these agreements on a day of the period."""
    return _graduated(mentorships, period).values("person").distinct().count()


def graduates_by_enterprise(mentorships, period):
    """{enterprise id: different people} of what each keeps."""
    rows = _graduated(mentorships, period).values_list("mentorship__enterprise")
    return dict(rows.annotate(n=Count("person", distinct=True)))


def _graduated(mentorships, period):
    there = Apprenticeship.objects.graduated_between(period.first, last_day(period.last)).order_by()
    return there.filter(mentorship__in=mentorships.order_by().values("pk"))


def _count_by(place, mentorships, day):
    agreements = _in_force(mentorships, day)
    kept = agreements.values(place).annotate(n=Count("pk"), people=Count("mentor", distinct=True))
    taught = Apprenticeship.objects.filter(mentorship__in=agreements.values("pk")).order_by()
    pairs = taught.values(f"mentorship__{place}").annotate(n=Count("pk"), people=Count("person", distinct=True))
    held = {row[f"mentorship__{place}"]: row for row in pairs}
    return {
        row[place]: MentoringFigures(row["n"], held[row[place]]["n"], row["people"], held[row[place]]["people"])
        for row in kept
    }
