"""From an adopted idea to a changed workplace, or to a trial that taught something."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.moments import local_day

from ..models import Implementation, Photo, Suggestion, SuggestionEvent
from ..notifications import moves, told
from .photos import photos_or_nothing
from .quota import keep_quota_from

Status, Verb, Outcome = Suggestion.Status, SuggestionEvent.Verb, Implementation.Outcome
# A proposer who says nothing for five days after the report has no objection.
SILENCE_DAYS = 5


@told(moves.progressed)
def report_progress(suggestion, *, by, role="owner", note, photos=(), version=None, occurred_at=None):
    """Note what has been done, with photos of the work or without; the first note starts the implementation."""
    with photos_or_nothing() as attach:
        fresh = workflow.lock(suggestion, version=version)
        check_in_practice(fresh)
        attach(fresh, photos, Photo.Kind.DURING)
        return note_progress(fresh, by=by, role=role, note=note, occurred_at=occurred_at)


def note_progress(suggestion, *, by, role, note, verb=Verb.PROGRESS, occurred_at=None):
    """Write the event into the history of a locked suggestion; the first one starts the implementation."""
    facts = {"by": by, "role": role, "note": note, "occurred_at": occurred_at}
    if suggestion.status != Status.IMPLEMENTING:
        return workflow.move(suggestion, Status.IMPLEMENTING, verb=verb, **facts)
    workflow.append(suggestion, verb, **facts)
    workflow.save(suggestion)
    return suggestion


def check_in_practice(suggestion):
    """Adopted, and not closed yet."""
    if suggestion.status not in Suggestion.IN_PRACTICE:
        raise workflow.TransitionError(suggestion, Status.IMPLEMENTING)


def check_not_reported(suggestion):
    """As long as the proposer looks at what was reported, nothing about the work is changed."""
    check_in_practice(suggestion)
    if suggestion.implementation.finished_at:
        raise workflow.WorkflowError(_("It has been reported already. The proposer is asked to have a look."))


def finish(suggestion, *, by, role="owner", note, photos=(), version=None, occurred_at=None):
    """Report the work as done, with at least one photo of the changed place; the proposer is asked to confirm.

    Raises WorkflowError without such a photo.
    """
    when = occurred_at or timezone.now()
    with photos_or_nothing() as attach:
        fresh = workflow.lock(suggestion, version=version)
        check_not_reported(fresh)
        attach(fresh, photos, Photo.Kind.AFTER)
        if not fresh.photos.filter(kind=Photo.Kind.AFTER).exists():
            raise workflow.WorkflowError(_("Please add a photo of how it looks now."))
        ended = {"outcome": Outcome.DONE, "tried": "", "measured": "", "learned": ""}
        return _report(fresh, Verb.FINISHED, by=by, role=role, note=note, occurred_at=when, **ended)


def report_trial(
    suggestion, *, by, role="owner", tried, measured, learned, photos=(), version=None, occurred_at=None
):  # fmt: skip
    """Report a trial that did not work and taught something: an end like the other, which the proposer confirms too.

    Raises WorkflowError unless it says what was tried, measured and learned.
    """
    when = occurred_at or timezone.now()
    if not (tried.strip() and measured.strip() and learned.strip()):
        raise workflow.WorkflowError(_("Please write what was tried, what was measured and what was learned."))
    with photos_or_nothing() as attach:
        fresh = workflow.lock(suggestion, version=version)
        check_not_reported(fresh)
        attach(fresh, photos, Photo.Kind.DURING)
        words = {"tried": tried, "measured": measured, "learned": learned}
        note = _("Tried: %(tried)s Measured: %(measured)s Learned: %(learned)s") % words
        facts = {"by": by, "role": role, "note": note, "occurred_at": when}
        return _report(fresh, Verb.TRIAL_REPORTED, outcome=Outcome.LEARNED, **facts, **words)


def _report(suggestion, verb, *, by, role, note, occurred_at, **ended):
    """Hand what has ended to the proposer, with how it ended."""
    facts = {"by": by, "role": role, "occurred_at": occurred_at}
    if suggestion.status != Status.IMPLEMENTING:
        suggestion = note_progress(suggestion, note="", **facts)
    workflow.append(suggestion, verb, note=note, **facts)
    _keep(suggestion.implementation, finished_at=occurred_at, **ended)
    workflow.save(suggestion)
    moves.reported(suggestion, local_day(occurred_at + dt.timedelta(days=SILENCE_DAYS)), occurred_at)
    return suggestion


def _keep(implementation, **fields):
    for name, value in fields.items():
        setattr(implementation, name, value)
    implementation.save(update_fields=[*fields, "updated_at"])


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
        _keep(fresh.implementation, finished_at=None)
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
            _keep(fresh.implementation, confirmed_at=when)
        keep_quota_from(fresh)
    return fresh


def _check_reported(suggestion):
    if suggestion.status != Status.IMPLEMENTING:
        raise workflow.TransitionError(suggestion, Status.IMPLEMENTED)
    if not suggestion.implementation.finished_at:
        raise workflow.WorkflowError(_("The owner has not reported it as done yet."))
