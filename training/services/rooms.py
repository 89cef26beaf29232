"""The venue of a session: booked for it, moved with it, given back when it does not take place."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.services import bookings

from ..models import Session
from .checks import UnfitError


def take(session, venue, *, by, workshop=None, occurred_at=None):
    """Book the venue for the time and the seats of the session and return the booking.

    Raises UnfitError at `day`, `starts`, `ends` or `capacity`; the words for a time that is taken name the next free.
    """
    refuse_seats(session, venue)
    facts = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    with bookings.held(venue) as fresh:
        booking = bookings.book(
            fresh, by=by, purpose=session.topic, heads=session.capacity, workshop=workshop,
            occurred_at=occurred_at, **facts,
        )  # fmt: skip
        if Session.objects.filter(booking=booking).exclude(pk=session.pk).exists():
            # The same person has it then for another session: that is no second tap.
            bookings.refuse_clash(fresh, **facts)
    return booking


def refuse_seats(session, venue):
    if session.capacity is None:
        words = ngettext(
            "%(n)d person fits in this venue. Please write how many seats there are.",
            "%(n)d people fit in this venue. Please write how many seats there are.",
            venue.capacity,
        )
        raise UnfitError("capacity", words % {"n": venue.capacity})
    if session.capacity > venue.capacity:
        words = ngettext(
            "%(n)d person fits in this venue. Please offer fewer seats, or choose another venue.",
            "%(n)d people fit in this venue. Please offer fewer seats, or choose another venue.",
            venue.capacity,
        )
        raise UnfitError("capacity", words % {"n": venue.capacity})


def stays(session, venue, starts_at, ends_at):
    """Whether the booking that the session has, or that it has none, is what is wanted."""
    booking = session.booking
    if venue is None or booking is None:
        return venue is None and booking is None
    is_same = booking.venue_id == venue.pk and (booking.starts_at, booking.ends_at) == (starts_at, ends_at)
    return is_same and booking.is_holding


def move(session, venue, *, by, workshop=None, occurred_at=None):
    """Give the former booking back and book anew, for a session in memory that knows its new time; or None.

    Belongs into the transaction of the change: what cannot be booked leaves everything as it was.
    """
    give_back(session, by=by, reason=_("The session takes place at another time or place."), occurred_at=occurred_at)
    return take(session, venue, by=by, workshop=workshop, occurred_at=occurred_at) if venue else None


def give_back(session, *, by, reason, occurred_at=None):
    booking = session.booking
    if booking is not None and booking.is_holding and not booking.has_begun:
        bookings.cancel(booking, by=by, reason=reason, occurred_at=occurred_at)
