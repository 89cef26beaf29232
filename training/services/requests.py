"""What mentor and apprentices ask for: an objection within the first month, or to end the agreement early."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from members.acting import acting

from .. import notifications as notices
from ..models import MentorshipEvent, MentorshipRequest
from ..permissions import last_day_to_object
from .checks import required
from .stages import held

Verb, Kind = MentorshipEvent.Verb, MentorshipRequest.Kind


def ask(mentorship, *, by, kind, reason, occurred_at=None):
    """Ask the officers for a change and return the request; the same asked again while it is open is the same one.

    Raises WorkflowError for whoever is not on it, and for an objection after the first month.
    """
    required(reason)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = held(mentorship, None)
        role = _role(fresh, by)
        if kind == Kind.OBJECTION and local_day(when) > last_day_to_object(fresh):
            raise workflow.WorkflowError(_("The first month is over. Please ask to end the agreement instead."))
        if there := fresh.requests.open().filter(kind=kind, asked_by=by).first():
            return there
        made = fresh.requests.create(kind=kind, reason=reason, asked_by=by, asked_at=when)
        words = f"{made.get_kind_display()}：{reason}"
        workflow.append(fresh, Verb.ASKED, by=by, role=role, note=words, occurred_at=when)
        notices.asked(fresh, made, when)
    return made


def _role(fresh, by):
    if fresh.mentor.user_id == by.pk:
        return "mentor"
    if fresh.apprenticeships.filter(person__user=by).exists():
        return "apprentice"
    raise workflow.WorkflowError(_("Only the mentor and the apprentices ask for this."))


def refuse(request, *, by, reason, version=None, occurred_at=None):
    """The agreement goes on as it is, with the reason; whoever asked reads it."""
    required(reason)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = held(request.mentorship, version)
        if not fresh.requests.open().filter(pk=request.pk).update(answered_at=when):
            raise workflow.WorkflowError(_("This has been answered already."))
        workflow.append(fresh, Verb.REFUSED, **acting(by, fresh), note=reason, occurred_at=when)
        workflow.save(fresh)
        notices.refused(fresh, request, reason, when)
    return fresh


def grant_open(mentorship, when):
    """What was asked for has been answered by what was decided."""
    mentorship.requests.open().update(answered_at=when or timezone.now(), granted=True)
