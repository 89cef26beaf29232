"""The organs of an alliance as a page shows them: who is in office, who comes next, who was."""

from dataclasses import dataclass

from django.utils import timezone

from .models import OrganTerm

Organ = OrganTerm.Organ


@dataclass(frozen=True)
class Office:
    """One organ with its terms of today, those to come and those that are over; each in the order of time."""

    organ: str
    current: tuple
    to_come: tuple
    over: tuple

    @property
    def label(self):
        return self.organ.label

    @property
    def following(self):
        """Who is named next, None when nobody is."""
        return self.to_come[0] if self.to_come else None

    @property
    def is_vacant_chair(self):
        """Whether the chair, which goes round, is held by nobody today."""
        return self.organ == Organ.CHAIR and not self.current

    @property
    def lacks_a_follower(self):
        """Whether somebody is in the chair and nobody is named after them."""
        return self.organ == Organ.CHAIR and bool(self.current) and not self.to_come


def offices_of(alliance, user, *, day=None):
    """All organs that are or were held, in the order of the choices, from one query."""
    day = day or timezone.localdate()
    terms = list(OrganTerm.objects.visible_to(user).filter(alliance=alliance).for_list())
    offices = [_office(organ, [term for term in terms if term.organ == organ], day) for organ in Organ]
    return [office for office in offices if office.current or office.to_come or office.over]


def _office(organ, terms, day):
    current = tuple(term for term in terms if term.is_current(day))
    to_come = tuple(term for term in terms if term.starts_on > day)
    over = tuple(term for term in terms if term not in current and term not in to_come)
    return Office(organ, current, to_come, over)
