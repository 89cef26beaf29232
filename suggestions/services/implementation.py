"""From an adopted idea to a changed workplace, and to the money it is worth."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.moments import local_day

from ..models import BenefitAssessment, Photo, Suggestion, SuggestionEvent
from ..notifications import moves, told
from .photos import photos_or_nothing

Status, Verb = Suggestion.Status, SuggestionEvent.Verb
# A proposer who says nothing for five days after the report has no objection.
SILENCE_DAYS = 5


@told(moves.progressed)
def report_progress(suggestion, *, by, role="owner", note, version=None, occurred_at=None):
    """Note what has been done; the first note starts the implementation."""
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_in_practice(fresh)
        return _note_progress(fresh, by=by, role=role, note=note, occurred_at=occurred_at)


def _note_progress(suggestion, *, by, role, note, occurred_at):
    facts = {"by": by, "role": role, "note": note, "occurred_at": occurred_at}
    if suggestion.status != Status.IMPLEMENTING:
        return workflow.move(suggestion, Status.IMPLEMENTING, verb=Verb.PROGRESS, **facts)
    workflow.append(suggestion, Verb.PROGRESS, **facts)
    workflow.save(suggestion)
    return suggestion


def _check_in_practice(suggestion):
    if suggestion.status not in Suggestion.IN_PRACTICE:
        raise workflow.TransitionError(suggestion, Status.IMPLEMENTING)


def finish(suggestion, *, by, role="owner", note, photos=(), version=None, occurred_at=None):
    """Report the work as done, with at least one photo of the changed place; the proposer is asked to confirm.

    Raises WorkflowError without such a photo.
    """
    when = occurred_at or timezone.now()
    with photos_or_nothing() as attach:
        fresh = workflow.lock(suggestion, version=version)
        _check_in_practice(fresh)
        attach(fresh, photos, Photo.Kind.AFTER)
        if not fresh.photos.filter(kind=Photo.Kind.AFTER).exists():
            raise workflow.WorkflowError(_("Please add a photo of how it looks now."))
        if fresh.status != Status.IMPLEMENTING:
            fresh = _note_progress(fresh, by=by, role=role, note="", occurred_at=when)
        workflow.append(fresh, Verb.FINISHED, by=by, role=role, note=note, occurred_at=when)
        fresh.implementation.finished_at = when
        fresh.implementation.save(update_fields=["finished_at", "updated_at"])
        workflow.save(fresh)
        moves.reported(fresh, local_day(when + dt.timedelta(days=SILENCE_DAYS)), when)
    return fresh


@told(moves.confirmed)
def confirm(suggestion, *, by, note="", version=None, occurred_at=None):
    """The proposer has seen it: it was really done."""
    return _close(suggestion, Verb.CONFIRMED, role="author", note=note, version=version, occurred_at=occurred_at)


@told(moves.denied)
def deny(suggestion, *, by, note, version=None, occurred_at=None):
    """The proposer says it is not done yet; the owner goes on."""
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_reported(fresh)
        workflow.append(fresh, Verb.NOT_DONE, role="author", note=note, occurred_at=occurred_at)
        fresh.implementation.finished_at = None
        fresh.implementation.save(update_fields=["finished_at", "updated_at"])
        workflow.save(fresh)
    return fresh


def close_silent(now=None):
    """Close what was reported as done five days ago without an objection; return how many were closed."""
    now = now or timezone.now()
    silent = Suggestion.objects.filter(
        status=Status.IMPLEMENTING, implementation__finished_at__lte=now - dt.timedelta(days=SILENCE_DAYS)
    )
    return sum(_close_unless_somebody_spoke(suggestion, now) for suggestion in silent)


def _close_unless_somebody_spoke(suggestion, now):
    """Whether it was closed: the proposer may have confirmed or objected since it was looked up."""
    facts = {"role": "system", "occurred_at": now, "source": Source.SYSTEM}
    try:
        with transaction.atomic():
            closed = _close(suggestion, Verb.CONFIRMED_BY_SILENCE, version=suggestion.version, **facts)
            moves.closed_by_silence(closed, now)
    except workflow.WorkflowError:
        return False
    return True


def _close(suggestion, verb, *, role, note="", version=None, occurred_at=None, source=Source.WEB):
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_reported(fresh)
        fresh = workflow.move(
            fresh,
            Status.IMPLEMENTED,
            verb=verb,
            role=role,
            note=note,
            occurred_at=when,
            source=source,
            implemented_at=when,
        )
        if verb == Verb.CONFIRMED:
            fresh.implementation.confirmed_at = when
            fresh.implementation.save(update_fields=["confirmed_at", "updated_at"])
    return fresh


def _check_reported(suggestion):
    if suggestion.status != Status.IMPLEMENTING:
        raise workflow.TransitionError(suggestion, Status.IMPLEMENTED)
    if not suggestion.implementation.finished_at:
        raise workflow.WorkflowError(_("The owner has not reported it as done yet."))


@told(moves.claimed)
def claim_benefit(suggestion, *, by, role="owner", yuan, basis, version=None, occurred_at=None):
    """State what twelve months from adoption are worth, and how that was estimated; finance verifies it later."""
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_worth_counting(fresh)
        benefit, _new = BenefitAssessment.objects.get_or_create(suggestion=fresh)
        if benefit.verified_at:
            raise workflow.WorkflowError(_("Finance has already verified the benefit."))
        benefit.claimed_yuan, benefit.claimed_basis = yuan, basis
        benefit.save()
        workflow.append(fresh, Verb.BENEFIT_CLAIMED, by=by, role=role, note=basis, occurred_at=occurred_at)
        workflow.save(fresh)
    return benefit


@told(moves.verified)
def verify_benefit(suggestion, *, by, yuan, basis, version=None, occurred_at=None):
    """Finance enters the verified amount with its basis (Art. 9); a later call corrects it and leaves both events."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        if fresh.status != Status.IMPLEMENTED:
            raise workflow.WorkflowError(_("Only what has been done can be verified."))
        benefit, _new = BenefitAssessment.objects.get_or_create(suggestion=fresh)
        benefit.verified_yuan, benefit.verified_basis = yuan, basis
        benefit.verified_by, benefit.verified_at, benefit.source = by, when, Source.WEB
        benefit.save()
        note = f"¥{yuan:,.2f} {basis}"
        workflow.append(fresh, Verb.BENEFIT_VERIFIED, by=by, role="finance", note=note, occurred_at=when)
        workflow.save(fresh)
    return benefit


def _check_worth_counting(suggestion):
    if suggestion.status not in (Status.IMPLEMENTING, Status.IMPLEMENTED):
        raise workflow.WorkflowError(_("A benefit is stated once the work has begun."))
