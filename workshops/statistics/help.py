"""How much help there is, by what it is about: numbers that name nobody."""

from collections import Counter
from dataclasses import dataclass

from members.models import Person, Speciality

from ..models import Workshop


@dataclass(frozen=True)
class Known:
    """A speciality with how many people may be asked about it, and how many workshops in operation have it."""

    speciality: Speciality
    people: int
    workshops: int


def known_specialities():
    """Every speciality in use that somebody or some workshop has, in the order of the names; three queries.

    Whoever has two specialities counts under each of them.
    """
    people = _counted(Person.objects.willing_to_help())
    workshops = _counted(Workshop.objects.active())
    rows = [Known(one, people[one.pk], workshops[one.pk]) for one in Speciality.objects.active().order_by("name")]
    return [row for row in rows if row.people or row.workshops]


def _counted(holders):
    return Counter(holders.order_by().filter(specialities__isnull=False).values_list("specialities", flat=True))


def helpers_in(workshops):
    """How many people who belong to these workshops today may be asked; whoever is in several counts once."""
    belonging = {"workshop_memberships__workshop__in": workshops, "workshop_memberships__left_on": None}
    return Person.objects.willing_to_help().filter(**belonging).distinct().count()
