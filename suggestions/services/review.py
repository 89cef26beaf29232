"""What the reviewer does: take up, ask, hand on, and conclude with a written reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.periods import next_year
from workshops.services import problems

from ..models import Decision, Implementation, Suggestion, SuggestionEvent
from ..notifications import moves, told
from .panel import take_advice
from .quota import protect_quota
from .voice import settle_appeal

Status, Verb, Conclusion = Suggestion.Status, SuggestionEvent.Verb, Suggestion.Conclusion


@told(moves.taken)
def take(suggestion, *, by, version=None, occurred_at=None):
    """Take a new suggestion up, so that the worker sees it is in somebody's hands. The clock runs on."""
    if suggestion.status != Status.SUBMITTED:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
    return workflow.move(
        suggestion, Status.IN_REVIEW, verb=Verb.TAKEN, by=by, role="reviewer", occurred_at=occurred_at, version=version
    )


@told(moves.asked)
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


@told(moves.handed_on)
def transfer(suggestion, *, by, to, note, version=None, occurred_at=None):
    """Hand an unanswered suggestion to the head of a department, or back to the reviewers (`to` is None).

    The clock of the promise runs on: the worker has waited all the same. Raises WorkflowError when nobody there could
    answer, or when it is there already.
    """
    _written(note)
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_can_go(fresh, to)
        facts = {"verb": Verb.TRANSFERRED, "by": by, "role": "reviewer", "occurred_at": occurred_at}
        words = _("To %(place)s. %(note)s") % {"place": to.name if to else _("the reviewers"), "note": note}
        if fresh.status == Status.SUBMITTED:
            return workflow.move(fresh, Status.IN_REVIEW, note=words, handler=to, **facts)
        workflow.append(fresh, note=words, **facts)
        workflow.save(fresh, handler=to)
    return fresh


def _check_can_go(suggestion, to):
    if suggestion.status not in (Status.SUBMITTED, Status.IN_REVIEW):
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
    if to == suggestion.handler:
        raise workflow.WorkflowError(_("It is there already."))
    if to and (to.enterprise_id != suggestion.enterprise_id or not _answers(to.head)):
        raise workflow.WorkflowError(_("%(place)s has no head who could answer.") % {"place": to.name})


def _answers(head):
    return bool(head and head.in_service and head.user_id)


@told(moves.kept)
def keep_in_reserve(suggestion, *, by, reason, version=None, occurred_at=None):
    """Look at a reserved suggestion again and keep it for another year, telling the worker why."""
    _written(reason)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        if fresh.status != Status.RESERVED:
            raise workflow.TransitionError(fresh, Status.RESERVED)
        workflow.append(fresh, Verb.KEPT, by=by, role="reviewer", note=reason, occurred_at=when)
        workflow.save(fresh, review_on=next_year(timezone.localtime(when).date()))
    return fresh


@told(moves.adopted)
def adopt(
    suggestion,
    *,
    by,
    role="reviewer",
    reason,
    owner,
    due_on,
    partly=False,
    workshop=None,
    quota_months=None,
    version=None,
    occurred_at=None,
):
    """Adopt, wholly or partly, naming who puts it into practice by which day; a workshop may take it up.

    `quota_months`: for so long from the day it is done the old work quota is kept.

    Raises WorkflowError when the owner is not in service in the same enterprise.
    """
    if owner.enterprise_id != suggestion.enterprise_id or not owner.in_service:
        raise workflow.WorkflowError(_("The owner must be in service in the same enterprise."))
    conclusion = Conclusion.PARTLY_ADOPTED if partly else Conclusion.ADOPTED
    with transaction.atomic():
        facts = {"by": by, "role": role, "reason": reason, "version": version, "occurred_at": occurred_at}
        fresh = _conclude(suggestion, conclusion, **facts)
        Implementation.objects.create(suggestion=fresh, owner=owner, due_on=due_on)
        if workshop:
            workflow.save(fresh, workshop=workshop)
        if quota_months:
            fresh = protect_quota(fresh, by=by, role=role, months=quota_months, occurred_at=occurred_at)
    return fresh


@told(moves.answered)
def reserve(suggestion, *, by, reason, version=None, occurred_at=None):
    """Keep a good idea whose time has not come (技术储备, Art. 8); it may be adopted later, and returns every year."""
    when = occurred_at or timezone.now()
    review_on = next_year(timezone.localtime(when).date())
    facts = {"by": by, "reason": reason, "version": version, "occurred_at": when}
    return _conclude(suggestion, Conclusion.RESERVED, fields={"review_on": review_on}, **facts)


@told(moves.answered)
def decline(
    suggestion,
    *,
    by,
    reason,
    decline_reason,
    would_change,
    explained_in_person=False,
    version=None,
    occurred_at=None,
):
    """Not for now, saying why and what would change it; `explained_in_person`: it was told face to face as well."""
    _written(would_change)
    facts = {"by": by, "reason": reason, "version": version, "occurred_at": occurred_at}
    return _conclude(
        suggestion,
        Conclusion.DECLINED,
        decline_reason=decline_reason,
        would_change=would_change,
        explained_in_person=explained_in_person,
        **facts,
    )


@told(moves.answered)
def forward(suggestion, *, by, reason, version=None, occurred_at=None):
    """The enterprise cannot carry it out alone: it becomes a problem that other workshops may bid for (揭榜).

    The draft of the problem goes to the union officers, who fill in what bidders need; who had the idea stands here
    alone.
    """
    with transaction.atomic():
        fresh = _conclude(
            suggestion, Conclusion.FORWARDED, by=by, reason=reason, version=version, occurred_at=occurred_at
        )
        words = {"title": fresh.title, "description": "\n".join(filter(None, [fresh.problem, fresh.idea]))}
        facts = {"by": by, "enterprise": fresh.enterprise, "workshop": fresh.workshop, "occurred_at": occurred_at}
        workflow.save(fresh, forwarded_to=problems.begin(**facts, **words))
    return fresh


def _conclude(suggestion, conclusion, *, by, role="reviewer", reason, version, occurred_at, fields=(), **words):
    """Write the decision and move to the status of the same name; a conclusion without a reason is none (Art. 14)."""
    _written(reason)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        fresh = workflow.move(
            fresh,
            Status(conclusion),
            by=by,
            role=role,
            note=reason,
            occurred_at=when,
            conclusion=conclusion,
            answered_at=fresh.answered_at or when,
            concluded_at=when,
            **{"review_on": None} | dict(fields),
        )
        settle_appeal(fresh, when)
        words["panel"] = take_advice(fresh, when)
        Decision.objects.create(
            suggestion=fresh, conclusion=conclusion, reason=reason, decided_by=by, decided_at=when, **words
        )
    return fresh


def _written(text):
    if not text.strip():
        raise workflow.WorkflowError(_("Please write the answer: the worker will read it."))
