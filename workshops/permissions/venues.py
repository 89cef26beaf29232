"""Who keeps a venue, who books it, and who decides on a booking."""

from members.permissions import enterprise_ids, enterprise_ids_with, has_role, is_district_staff

from ..querysets.venues import allied_enterprises
from .running import can_see_workbench, leads_any


def keeps_venue(user, venue):
    """Officers of its enterprise, leaders of the workshops that keep it, district staff."""
    if is_district_staff(user) or has_role(user, venue.enterprise_id, "officer"):
        return True
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and venue.workshops.led_by(user).exists()


def can_keep_venues(user):
    """Whoever may keep one: officers, and leaders of workshops."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer")) or leads_any(user)


def can_add_venue(user):
    """Officers for their enterprise; district staff does it on its own pages."""
    return user.is_authenticated and bool(enterprise_ids_with(user, "officer"))


def can_book(user, venue):
    """Whether the user may ask for this venue: those for whom it is there, workers only where it says so."""
    if not user.is_authenticated or not venue.is_active:
        return False
    if keeps_venue(user, venue):
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
    return is_asked and keeps_venue(user, booking.venue)


def can_cancel_booking(user, booking):
    """Whoever booked, or keeps the venue, until it begins."""
    if not booking.is_holding or booking.has_begun:
        return False
    return booking.booked_by_id == user.pk or keeps_venue(user, booking.venue)
