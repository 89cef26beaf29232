"""Who is told of a booking: those who keep the venue of what waits for them, whoever booked of all the rest."""

from members.models import Topic
from members.notifications import path_to, settle, tell

from .kinds import bookings as kinds
from .recipients import keepers_of_venue


def _about(booking):
    return f"booking:{booking.pk}"


def _facts(booking, now):
    return {
        "venue": booking.venue.name,
        "when": booking.starts_at.isoformat(),
        "subject": _about(booking),
        "now": now,
    }


def _tell_booker(kind, booking, now, **facts):
    path = path_to("workshops:my-booking", booking.pk)
    tell(kind, [booking.booked_by], path=path, **_facts(booking, now), **facts)


def _tell_keepers(kind, booking, now, *, but=None, **facts):
    users = [user for user in keepers_of_venue(booking.venue) if user != but]
    tell(kind, users, path=path_to("workshops:desk-booking", booking.pk), **_facts(booking, now), **facts)


def asked(booking, now):
    facts = {"who": str(booking.booked_by), "purpose": booking.purpose}
    _tell_keepers(kinds.booking_asked, booking, now, but=booking.booked_by, **facts)


def confirmed(booking, now):
    settle(_about(booking), Topic.WORKSHOPS)
    _tell_booker(kinds.booking_confirmed, booking, now)


def declined(booking, reason, now):
    settle(_about(booking), Topic.WORKSHOPS)
    _tell_booker(kinds.booking_declined, booking, now, reason=reason)


def cancelled(booking, by, reason, now):
    """The other side: whoever keeps the venue when the booker cancels, the booker when somebody else does."""
    settle(_about(booking), Topic.WORKSHOPS)
    facts = {"who": str(by), "reason": reason}
    if by == booking.booked_by:
        _tell_keepers(kinds.booking_cancelled, booking, now, but=by, **facts)
    else:
        _tell_booker(kinds.booking_cancelled, booking, now, **facts)


def tomorrow(booking, now):
    _tell_booker(kinds.booking_tomorrow, booking, now, place=booking.venue.place)
