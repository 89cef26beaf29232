"""Promises made at visits: kept or not, what the enterprise says of it, and reminders that come once."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from members.acting import acting

from ..models import Promise, PromiseEvent, Visit
from ..notifications import visits as notices
from .once import once
from .visits import STAFF, told

Status, Verb = Promise.Status, PromiseEvent.Verb
# So long before its day whoever is responsible is reminded.
SOON = dt.timedelta(days=3)


def make(promise, *, by, occurred_at=None):
    """Save a new promise of a visit that is not closed; of one that is shared already everybody concerned is told.

    Raises WorkflowError for a day before the visit, and where nobody, or somebody who has no business with it, is
    responsible.
    """
    with transaction.atomic():
        visit = promise.visit = workflow.lock(promise.visit)
        if not visit.is_open:
            raise workflow.TransitionError(visit, visit.status)
        _check(promise)
        promise._history_user = by
        promise.save()
        workflow.append(promise, Verb.MADE, by=by, role=STAFF, occurred_at=occurred_at)
        if visit.status == Visit.Status.SHARED:
            notices.promised(promise, occurred_at)
            notices.promised_too(promise, occurred_at)
    return promise


def _check(promise):
    try:
        promise.clean()
    except ValidationError as refusal:
        raise workflow.WorkflowError(refusal.messages[0]) from None


def keep(promise, *, by, note, version=None, occurred_at=None):
    """The union says it has been kept today; the enterprise is asked to confirm it."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        told(promise.visit)
        facts = {"by": by, "role": STAFF, "note": note, "version": version, "occurred_at": when}
        fresh = workflow.move(promise, Status.KEPT, verb=Verb.KEPT, kept_on=local_day(when), **facts)
        notices.kept(fresh, when)
    return fresh


def give_up(promise, *, by, reason, version=None, occurred_at=None):
    """The union says that it will not be kept, and why; the enterprise is told."""
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write why it is not kept."))
    with transaction.atomic():
        told(promise.visit)
        facts = {"by": by, "role": STAFF, "note": reason, "version": version, "occurred_at": occurred_at}
        fresh = workflow.move(promise, Status.NOT_KEPT, verb=Verb.NOT_KEPT, **facts)
        notices.not_kept(fresh, reason, occurred_at)
    return fresh


def reopen(promise, *, by, reason, occurred_at=None):
    """It was noted wrongly: it is open again, with the day it was promised for."""
    with transaction.atomic():
        told(promise.visit)
        return _open_again(promise, Verb.REOPENED, by=by, role=STAFF, note=reason, occurred_at=occurred_at)


def _open_again(promise, verb, **facts):
    return workflow.move(promise, Status.OPEN, verb=verb, kept_on=None, confirmed_at=None, **facts)


def confirm(promise, *, by, words="", version=None, occurred_at=None):
    """The enterprise says it has been kept: that settles an open one too. Said twice, it counts once."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        told(promise.visit)
        fresh = workflow.lock(promise)
        if fresh.confirmed_at:
            return fresh
        facts = {**acting(by, promise.visit), "note": words, "occurred_at": when}
        if fresh.status == Status.KEPT:
            _same_version(fresh, version)
            workflow.append(fresh, Verb.CONFIRMED, **facts)
            workflow.save(fresh, confirmed_at=when)
        else:
            done = {"kept_on": local_day(when), "confirmed_at": when}
            fresh = workflow.move(fresh, Status.KEPT, verb=Verb.CONFIRMED, version=version, **facts, **done)
        notices.confirmed(fresh, when)
    return fresh


def deny(promise, *, by, words, version=None, occurred_at=None):
    """The enterprise says it has not been kept, and what is lacking: one that was noted as kept is open again.

    Raises WorkflowError before the day it was promised for, as long as nobody says it has been kept.
    """
    if not words.strip():
        raise workflow.WorkflowError(_("Please write what is still lacking."))
    with transaction.atomic():
        told(promise.visit)
        fresh = workflow.lock(promise, version=version)
        facts = {**acting(by, promise.visit), "note": words, "occurred_at": occurred_at}
        if fresh.status == Status.KEPT and not fresh.confirmed_at:
            fresh = _open_again(fresh, Verb.DENIED, **facts)
        elif fresh.is_late:
            workflow.append(fresh, Verb.DENIED, **facts)
            workflow.save(fresh)
        else:
            raise workflow.TransitionError(fresh, Status.OPEN)
        notices.denied(fresh, words, occurred_at)
    return fresh


def _same_version(fresh, version):
    if version is not None and fresh.version != version:
        raise workflow.StaleError(fresh)


def remind(now=None):
    """Remind of promises that are due in three days or late, each once; return how many reminders were made."""
    now = now or timezone.now()
    today = local_day(now)
    waiting = Promise.objects.open().filter(visit__status=Visit.Status.SHARED)
    soon = waiting.filter(due_on__range=(today, today + SOON), soon_told_at=None)
    late = waiting.filter(due_on__lt=today, late_told_at=None)
    made = [once(one, soon, "soon_told_at", notices.due_soon, now) for one in soon]
    return sum(made) + sum(once(one, late, "late_told_at", notices.late, now) for one in late)
