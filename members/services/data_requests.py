"""Requests of people about their own data: asked by themselves, answered with a reason, reminded of."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError

from .. import permissions
from ..acting import acting
from ..models import DataRequest, DataRequestEvent
from ..models.data_request import ANSWERED_WITHIN
from ..notifications import data_requests as notices
from .erasure import lock_person_of

Status, Verb = DataRequest.Status, DataRequestEvent.Verb
# Five that wait are enough for one person.
MOST_WAITING = 5
REMIND_BEFORE = dt.timedelta(days=3)


def ask(*, by, kind, words, occurred_at=None):
    """Somebody asks about the own data; those who answer are told. Returns the request, due in fifteen days.

    Raises WorkflowError for whoever is on no roster, without words, and when five are waiting already.
    """
    now = occurred_at or timezone.now()
    if not words.strip():
        raise WorkflowError(_("Please write what it is about."))
    with transaction.atomic():
        person = lock_person_of(by)
        if person is None or person.erased_at:
            raise WorkflowError(_("This is for people on an enterprise's roster."))
        if person.data_requests.filter(status=Status.WAITING).count() >= MOST_WAITING:
            raise WorkflowError(_("Five requests of yours are waiting. Please wait for an answer to one of them."))
        days = {"asked_at": now, "due_on": timezone.localtime(now).date() + ANSWERED_WITHIN}
        asked = DataRequest.objects.create(person=person, kind=kind, words=words, **days)
        workflow.append(asked, Verb.ASKED, by=by, role="applicant", to=Status.WAITING, occurred_at=now)
        notices.asked(asked, now)
    return asked


def answer(request, *, by, to, words, version=None, occurred_at=None):
    """Done, or not done: both with words that the person reads. Raises WorkflowError for whoever may not answer it."""
    if not words.strip():
        raise WorkflowError(_("Please write the answer: the colleague reads it."))
    now = occurred_at or timezone.now()
    facts = {"answer": words, "answered_at": now, "answered_by": by}
    with transaction.atomic():
        if not permissions.can_answer_data_request(by, request):
            raise WorkflowError(_("This is answered by the district union."))
        who = acting(by, request)
        moved = workflow.move(request, to, version=version, occurred_at=now, **who, **facts)
        notices.answered(moved, now)
    return moved


def remind(now=None):
    """Whoever answers is told once of what is due within three days, or late. How many."""
    now = now or timezone.now()
    before = timezone.localtime(now).date() + REMIND_BEFORE
    due = DataRequest.objects.filter(status=Status.WAITING, reminded_at=None, due_on__lte=before)
    return sum(_remind(one, now) for one in due.select_related("person"))


def _remind(request, now):
    with transaction.atomic():
        fresh = DataRequest.objects.select_for_update().get(pk=request.pk)
        if fresh.reminded_at or fresh.status != Status.WAITING:
            return 0
        workflow.save(fresh, reminded_at=now)
        notices.due(fresh, now)
    return 1
