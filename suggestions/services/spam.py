"""What is no suggestion at all: staff mark it, so that it is neither counted nor queued, and may take that back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import SuggestionEvent
from ..notifications import moves, told
from .merging import check_stands_alone

Verb = SuggestionEvent.Verb


@told(moves.set_aside)
def mark_spam(suggestion, *, by, reason):
    """Mark an unanswered suggestion as spam, saying why; the row stays and can be found.

    Raises WorkflowError when it was answered: an answer is not made undone by hiding the question. Nor is what others
    were merged into.
    """
    return _turn(suggestion, Verb.SPAM, to=timezone.now(), by=by, reason=reason)


@told(moves.taken_back_in)
def unmark_spam(suggestion, *, by, reason):
    """Take the mark back; the suggestion waits for its answer again, with the day that was promised."""
    return _turn(suggestion, Verb.NOT_SPAM, to=None, by=by, reason=reason)


def _turn(suggestion, verb, *, to, by, reason):
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        _check(fresh, marked=to is not None, reason=reason)
        workflow.append(fresh, verb, by=by, role="district_staff", note=reason)
        workflow.save(fresh, spam_at=to)
    return fresh


def _check(suggestion, *, marked, reason):
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write down why."))
    if marked and not suggestion.is_unanswered:
        raise workflow.WorkflowError(_("%(number)s is answered, or marked already.") % {"number": suggestion.number})
    if marked:
        check_stands_alone(suggestion)
    if not marked and not suggestion.spam_at:
        raise workflow.WorkflowError(_("%(number)s is not marked as spam.") % {"number": suggestion.number})
