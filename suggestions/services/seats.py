"""Who may judge from a seat of a panel: nobody their own, nobody that of the own team or workshop."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Aside(TextChoices):
    """Why somebody steps aside, as everybody who sees the panel may know it."""

    OWN = "own", _("This is your own suggestion, so others judge it.")
    TEAM = "team", _("It comes from your own team, so others judge it.")
    WORKSHOP = "workshop", _("It concerns your own workshop, so others judge it.")


def is_own(user, suggestion):
    """Whether the user had the idea, is named as one who had it, or entered it for somebody else."""
    named = any(row.person.user_id == user.pk for row in suggestion.proposers.all())
    return named or suggestion.recorded_by_id == user.pk


def steps_aside(user, suggestion):
    """Why this person does not judge, None when nothing stands against it.

    Where the name is hidden the answer is always None: anything else would tell others who had the idea. The author
    then keeps the seat like any other member, and can only abstain (`is_own`).
    """
    if suggestion.name_hidden:
        return None
    if is_own(user, suggestion):
        return Aside.OWN
    person = user.person_or_none
    if person and person.department_id in _teams(suggestion):
        return Aside.TEAM
    return Aside.WORKSHOP if person and person.pk in _workshop_people(suggestion) else None


def _teams(suggestion):
    """Where it comes from: whoever is only named has not said yet that it is theirs."""
    authors = [row.person for row in suggestion.proposers.all() if row.confirmed_at]
    return {suggestion.department_id, *(person.department_id for person in authors)}


def _workshop_people(suggestion):
    """Leaders, members and experts of the workshops of its authors and of the one that takes it, as of today."""
    authors = [row.person for row in suggestion.proposers.all() if row.confirmed_at]
    places = [place for person in authors for place in person.workshop_memberships.all()]
    workshops = [place.workshop for place in places if place.left_on is None]
    workshops += [suggestion.workshop] if suggestion.workshop else []
    return {one.person_id for workshop in workshops for one in workshop.memberships.all() if one.left_on is None}


def seat_of(panel, user):
    """The seat from which the user votes now, None without one."""
    return next((seat for seat in panel.seats.all() if seat.holder == user), None)


def voting_seats(panel):
    """The seats that count: those with a vote, and those whose holder need not step aside."""
    return [seat for seat in panel.seats.all() if seat.vote or not steps_aside(seat.holder, panel.suggestion)]


def awaited_seats(panel):
    """Those from which a vote may still come."""
    return [seat for seat in voting_seats(panel) if not seat.vote]


def heirs(panel, suggestion):
    """The seats that can pass on to a stand-in who need not step aside."""
    unpassed = [seat for seat in panel.seats.all() if seat.stand_in and not seat.passed_on_at and not seat.vote]
    return [seat for seat in unpassed if not steps_aside(seat.stand_in, suggestion)]
