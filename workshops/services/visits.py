"""A visit from its first words to its end: written down, shared with the enterprise, followed up, closed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from members.acting import acting
from members.models import Role

from ..models import Visit, VisitEvent
from ..models.visit import refuse_foreign_parts
from ..notifications import visits as notices

Status, Verb = Visit.Status, VisitEvent.Verb
STAFF = Role.DISTRICT_STAFF


def record(
    *, by, enterprise, visited_on, union_people, met, findings, workshops=(), points=(), accounts=(), occurred_at=None,
    **words,
):  # fmt: skip
    """Write down a visit and return it, a draft that only the union reads.

    `words` are difficulties, guidance and internal_note. Raises WorkflowError for a visit of tomorrow, and for
    workshops or guidance that do not fit the enterprise.
    """
    facts = {"enterprise": enterprise, "visited_on": visited_on, "union_people": union_people, "met": met}
    visit = Visit(**facts, findings=findings, **words)
    try:
        refuse_foreign_parts(enterprise, workshops, points)
    except ValidationError as refusal:
        raise workflow.WorkflowError(refusal.messages[0]) from None
    with transaction.atomic():
        write_down(visit, by=by, occurred_at=occurred_at)
        visit.workshops.set(workshops)
        visit.points.set(points)
        visit.accounts.set(accounts)
    return visit


def write_down(visit, *, by, occurred_at=None):
    """Save a new visit with its first event; raises WorkflowError when its day is still to come."""
    if visit.visited_on > local_day(occurred_at or timezone.now()):
        raise workflow.WorkflowError(_("This day is still to come. A visit is written down once it has been made."))
    with transaction.atomic():
        visit.recorded_by = visit._history_user = by
        visit.save()
        workflow.append(visit, Verb.RECORDED, by=by, role=STAFF, occurred_at=occurred_at)
    return visit


def keep_changes(visit, *, by, occurred_at=None):
    """Save a visit that was changed in a form; what it said before stays in its history. A closed one stays as it is.

    The caller holds the row and has compared the version the form was made from.
    """
    if not visit.is_open:
        raise workflow.TransitionError(visit, visit.status)
    visit._history_user = by
    visit.save()
    workflow.append(visit, Verb.EDITED, by=by, role=STAFF, occurred_at=occurred_at)
    workflow.save(visit)
    return visit


def share(visit, *, by, version=None, occurred_at=None):
    """Let the enterprise read it, and tell its officers and leaders, and whoever has promised something."""
    with transaction.atomic():
        fresh = workflow.move(
            visit, Status.SHARED, verb=Verb.SHARED, by=by, role=STAFF, version=version, occurred_at=occurred_at
        )
        notices.shared(fresh, occurred_at)
        for promise in fresh.promises.open():
            notices.promised(promise, occurred_at)
    return fresh


def follow_up(visit, *, by, words, occurred_at=None):
    """Write down what has happened since; the enterprise reads it and is told."""
    with transaction.atomic():
        fresh = told(visit)
        workflow.append(fresh, Verb.FOLLOWED_UP, by=by, role=STAFF, note=_said(words), occurred_at=occurred_at)
        workflow.save(fresh)
        notices.followed_up(fresh, words, occurred_at)
    return fresh


def note(visit, *, by, words, occurred_at=None):
    """Write down something that only the union reads, whatever has become of the visit."""
    with transaction.atomic():
        fresh = workflow.lock(visit)
        workflow.append(fresh, Verb.NOTED, by=by, role=STAFF, note=_said(words), occurred_at=occurred_at)
        workflow.save(fresh)
    return fresh


def give_feedback(visit, *, by, words, occurred_at=None):
    """A word of the enterprise, with the role its writer has there; the union is told.

    The same words of the same person once more are one word.
    """
    with transaction.atomic():
        fresh = told(visit)
        text = _said(words)
        last = fresh.events.filter(verb=Verb.FEEDBACK, actor=by).order_by("pk").last()
        if last is None or last.note != text:
            workflow.append(fresh, Verb.FEEDBACK, **acting(by, fresh), note=text, occurred_at=occurred_at)
            workflow.save(fresh)
            notices.answered(fresh, text, occurred_at)
    return fresh


def close(visit, *, by, words, version=None, occurred_at=None):
    """End it with what came of it; raises WorkflowError while a promise is open. The enterprise is told."""
    with transaction.atomic():
        fresh = told(visit, version=version)
        if fresh.promises.open().exists():
            raise workflow.WorkflowError(
                _("A promise is still open. Please note first whether it has been kept, or why not.")
            )
        facts = {"by": by, "role": STAFF, "note": _said(words), "occurred_at": occurred_at}
        fresh = workflow.move(fresh, Status.CLOSED, verb=Verb.CLOSED, **facts)
        notices.closed(fresh, words, occurred_at)
    return fresh


def reopen(visit, *, by, reason, version=None, occurred_at=None):
    """Go on with a closed one; the reason is kept and read by the enterprise."""
    facts = {"by": by, "role": STAFF, "note": _said(reason), "version": version, "occurred_at": occurred_at}
    with transaction.atomic():
        if workflow.lock(visit).status != Status.CLOSED:
            raise workflow.TransitionError(visit, Status.SHARED)
        return workflow.move(visit, Status.SHARED, verb=Verb.REOPENED, **facts)


def discard(visit, *, by, version=None, occurred_at=None):
    """Throw a draft away; it stays in the union's own list and is read by nobody else."""
    facts = {"by": by, "role": STAFF, "version": version, "occurred_at": occurred_at}
    return workflow.move(visit, Status.DISCARDED, verb=Verb.DISCARDED, **facts)


def told(visit, *, version=None):
    """The visit, locked and freshly read; raises TransitionError unless it is shared and not closed."""
    fresh = workflow.lock(visit, version=version)
    if fresh.status != Status.SHARED:
        raise workflow.TransitionError(fresh, Status.SHARED)
    return fresh


def _said(words):
    if not words.strip():
        raise workflow.WorkflowError(_("Please write a few words."))
    return words
