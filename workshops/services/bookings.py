"""Booking a venue: whoever is first has it, and of two at once one gets it."""

import datetime as dt
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.moments import moment_words, time_words
from alliance_portal.periods import start_of
from members.acting import acting

from .. import calendars
from ..models import Booking, BookingEvent, Venue
from ..notifications import bookings as notices
from ..notifications.recipients import keepers_of_venue
from ..permissions import keeps_venue

Status, Verb = Booking.Status, BookingEvent.Verb
DAY = dt.timedelta(days=1)


class UnfitError(workflow.WorkflowError):
    """The venue cannot be had like this; `field` names what has to be put right."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


class ClashError(UnfitError):
    """Somebody has it then; `next_free` is the first time that fits, (start, end) or None."""

    def __init__(self, venue, starts_at, ends_at, next_free):
        super().__init__("starts", _clash_words(venue, starts_at, ends_at, next_free))
        self.next_free = next_free


def book(venue, *, by, purpose, starts_at, ends_at, heads, workshop=None, occurred_at=None):
    """Book a venue and return the booking; the same once more returns the one there is.

    It is confirmed at once where the venue says so, or where whoever books keeps it; else those who keep it are asked.
    Raises UnfitError for what the venue does not allow, ClashError when it is taken then.
    """
    when = occurred_at or timezone.now()
    with held(venue) as fresh:
        if same := _same(fresh, by, starts_at, ends_at):
            return same
        refuse_unfit(fresh, starts_at=starts_at, ends_at=ends_at, heads=heads, now=when)
        refuse_clash(fresh, starts_at, ends_at)
        facts = {"purpose": purpose, "starts_at": starts_at, "ends_at": ends_at, "heads": heads, "workshop": workshop}
        booking = Booking.objects.create(venue=fresh, booked_by=by, asked_at=when, **facts)
        workflow.append(booking, Verb.ASKED, by=by, role="booker", occurred_at=when)
        if fresh.confirms_itself or keeps_venue(by, fresh):
            return workflow.move(booking, Status.CONFIRMED, by=by, role="venue", occurred_at=when)
        notices.asked(booking, when)
    return booking


@contextmanager
def held(venue):
    """The venue as it is now; until the end nobody else books it."""
    with transaction.atomic():
        yield Venue.objects.select_for_update().get(pk=venue.pk)


def _same(venue, by, starts_at, ends_at):
    """What this person holds at just that time: a second tap is not a second booking."""
    return venue.bookings.holding().filter(booked_by=by, starts_at=starts_at, ends_at=ends_at).first()


def refuse_unfit(venue, *, starts_at, ends_at, heads, now):
    """Raise UnfitError where the venue does not allow such a booking, whoever else is there."""
    if not venue.is_active:
        raise UnfitError("day", _("This venue is out of use at present."))
    if starts_at <= now:
        raise UnfitError("starts", _("This time is over. Please choose a later one."))
    if starts_at > now + DAY * calendars.FARTHEST:
        raise UnfitError("day", _("This is more than a year away. Please choose a day within a year."))
    if ends_at <= starts_at:
        raise UnfitError("ends", _("It ends before it begins."))
    if ends_at - starts_at > venue.longest:
        raise UnfitError("ends", _longest_words(venue))
    _refuse_shut(venue, timezone.localtime(starts_at), timezone.localtime(ends_at))
    if heads > venue.capacity:
        message = ngettext("%(n)d person fits in here.", "At most %(n)d people fit in here.", venue.capacity)
        raise UnfitError("heads", message % {"n": venue.capacity})


def _longest_words(venue):
    hours, minutes = divmod(venue.longest_minutes, 60)
    if minutes:
        return _("One booking may take %(n)d minutes at most here.") % {"n": venue.longest_minutes}
    words = ngettext(
        "One booking may take %(n)d hour at most here.", "One booking may take %(n)d hours at most here.", hours
    )
    return words % {"n": hours}


def _refuse_shut(venue, starts_at, ends_at):
    hours = calendars.hours_of(venue).get(starts_at.weekday())
    if hours is None:
        raise UnfitError("day", _("The venue is shut on that day of the week."))
    opens, closes = calendars.opening(starts_at.date(), hours)
    if starts_at < opens or ends_at > closes:
        words = _("On that day it is open from %(opens)s to %(closes)s.")
        field = "starts" if starts_at < opens else "ends"
        raise UnfitError(field, words % {"opens": time_words(opens), "closes": time_words(closes)})


def refuse_clash(venue, starts_at, ends_at):
    """Raise ClashError when somebody holds any of the time, or of the pause that the venue needs around it."""
    around = starts_at - venue.buffer, ends_at + venue.buffer
    if venue.bookings.holding().meeting(*around).exists():
        free = calendars.next_free(venue, length=ends_at - starts_at, after=starts_at)
        raise ClashError(venue, starts_at, ends_at, free)


def _clash_words(venue, starts_at, ends_at, free):
    taken = _("%(from)s to %(to)s is taken.") % {"from": moment_words(starts_at), "to": time_words(ends_at)}
    if free:
        start, end = free
        words = _("The next free time: %(from)s to %(to)s.")
        later = words % {"from": moment_words(start), "to": time_words(end)}
    else:
        later = _("Nothing as long is free in the next two months.")
    ask = _("If it has to be then, please ask %(who)s.") % {"who": who_to_ask(venue)}
    # Translators: three sentences one after the other; nothing stands between them in Chinese.
    return _("%(taken)s %(later)s %(ask)s") % {"taken": taken, "later": later, "ask": ask}


def who_to_ask(venue):
    """Who keeps the venue, by name; of an enterprise that has told nobody's name, its union."""
    names = dict.fromkeys(str(user) for user in keepers_of_venue(venue))
    if not names:
        return _("the union of %(enterprise)s") % {"enterprise": venue.enterprise.name}
    return _("%(names)s (%(enterprise)s)") % {"names": str(_(", ")).join(names), "enterprise": venue.enterprise}


def confirm(booking, *, by, version=None, occurred_at=None):
    """Whoever keeps the venue says yes, before it begins."""
    with transaction.atomic():
        _refuse_begun(booking, occurred_at)
        facts = {**acting(by, booking.venue), "version": version, "occurred_at": occurred_at}
        fresh = workflow.move(booking, Status.CONFIRMED, **facts)
        notices.confirmed(fresh, occurred_at)
    return fresh


def decline(booking, *, by, reason, version=None, occurred_at=None):
    """Whoever keeps the venue says no, and why; the time is free again."""
    with transaction.atomic():
        facts = {**acting(by, booking.venue), "note": _reason(reason), "version": version, "occurred_at": occurred_at}
        fresh = workflow.move(booking, Status.DECLINED, **facts)
        notices.declined(fresh, reason, occurred_at)
    return fresh


def cancel(booking, *, by, reason, version=None, occurred_at=None):
    """Whoever booked, or keeps the venue, gives it back before it begins; the other side is told."""
    with transaction.atomic():
        _refuse_begun(booking, occurred_at)
        own = {"by": by, "role": "booker"}
        facts = own if by == booking.booked_by else acting(by, booking.venue)
        facts |= {"note": _reason(reason), "version": version, "occurred_at": occurred_at}
        fresh = workflow.move(booking, Status.CANCELLED, **facts)
        notices.cancelled(fresh, by, reason, occurred_at)
    return fresh


def _refuse_begun(booking, occurred_at):
    if booking.starts_at <= (occurred_at or timezone.now()):
        raise workflow.WorkflowError(_("It has begun already, so nothing can be changed any more."))


def _reason(words):
    if not words.strip():
        raise workflow.WorkflowError(_("Please write why. A few words will do."))
    return words


def remind(now=None):
    """Remind everybody of what they have booked for tomorrow, once; return how many were reminded."""
    now = now or timezone.now()
    due = Booking.objects.to_remind(now, start_of(timezone.localtime(now).date() + 2 * DAY))
    return sum(_remind_once(booking, due, now) for booking in due)


def _remind_once(booking, due, now):
    with transaction.atomic():
        fresh = workflow.lock(booking)
        if not due.filter(pk=fresh.pk).exists():
            return False
        Booking.objects.filter(pk=fresh.pk).update(reminded_at=now)
        notices.tomorrow(fresh, now)
    return True
