"""What the reviewer does: take up, ask, and conclude with a written reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Decision, Implementation, Suggestion, SuggestionEvent

Status, Verb, Conclusion = Suggestion.Status, SuggestionEvent.Verb, Suggestion.Conclusion


def take(suggestion, *, by, version=None, occurred_at=None):
    """Take a suggestion up, so that the worker sees it is in somebody's hands. The clock runs on."""
    return workflow.move(
        suggestion, Status.IN_REVIEW, verb=Verb.TAKEN, by=by, role="reviewer", occurred_at=occurred_at, version=version
    )


def ask(suggestion, *, by, question, version=None, occurred_at=None):
    """Ask the worker for details; the answer clock stops until they come."""
    when = occurred_at or timezone.now()
    _written(question)
    return workflow.move(
        suggestion,
        Status.NEEDS_INFO,
        verb=Verb.ASKED,
        by=by,
        role="reviewer",
        note=question,
        occurred_at=when,
        version=version,
        waiting_since=when,
    )


def adopt(suggestion, *, by, reason, owner, due_on, partly=False, workshop=None, version=None, occurred_at=None):
    """Adopt, wholly or partly, naming who puts it into practice by which day; a workshop may take it up.

    Raises WorkflowError when the owner is not in service in the same enterprise.
    """
    if owner.enterprise_id != suggestion.enterprise_id or not owner.in_service:
        raise workflow.WorkflowError(_("The owner must be in service in the same enterprise."))
    conclusion = Conclusion.PARTLY_ADOPTED if partly else Conclusion.ADOPTED
    with transaction.atomic():
        fresh = _conclude(suggestion, conclusion, by=by, reason=reason, version=version, occurred_at=occurred_at)
        Implementation.objects.create(suggestion=fresh, owner=owner, due_on=due_on)
        if workshop:
            workflow.save(fresh, workshop=workshop)
    return fresh


def reserve(suggestion, *, by, reason, version=None, occurred_at=None):
    """Keep a good idea whose time has not come (技术储备, Art. 8); it may be adopted later."""
    return _conclude(suggestion, Conclusion.RESERVED, by=by, reason=reason, version=version, occurred_at=occurred_at)


def decline(suggestion, *, by, reason, decline_reason, would_change, version=None, occurred_at=None):
    """Not for now, saying why and what would change it."""
    _written(would_change)
    return _conclude(
        suggestion,
        Conclusion.DECLINED,
        by=by,
        reason=reason,
        version=version,
        occurred_at=occurred_at,
        decline_reason=decline_reason,
        would_change=would_change,
    )


def _conclude(suggestion, conclusion, *, by, reason, version, occurred_at, **words):
    """Write the decision and move to the status of the same name; a conclusion without a reason is none (Art. 14)."""
    _written(reason)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        fresh = workflow.move(
            fresh,
            Status(conclusion),
            by=by,
            role="reviewer",
            note=reason,
            occurred_at=when,
            conclusion=conclusion,
            answered_at=fresh.answered_at or when,
            concluded_at=when,
        )
        Decision.objects.create(
            suggestion=fresh, conclusion=conclusion, reason=reason, decided_by=by, decided_at=when, **words
        )
    return fresh


def _written(text):
    if not text.strip():
        raise workflow.WorkflowError(_("Please write the answer: the worker will read it."))
