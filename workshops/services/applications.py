"""A workshop asks to be taken into an alliance; the secretariat takes it in or does not, with its reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import AllianceApplication, AllianceApplicationEvent, AllianceMembership
from ..notifications import alliances as notices
from . import memberships

Status, Verb = AllianceApplication.Status, AllianceApplicationEvent.Verb


def apply(alliance, workshop, *, by, words, occurred_at=None):
    """Ask for the workshop to be taken in; return the application, of which one waits at a time.

    Raises WorkflowError where it belongs already, waits already, or can never belong.
    """
    if not words.strip():
        raise WorkflowError(_("Please write why the workshop wants to join."))
    memberships.check_fits(alliance, workshop)
    if workshop.alliance_memberships.current().filter(alliance=alliance).exists():
        facts = {"workshop": workshop, "alliance": alliance}
        raise WorkflowError(_("%(workshop)s belongs to %(alliance)s already.") % facts)
    when = occurred_at or timezone.now()
    try:
        with transaction.atomic():
            facts = {"alliance": alliance, "workshop": workshop, "words": words, "applied_by": by, "applied_at": when}
            application = AllianceApplication.objects.create(**facts)
            workflow.append(application, Verb.APPLIED, **acting(by, workshop), occurred_at=when, to=Status.WAITING)
            notices.applied(application, when)
    except IntegrityError:
        raise WorkflowError(_("An application of this workshop waits for an answer already.")) from None
    return application


def accept(application, *, by, answer, joined_on=None, version=None, occurred_at=None):
    """Take the workshop in, from this day (today) on; its people read the answer."""
    _check_answer(answer)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _waiting(application, Status.ACCEPTED, version)
        ground = AllianceMembership.Ground.APPLICATION
        told = {"by": by, "note": answer, "occurred_at": when}
        joined = memberships.join(fresh.alliance, fresh.workshop, ground=ground, joined_on=joined_on, **told)
        answered = {"answer": answer, "answered_at": when, "answered_by": by, "membership": joined}
        facts = told | acting(by, fresh.alliance) | answered
        accepted = workflow.move(fresh, Status.ACCEPTED, verb=Verb.ACCEPTED, **facts)
        notices.accepted(accepted, when)
    return accepted


def decline(application, *, by, answer, version=None, occurred_at=None):
    """Do not take the workshop in; its people read why, and may ask again."""
    _check_answer(answer)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _waiting(application, Status.DECLINED, version)
        answered = {"answer": answer, "answered_at": when, "answered_by": by}
        facts = {**acting(by, application.alliance), "note": answer, "occurred_at": when}
        declined = workflow.move(fresh, Status.DECLINED, verb=Verb.DECLINED, **facts, **answered)
        notices.declined(declined, when)
    return declined


def withdraw(application, *, by, version=None, occurred_at=None):
    """Whoever runs the workshop no longer asks."""
    facts = {**acting(by, application.workshop), "occurred_at": occurred_at}
    with transaction.atomic():
        fresh = _waiting(application, Status.WITHDRAWN, version)
        withdrawn = workflow.move(fresh, Status.WITHDRAWN, verb=Verb.WITHDRAWN, **facts)
        notices.withdrawn(withdrawn)
    return withdrawn


def _waiting(application, to, version):
    """The application, locked, while it still waits."""
    fresh = workflow.lock(application, version=version)
    if fresh.status != Status.WAITING:
        raise workflow.TransitionError(fresh, to)
    return fresh


def _check_answer(answer):
    if not answer.strip():
        raise WorkflowError(_("Please write the reason down: the workshop reads it."))
