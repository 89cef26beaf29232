"""A session from the draft to its end: written down, announced, changed, cancelled."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_with_files
from alliance_portal.models import Source
from alliance_portal.moments import moment_words
from members.acting import acting
from workshops.models import NumberSeries
from workshops.services import numbers

from ..models import Session, SessionEvent
from ..notifications import sessions as notices
from . import rooms, seats, wishes
from .checks import UnfitError

Status, Verb = Session.Status, SessionEvent.Verb


def create(*, by, venue=None, wish=None, source=Source.WEB, occurred_at=None, workshops=(), co_hosts=(), **facts):
    """Write down a session and return it, a draft that only those who keep it see; `facts` are its fields.

    A venue is booked for it; a wish (点题) is answered once it is announced. Raises UnfitError at the field that does
    not fit, with the next free time for a venue that is taken.
    """
    when = occurred_at or timezone.now()
    _refuse_unfit(facts)
    with transaction.atomic():
        number = numbers.allocate(NumberSeries.Letter.SESSION, timezone.localtime(facts["starts_at"]).year)
        session = Session.objects.create(number=number, created_by=by, source=source, **facts)
        session.workshops.add(*workshops)
        session.co_hosts.add(*_others(session, co_hosts))
        workflow.append(session, Verb.CREATED, **acting(by, session), occurred_at=when, source=source)
        if venue is not None:
            workflow.save(session, booking=_take(session, venue, workshops, by, occurred_at))
        if wish is not None:
            wishes.plan(wish, session, by=by, occurred_at=when)
    return session


def _refuse_unfit(facts):
    if facts["ends_at"] <= facts["starts_at"]:
        raise UnfitError("ends", _("The end must be later than the start."))


def _take(session, venue, workshops, by, occurred_at):
    return rooms.take(session, venue, by=by, workshop=next(iter(workshops), None), occurred_at=occurred_at)


def _others(session, co_hosts):
    return [one for one in co_hosts if one.pk != session.enterprise_id]


def change(session, *, by, venue=None, workshops=(), co_hosts=(), version=None, occurred_at=None, **facts):
    """Write it anew and return it. Those who have a seat are told of another time or place.

    The booking of its venue moves with it. Raises UnfitError for seats below those taken, for another time or place
    once it has begun, and for what the venue does not allow; nothing has changed then.
    """
    _refuse_unfit(facts)
    with seats.held(session):
        fresh = _to_change(session, version)
        seats_before, before = fresh.capacity, _when_and_where(fresh)
        _refuse_fewer_seats(fresh, facts.get("capacity"))
        _refuse_count_beside_names(fresh, facts.get("head_count"))
        _assign(fresh, facts)
        fresh.workshops.set(workshops)
        fresh.co_hosts.set(_others(fresh, co_hosts))
        booking = fresh.booking
        if venue is not None and fresh.capacity != seats_before:
            rooms.refuse_seats(fresh, venue)
        if not rooms.stays(fresh, venue, fresh.starts_at, fresh.ends_at):
            host = next(iter(workshops), None)
            booking = rooms.move(fresh, venue, by=by, workshop=host, occurred_at=occurred_at)
        fresh.booking = booking
        _write_down(fresh, before, by, occurred_at)
        workflow.save(fresh, booking=booking, **facts)
        _follow(fresh, before, seats_before, occurred_at)
    return fresh


def _follow(session, before, seats_before, occurred_at):
    """Whoever waits moves up into more seats; whoever has one is reminded of the new time."""
    if session.is_announced and _when_and_where(session) != before:
        if session.starts_at != before[0]:
            # Whoever scanned for the former time is not there at the new one.
            session.early_scans.all().delete()
        seats.rescheduled(session, occurred_at=occurred_at)
    elif _more_seats(seats_before, session.capacity):
        seats.fill(session, occurred_at=occurred_at)


def _to_change(session, version):
    fresh = workflow.lock(session, version=version)
    if fresh.is_cancelled:
        raise workflow.TransitionError(fresh, fresh.status)
    return fresh


def _assign(session, facts):
    for name, value in facts.items():
        setattr(session, name, value)


def _when_and_where(session):
    return session.starts_at, session.ends_at, session.where


def _refuse_fewer_seats(session, capacity):
    if capacity is not None and capacity < session.taken:
        words = _("%(n)d seats are taken already. Please offer as many at least.") % {"n": session.taken}
        raise UnfitError("capacity", words)


def _refuse_count_beside_names(session, head_count):
    if head_count is not None and session.attendances.exists():
        raise UnfitError("head_count", _("There is a list of names, which counts. Please leave this empty."))


def _more_seats(before, after):
    return before is not None and (after is None or after > before)


def _write_down(session, before, by, occurred_at):
    """The event of the change; another time or place is told, and comes too late once it has begun."""
    now, is_moved = occurred_at or timezone.now(), _when_and_where(session) != before
    if is_moved and session.is_announced:
        _refuse_move(session, before, now)
    words = _moved_words(before, session) if is_moved else ""
    verb = Verb.MOVED if is_moved else Verb.CHANGED
    workflow.append(session, verb, **acting(by, session), note=words, occurred_at=occurred_at)
    if is_moved and session.is_announced and before[0] > now:
        notices.moved(session, now)


def _refuse_move(session, before, now):
    """Once it has begun its time stays, and its place where one is known; nothing moves into the past."""
    is_other_time = before[:2] != (session.starts_at, session.ends_at)
    if before[0] <= now and (is_other_time or before[2]):
        raise UnfitError("day", _("It has begun already, so its time and place stay as they are."))
    if before[0] > now and session.starts_at <= now:
        raise UnfitError("day", _("This day is over. Please choose a later one."))
    if is_other_time and session.attendances.exists():
        raise UnfitError("day", _("Somebody has checked in already, so its time stays as it is."))


def _moved_words(before, session):
    words = _("Before: %(when)s, %(where)s") if before[2] else _("Before: %(when)s")
    return words % {"when": moment_words(before[0]), "where": before[2]}


def announce(session, *, by, version=None, source=Source.WEB, occurred_at=None):
    """Show it to everybody; from then on people enrol. Raises TransitionError once it is no draft."""
    with transaction.atomic():
        fresh = workflow.lock(session, version=version)
        if fresh.booking is not None and not fresh.holds_venue:
            raise workflow.WorkflowError(_("The venue was not given. Please choose another place first."))
        facts = {**acting(by, fresh), "source": source, "occurred_at": occurred_at}
        fresh = workflow.move(fresh, Status.ANNOUNCED, **facts)
        wishes.answer(fresh, by=by, occurred_at=occurred_at)
    return fresh


def cancel(session, *, by, reason, version=None, occurred_at=None):
    """It does not take place; the reason is shown. Raises WorkflowError once it is over or anybody was there.

    The venue is given back, whoever has a seat or waits for one is told, and what was asked for is open again.
    """
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write why. A few words will do."))
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(session, version=version)
        _refuse_held(fresh, when)
        facts = {**acting(by, fresh), "note": reason.strip(), "occurred_at": occurred_at}
        fresh = workflow.move(fresh, Status.CANCELLED, **facts)
        rooms.give_back(fresh, by=by, reason=_("The session does not take place."), occurred_at=occurred_at)
        wishes.reopen(fresh, by=by, occurred_at=when)
        notices.cancelled(fresh, reason.strip(), when)
    return fresh


def _refuse_held(session, now):
    if session.ends_at <= now or session.attendances.exists():
        raise workflow.WorkflowError(_("It has taken place, so it cannot be cancelled any more."))


def discard(session, *, by, version=None, occurred_at=None):
    """Delete a draft, its files included; the venue is given back. Raises TransitionError once it is no draft."""
    with transaction.atomic():
        fresh = workflow.lock(session, version=version)
        if not fresh.is_draft:
            raise workflow.TransitionError(fresh, fresh.status)
        rooms.give_back(fresh, by=by, reason=_("The session does not take place."), occurred_at=occurred_at)
        wishes.reopen(fresh, by=by, occurred_at=occurred_at)
        series = fresh.series
        delete_with_files([fresh])
        if series is not None and not series.sessions.exists():
            series.delete()
