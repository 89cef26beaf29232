"""What the worker does until the answer comes: add details, or take it back; and the pause of the clock meanwhile."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Appeal, Photo, Suggestion, SuggestionEvent
from ..notifications import moves, told
from .merging import check_stands_alone
from .photos import photos_or_nothing

Status, Verb = Suggestion.Status, SuggestionEvent.Verb
# Waiting for the worker stops the answer clock, but not for ever.
LONGEST_PAUSE = 14


def supplement(suggestion, *, by, text, photos=(), version=None, occurred_at=None):
    """Add the details that were asked for; the answer clock goes on, later by the days waited (14 at most)."""
    when = occurred_at or timezone.now()
    with photos_or_nothing() as attach_photos:
        fresh = workflow.lock(suggestion, version=version)
        _check_asked(fresh)
        waited = min(max((when - fresh.waiting_since).days, 0), LONGEST_PAUSE)
        attach_photos(fresh, photos, Photo.Kind.BEFORE)
        fresh = workflow.move(
            fresh,
            Status.IN_REVIEW,
            verb=Verb.SUPPLEMENTED,
            role="author",
            note=text,
            occurred_at=when,
            **_clock_goes_on(fresh, waited),
        )
        moves.supplemented(fresh, when)
    return fresh


@told(moves.went_on)
def resume(suggestion, *, by, version=None, occurred_at=None):
    """Go on without the details, once the worker has had 14 days; raises WorkflowError before."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_asked(fresh)
        if when < fresh.waiting_since + dt.timedelta(days=LONGEST_PAUSE):
            raise workflow.WorkflowError(_("The worker has 14 days to add the details; they are not over yet."))
        return workflow.move(
            fresh,
            Status.IN_REVIEW,
            verb=Verb.RESUMED,
            by=by,
            role="reviewer",
            occurred_at=when,
            **_clock_goes_on(fresh, LONGEST_PAUSE),
        )


def _check_asked(suggestion):
    # The table also lets a reviewer take a new suggestion up; that is not what these two do.
    if suggestion.status != Status.NEEDS_INFO or suggestion.spam_at:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)


def _clock_goes_on(suggestion, days):
    """The days spent waiting move the promise that runs: the first one, or that of an appeal."""
    pause = dt.timedelta(days=days)
    if suggestion.answered_at:
        Appeal.objects.filter(suggestion=suggestion).update(due_on=F("due_on") + pause)
        return {"waiting_since": None}
    return {
        "due_on": suggestion.due_on + pause,
        "paused_days": suggestion.paused_days + days,
        "waiting_since": None,
    }


@told(moves.withdrawn)
def withdraw(suggestion, *, by, version=None, occurred_at=None):
    """Take a suggestion back before it has been answered, unless others were merged into it."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        check_stands_alone(fresh)
        return workflow.move(
            fresh,
            Status.WITHDRAWN,
            verb=Verb.WITHDRAWN,
            role="author",
            occurred_at=when,
            withdrawn_at=when,
            waiting_since=None,
        )
