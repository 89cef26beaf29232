"""Seats: taking one, waiting for one, giving it back.

Whoever writes holds the row of the session, so that of many at once nobody gets a seat that is taken.
"""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError

from ..models import Attendance, CheckIn, Enrolment, EnrolmentEvent, Session
from ..notifications import seats as notices
from ..permissions.sessions import is_for
from .roles import acting_in

Status, Verb = Enrolment.Status, EnrolmentEvent.Verb


class SeatError(WorkflowError):
    """There is no seat to be had; the message says why."""


@contextmanager
def held(session):
    """The session and, of a course, all that is to come of it: locked in one order, as they are now."""
    together = _together(session)
    _make_doors(together)
    with transaction.atomic():
        rows = list(Session.objects.select_for_update().filter(pk__in=together).order_by("pk"))
        # A day of the course may have been cancelled before its row was held.
        yield [row for row in rows if row.pk == session.pk or row.is_announced]


def _together(session):
    """The ids of what one takes part in together."""
    coming = Session.objects.of_course(session).filter(starts_at__gt=timezone.now())
    return {session.pk, *coming.order_by().values_list("pk", flat=True)}


def _make_doors(sessions):
    """Whoever enrols has a code, so there is a door; made before a row is held, as at the door it is the other way."""
    missing = sessions - set(CheckIn.objects.filter(session__in=sessions).values_list("session", flat=True))
    if missing:
        CheckIn.objects.bulk_create([CheckIn(session_id=pk) for pk in sorted(missing)], ignore_conflicts=True)


def why_not(session, person, now, *, fits=is_for):
    """Words why this person can neither get a seat nor wait for one, or ""."""
    if not session.is_announced:
        return _("It does not take place.") if session.is_cancelled else _("It is not announced yet.")
    if session.starts_at <= now:
        return _("It has begun, so nobody can enrol any more.")
    if session.enrol_until and session.enrol_until <= now:
        return _("Enrolment is closed.")
    if not person.in_service:
        return _("%(name)s is not in service any more.") % {"name": person.name}
    return "" if fits(person, session) else _("It is for people of other enterprises.")


def enrol(session, person, *, by, occurred_at=None):
    """Give the person a seat, or the next place in the waiting list; return the enrolment.

    A course is taken as a whole: a seat in all of its coming sessions, or a place in the line of each. Whoever is in
    it already stays where they are. Raises SeatError with the words why not.
    """
    with held(session) as rows:
        now = occurred_at or timezone.now()
        for row in rows:
            refuse(why_not(row, person, now) if row.pk == session.pk or not is_for(person, row) else "")
        move_up(rows, now)
        return take(rows, person, by=by, now=now)[session.pk]


def refuse(words):
    if words:
        raise SeatError(words)


def take(rows, person, *, by, now, known=None):
    """{session id: enrolment} in each of the held rows: seats in all that are missing, or places in the line."""
    known = _known(rows, person) if known is None else known
    wanted = [row for row in rows if row.pk not in known or known[row.pk].status == Status.CANCELLED]
    waits = any(one.status == Status.WAITING for one in known.values())
    status = Status.WAITING if waits or not all(map(has_room, wanted)) else Status.CONFIRMED
    put = {row.pk: _put(row, person, known.get(row.pk), status, by, now) for row in wanted}
    if put and (by is None or by.pk != person.user_id):
        notices.enrolled_by(put[min(put)], by, now)
    return known | put


def on_the_spot(session, person, *, by, now):
    """A seat for whoever is at the door, as long as there is one. Raises SeatError where there is none."""
    row = Session.objects.select_for_update().get(pk=session.pk)
    if not has_room(row):
        raise SeatError(_("All seats are taken. Please ask whoever runs the session to add you by name."))
    known = Enrolment.objects.filter(session=row, person=person).first()
    _put(row, person, known, Status.CONFIRMED, by, now)


def _known(rows, person):
    return {one.session_id: one for one in Enrolment.objects.filter(session__in=rows, person=person)}


def has_room(session):
    return session.capacity is None or session.taken < session.capacity


def _put(session, person, enrolment, status, by, now):
    """A new row, or the one that was cancelled: at the end of the line either way."""
    facts = {"asked_at": now, "enrolled_by": by}
    if enrolment is None:
        enrolment = Enrolment(session=session, person=person, **facts)
        step = workflow.Step(status, now, to=status, **acting_in(by, session, person))
        events = workflow.walk(enrolment, [step], source="web")
        enrolment.save()
        EnrolmentEvent.objects.bulk_create(events)
    else:
        facts |= acting_in(by, session, person) | {"occurred_at": now, "reminded_at": None}
        enrolment = workflow.move(enrolment, status, **facts)
    if status == Status.CONFIRMED:
        count(session, 1)
    return enrolment


def count(session, seats):
    """Keep how many seats of a held row are taken; the constraint of the table has the last word."""
    session.taken += seats
    Session.objects.filter(pk=session.pk).update(taken=F("taken") + seats)


def cancel(enrolment, *, by, reason="", occurred_at=None):
    """Give the seat or the place in the line back, of a course in all that is to come; whoever waits moves up.

    Raises SeatError once it has begun or the person is there, TransitionError when it was given back before.
    """
    with held(enrolment.session) as rows:
        now = occurred_at or timezone.now()
        _refuse_begun(enrolment, now)
        own = Enrolment.objects.standing().filter(session__in=rows, person=enrolment.person_id)
        given = {one.pk: one for one in own.select_related("person")}
        if enrolment.pk not in given:
            raise workflow.TransitionError(Enrolment.objects.get(pk=enrolment.pk), Status.CANCELLED)
        for one in given.values():
            _give_back(one, rows, now, reason, **acting_in(by, one.session, one.person))
        move_up(rows, now)
        if by is not None and by.pk != enrolment.person.user_id:
            notices.cancelled_by(enrolment, by, reason, now)
        return Enrolment.objects.get(pk=enrolment.pk)


def _refuse_begun(enrolment, now):
    if enrolment.session.starts_at <= now:
        raise SeatError(_("It has begun, so the seat cannot be given back any more."))
    if Attendance.objects.filter(session=enrolment.session_id, person=enrolment.person_id).exists():
        raise SeatError(_("The check-in is done already, so the seat cannot be given back."))


def _give_back(enrolment, rows, now, reason, **facts):
    had_seat = enrolment.status == Status.CONFIRMED
    workflow.move(enrolment, Status.CANCELLED, note=reason.strip(), occurred_at=now, **facts)
    if had_seat:
        count(next(row for row in rows if row.pk == enrolment.session_id), -1)


def fill(session, *, occurred_at=None):
    """Free the seats of whoever has left, let whoever waits move up; return how many enrolments got a seat.

    To be called after anything that frees seats, such as more of them.
    """
    with held(session) as rows:
        return move_up(rows, occurred_at or timezone.now())


def move_up(rows, now):
    """The same for held rows; in the order in which people asked, each with all seats of a course or none."""
    coming = {row.pk: row for row in rows if row.is_announced and row.starts_at > now}
    _free_leavers(coming, now)
    if not any(map(has_room, coming.values())):
        return 0
    moved = 0
    for line in _lines(coming):
        if all(has_room(coming[one.session_id]) for one in line):
            moved += len(line)
            _seat(line, coming, now)
    return moved


def _free_leavers(coming, now):
    left = Enrolment.objects.standing().filter(session__in=coming, person__in_service=False)
    for one in left.select_related("person"):
        _give_back(one, coming.values(), now, _("has left the enterprise"), by=None, role="system")


def _lines(coming):
    """What each person waits for, whoever asked first coming first."""
    lines = {}
    for one in Enrolment.objects.waiting().filter(session__in=coming).select_related("person__user"):
        lines.setdefault(one.person_id, []).append(one)
    return list(lines.values())


def _seat(line, coming, now):
    for one in line:
        workflow.move(one, Status.CONFIRMED, verb=Verb.MOVED_UP, role="system", occurred_at=now)
        count(coming[one.session_id], 1)
    notices.moved_up(line[0], now)


def rescheduled(session, *, occurred_at=None):
    """It is at another time now: whoever has a seat is reminded of that one too, and free seats are given out."""
    session.enrolments.update(reminded_at=None)
    return fill(session, occurred_at=occurred_at)


def fill_all(now=None):
    """Once more for every session to come in which somebody waits or has left; return how many moved up."""
    now = now or timezone.now()
    due = Session.objects.announced().filter(starts_at__gt=now).with_line_or_leavers()
    return sum(fill(session, occurred_at=now) for session in due)


def remind(now=None):
    """Tell whoever has a seat the day before, each once; return how many were told."""
    now = now or timezone.now()
    due = Enrolment.objects.to_remind(now).select_related("session", "person__user")
    return sum(_remind(one, now) for one in due)


def _remind(enrolment, now):
    """Whether it was said now: of two that run at once one finds it said."""
    with transaction.atomic():
        still = Enrolment.objects.confirmed().filter(pk=enrolment.pk, reminded_at=None)
        if not still.update(reminded_at=now):
            return False
        notices.tomorrow(enrolment, now)
    return True
