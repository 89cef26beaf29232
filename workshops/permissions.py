"""Who runs a workshop or keeps a venue, and who answers a visit. What visitors see of a workshop is public."""

from members.permissions import enterprise_ids, enterprise_ids_with, has_role, is_district_staff

from .querysets.venues import allied_enterprises
from .querysets.visits import READERS


def can_see_members(user, workshop):
    """District staff, and whoever works in the workshop's enterprise or holds a role there."""
    return is_district_staff(user) or workshop.enterprise_id in enterprise_ids(user)


def leads(user, workshop):
    """Whether the user leads the workshop today."""
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and workshop.memberships.current().led_by(person).exists()


def can_run(user, workshop):
    """Whoever keeps the workshop's records: officers of its enterprise, those who lead it today, district staff."""
    return is_district_staff(user) or has_role(user, workshop.enterprise_id, "officer") or leads(user, workshop)


def can_see_workbench(user):
    """Whether the user has anything to do on the workbench pages of workshops."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader")) or _leads_any(user)


def _leads_any(user):
    person = user.person_or_none
    return person is not None and person.workshop_memberships.current().filter(role="leader").exists()


def can_see_visits(user):
    """Whoever reads what the union has written down of visits to an enterprise."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, *READERS))


def can_answer_visit(user, visit):
    """Officers and leaders of the enterprise, as long as the visit is not closed; staff does not answer itself."""
    return has_role(user, visit.enterprise_id, *READERS) and visit.status == visit.Status.SHARED


def can_confirm_promise(user, promise):
    """What has been kept and not been confirmed yet, or what is still open."""
    settled = promise.status == promise.Status.NOT_KEPT or promise.confirmed_at
    return can_answer_visit(user, promise.visit) and not settled


def can_deny_promise(user, promise):
    """What the union says has been kept, and what is late."""
    is_said_to_be_kept = promise.status == promise.Status.KEPT and not promise.confirmed_at
    return can_answer_visit(user, promise.visit) and (is_said_to_be_kept or promise.is_late)


def keeps(user, venue):
    """Officers of its enterprise, leaders of the workshops that keep it, district staff."""
    if is_district_staff(user) or has_role(user, venue.enterprise_id, "officer"):
        return True
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and venue.workshops.led_by(user).exists()


def can_keep_venues(user):
    """Whoever may keep one: officers, and leaders of workshops."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer")) or _leads_any(user)


def can_add_venue(user):
    """Officers for their enterprise; district staff does it on its own pages."""
    return user.is_authenticated and bool(enterprise_ids_with(user, "officer"))


def can_book(user, venue):
    """Whether the user may ask for this venue: those for whom it is there, workers only where it says so."""
    if not user.is_authenticated or not venue.is_active:
        return False
    if keeps(user, venue):
        return True
    return _is_for(user, venue) and (venue.workers_may_ask or can_see_workbench(user))


def _is_for(user, venue):
    own = enterprise_ids(user)
    if venue.enterprise_id in own or venue.audience == venue.Audience.DISTRICT:
        return bool(own)
    return venue.audience == venue.Audience.ALLIANCE and bool(own & allied_enterprises(venue.workshops.all()))


def can_decide_booking(user, booking):
    """Whoever keeps the venue answers what is asked for, before it begins."""
    is_asked = booking.status == booking.Status.ASKED and not booking.has_begun
    return is_asked and keeps(user, booking.venue)


def can_cancel_booking(user, booking):
    """Whoever booked, or keeps the venue, until it begins."""
    if not booking.is_holding or booking.has_begun:
        return False
    return booking.booked_by_id == user.pk or keeps(user, booking.venue)


def can_keep_requirements(user):
    """The district keeps the register of what superiors ask, merges it, and sends it out."""
    return is_district_staff(user)


def can_answer_for(user, workshop):
    """Whoever keeps the workshop's records types what is missing, and confirms."""
    return can_run(user, workshop)
