"""The three questions: one answer for each person, of which nobody knows whose it is."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Attendance, Opinion, OpinionSlip, Session
from ..notifications import afterwards as telling
from ..permissions.opinions import DAYS, is_asked_about
from ..querysets.afterwards import FEWEST_OPINIONS


def give(session, *, by, useful, clear, fitting, words="", occurred_at=None):
    """Count three answers and a sentence; the slip says that somebody answered, and nothing leads to the answers.

    Raises WorkflowError for whoever was not there, outside the days, and the second time.
    """
    person = by.person_or_none
    if not is_asked_about(session, occurred_at):
        raise workflow.WorkflowError(_("This can be answered within 30 days after the session."))
    if person is None or not session.attendances.filter(person=person).exists():
        raise workflow.WorkflowError(_("Only those who were there are asked."))
    with transaction.atomic():
        workflow.lock(session)
        slip, _made = OpinionSlip.objects.get_or_create(session=session, person=person)
        fresh = workflow.lock(slip)
        if fresh.is_used:
            raise workflow.WorkflowError(_("You have answered already. Thank you!"))
        fresh.is_used = True
        fresh.save(update_fields=["is_used"])
        Opinion.objects.create(session=session, useful=useful, clear=clear, fitting=fitting, words=words)
        _tell_in_fives(session)
        telling.answered(session, by)


def _tell_in_fives(session):
    """What one answer adds would be told by two readings: answers are shown once five of them have come together."""
    untold = Opinion.objects.filter(session=session, is_told=False)
    if untold.count() >= FEWEST_OPINIONS:
        untold.update(is_told=True)


def ask(now=None):
    """Ask those who were at sessions that are over, each once for a session; return how many were asked."""
    now = now or timezone.now()
    over = Session.objects.announced().filter(ends_at__lte=now, ends_at__gt=now - DAYS)
    waiting = over.filter(Exists(_unasked().filter(session=OuterRef("pk")))).order_by("ends_at", "pk")
    return sum(_ask(session, now) for session in waiting)


def _unasked():
    """Those who were there and have no slip yet."""
    slips = OpinionSlip.objects.filter(session=OuterRef("session"), person=OuterRef("person"))
    return Attendance.objects.exclude(Exists(slips)).filter(person__user__is_active=True, person__in_service=True)


def _ask(shown, now):
    with transaction.atomic():
        session = workflow.lock(shown)
        people = [one.person for one in _unasked().filter(session=session).select_related("person__user")]
        slips = [OpinionSlip(session=session, person=one, told_at=now) for one in people]
        # Somebody may answer at this very moment, who has a slip by that.
        OpinionSlip.objects.bulk_create(slips, ignore_conflicts=True)
        telling.asked(session, [person.user for person in people], now)
    return len(people)


def forget(now=None):
    """Once nobody can answer any more, who has answered is thrown away; return of how many. The answers stay."""
    over = (now or timezone.now()) - DAYS
    return OpinionSlip.objects.filter(session__ends_at__lt=over).delete()[0]
