"""The check-in: who is there, by whatever way they were put on the list; each person once.

Whoever writes holds the row of the door, so that opening, closing and coming in never miss each other.
"""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day, moment_words, time_words
from alliance_portal.periods import start_of
from alliance_portal.workflow import WorkflowError

from .. import codes
from ..models import Attendance, CheckIn, EarlyScan, Enrolment, SessionEvent
from ..permissions.sessions import is_for
from . import seats
from .roles import acting_in

Way, Verb = Attendance.Way, SessionEvent.Verb
AROUND = dt.timedelta(minutes=30)
# How long before it opens a scan is noted; on another day nobody is in the room.
EARLIEST = dt.timedelta(hours=2)
KEPT_OPEN = dt.timedelta(days=7)
PHONES_KEPT = dt.timedelta(days=30)
EARLY, OPEN, CLOSED = "early", "open", "closed"


class DoorError(WorkflowError):
    """Nobody can be put on the list like this; the message says why."""


@dataclass(frozen=True)
class Window:
    """From when until when people check in by themselves; opened by hand it lasts until somebody closes it."""

    opens_at: dt.datetime
    closes_at: dt.datetime
    by_hand: bool = False

    def state(self, now):
        if now < self.opens_at:
            return EARLY
        return OPEN if now < self.closes_at else CLOSED


def window(session, check_in):
    """`check_in` is the door of the session, None before anybody enrolled."""
    moments = (check_in.opened_at, check_in.closed_at) if check_in else (None, None)
    # What was done before the day belongs to a day from which it was moved away.
    day = start_of(local_day(session.starts_at))
    opened, closed = (moment if moment and moment >= day else None for moment in moments)
    if opened:
        return Window(opened, min(closed or session.ends_at, session.ends_at), by_hand=True)
    closes = min(closed or session.starts_at + AROUND, session.ends_at)
    return Window(min(session.starts_at - AROUND, closes), closes, by_hand=bool(closed))


def state(session, check_in, now):
    return window(session, check_in).state(now)


def takes_scans(session, check_in, now):
    """Whether the code of the room is worth showing: open, or soon to be."""
    found = window(session, check_in)
    return session.is_announced and found.opens_at - EARLIEST <= now < found.closes_at


def door_of(session):
    """As it is now, or None where nobody has enrolled and nobody has opened it."""
    return CheckIn.objects.filter(session=session).first()


@contextmanager
def held(session):
    """The door as it is now; until the end nobody else comes in, opens or closes."""
    with transaction.atomic():
        CheckIn.objects.get_or_create(session=session)
        yield CheckIn.objects.select_for_update().get(session=session)


def open_door(session, *, by, occurred_at=None):
    """Begin the check-in by hand, on the day itself, or once more after it was closed; who scanned early is in."""
    with held(session) as door:
        now = occurred_at or timezone.now()
        if session.is_announced and session.ends_at <= now:
            raise DoorError(_("It is over. Names can still be entered by roll-call or from the paper list."))
        if not session.is_announced or now < start_of(local_day(session.starts_at)):
            raise DoorError(_("The check-in can be opened on the day itself."))
        if state(session, door, now) != OPEN:
            door.opened_at, door.closed_at = now, None
            door.save(update_fields=["opened_at", "closed_at"])
            workflow.append(session, Verb.OPENED, occurred_at=now, **acting_in(by, session))
        settle_early(session, door, now)
    return door


def close_door(session, *, by, occurred_at=None):
    """End the check-in by hand; nothing happens where it is closed already."""
    with held(session) as door:
        now = occurred_at or timezone.now()
        if state(session, door, now) == EARLY:
            raise DoorError(_("The check-in is not open yet."))
        settle_early(session, door, now)
        if state(session, door, now) == OPEN:
            door.closed_at = now
            door.save(update_fields=["closed_at"])
            workflow.append(session, Verb.CLOSED, occurred_at=now, **acting_in(by, session))
    return door


def settle_early(session, door, now):
    """Whoever scanned before it was open is present as soon as it is; return how many."""
    if state(session, door, now) == EARLY or not session.is_announced:
        return 0
    early = list(session.early_scans.all())
    seated = set(session.enrolments.confirmed().values_list("person", flat=True)) if early else ()
    there = [_arrived(one) for one in early if one.person_id in seated]
    Attendance.objects.bulk_create(there, ignore_conflicts=True)
    EarlyScan.objects.filter(pk__in=[one.pk for one in early]).delete()
    return len(there)


def _arrived(early):
    facts = {"way": early.way, "arrived_at": early.scanned_at, "device": early.device}
    return Attendance(session_id=early.session_id, person_id=early.person_id, **facts)


def scan(session, person, *, by, cookie="", occurred_at=None):
    """The person scanned the code of the room: present now, or noted until it opens. Returns the row of it.

    Whoever has no seat gets one on the spot while there is one. Raises DoorError, or SeatError where none is left.
    """
    with held(session) as door:
        now = occurred_at or timezone.now()
        if there := present(session, person):
            return there
        settle_early(session, door, now)
        facts = {"way": Way.SCAN, "device": codes.phone_mark(door, cookie)}
        found = state(session, door, now)
        if found == CLOSED or not session.is_announced:
            raise DoorError(_("The check-in is closed. Please tell whoever runs the session: names can be added."))
        if found == EARLY:
            return _note_early(session, person, door, now, **facts)
        _on_the_spot(session, person, by, now)
        return put_down(session, person, by=by, now=now, **facts)


def present(session, person):
    return Attendance.objects.filter(session=session, person=person).first()


def _note_early(session, person, door, now, **facts):
    opens_at = window(session, door).opens_at
    if not takes_scans(session, door, now):
        raise DoorError(_("The check-in opens %(moment)s. Please scan then.") % {"moment": moment_words(opens_at)})
    if not session.enrolments.confirmed().filter(person=person).exists():
        raise DoorError(_("The check-in opens at %(time)s. Please enrol first.") % {"time": time_words(opens_at)})
    facts |= {"scanned_at": now}
    return EarlyScan.objects.get_or_create(session=session, person=person, defaults=facts)[0]


def _on_the_spot(session, person, by, now):
    """A seat for whoever came without one; the line does not hold it any more once the door is open."""
    standing = session.enrolments.filter(person=person, status=Enrolment.Status.CONFIRMED)
    if standing.exists():
        return
    if not is_for(person, session):
        raise DoorError(_("It is for people of other enterprises."))
    seats.on_the_spot(session, person, by=by, now=now)


def put_down(session, person, *, by, way, now, device=""):
    """Put a person on the list of a held door; whoever is on it stays as they are."""
    if session.head_count is not None:
        raise DoorError(_("People were counted for this session without names. Take the number out first."))
    facts = {"way": way, "arrived_at": now, "recorded_by": by, "device": device}
    session.early_scans.filter(person=person).delete()
    return Attendance.objects.get_or_create(session=session, person=person, defaults=facts)[0]


def by_digits(session, digits, *, by, occurred_at=None):
    """Whoever says these four digits is present; returns the attendance."""
    with held(session) as door:
        now = occurred_at or timezone.now()
        refuse_late(session, now)
        people = {number: person for person, number in codes.all_digits(door).items()}
        standing = session.enrolments.standing().filter(person=people.get(digits)).select_related("person")
        if not (found := standing.first()):
            raise DoorError(_("Nobody enrolled here has these four digits. Please ask for them once more."))
        return put_down(session, found.person, by=by, way=Way.CODE, now=now)


def by_person_code(session, person, *, by, occurred_at=None):
    """Whoever runs the door scanned the person's own code."""
    with held(session):
        now = occurred_at or timezone.now()
        refuse_late(session, now)
        return put_down(session, person, by=by, way=Way.CODE, now=now)


def roll(session, people, *, by, way=Way.ROLL, occurred_at=None):
    """Put these people down by name, enrolled or not; return how many were not on the list before."""
    with held(session) as door:
        now = occurred_at or timezone.now()
        refuse_late(session, now)
        settle_early(session, door, now)
        before = session.attendances.count()
        for person in people:
            put_down(session, person, by=by, way=way, now=now)
        return session.attendances.count() - before


def last_moment(session):
    """Until when names can be entered: a week after it ended, or after it was written down where that was later."""
    return max(session.ends_at, session.created_at) + KEPT_OPEN


def refuse_late(session, now):
    if not session.is_announced or now < start_of(local_day(session.starts_at)):
        raise DoorError(_("Names can be entered on the day itself."))
    if now > last_moment(session):
        until = moment_words(last_moment(session))
        raise DoorError(_("Names could be entered until %(moment)s.") % {"moment": until})


def strike(attendance, *, by, reason, occurred_at=None):
    """Take somebody off the list who was not there; the reason stays in the history."""
    if not reason.strip():
        raise DoorError(_("Please write why. A few words will do."))
    session = attendance.session
    with held(session):
        now = occurred_at or timezone.now()
        if now > last_moment(session):
            refuse_late(session, now)
        if not Attendance.objects.filter(pk=attendance.pk).delete()[0]:
            raise DoorError(_("Somebody else has taken this name off meanwhile."))
        note = f"{attendance.person.masked_name}{_(': ')}{reason.strip()}"
        workflow.append(session, Verb.STRUCK, note=note, occurred_at=now, **acting_in(by, session))


def settle_all(now=None):
    """Once more for every door that has opened by itself; return how many early scans became attendances."""
    now = now or timezone.now()
    waiting = CheckIn.objects.filter(session__in=EarlyScan.objects.order_by().values("session"))
    return sum(_settle(one.session, now) for one in waiting.select_related("session"))


def _settle(session, now):
    with held(session) as door:
        return settle_early(session, door, now)


def forget_phones(now=None):
    """Blank the marks of phones after 30 days, and drop scans that never became anything; return how many."""
    old = (now or timezone.now()) - PHONES_KEPT
    marked = Attendance.objects.filter(created_at__lt=old).exclude(device="")
    return marked.update(device="") + EarlyScan.objects.filter(scanned_at__lt=old).delete()[0]
