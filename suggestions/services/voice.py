"""What the proposer may say to an answer: rate it, have it explained, or appeal once to somebody else."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from members.models import RoleAssignment

from ..models import AnswerRating, Appeal, Question, Suggestion, SuggestionEvent
from ..notifications import moves, told
from .clock import promised_day

Status, Verb = Suggestion.Status, SuggestionEvent.Verb
# How long after an answer it may be rated, asked about, and appealed against.
RATING_DAYS, QUESTION_DAYS, APPEAL_DAYS = 60, 30, 30


def newest_answer(suggestion):
    """The decision that holds now; None before the first. A merge that was taken back holds no more."""
    decisions = [decision for decision in suggestion.decisions.all() if decision.taken_back_at is None]
    return decisions[-1] if decisions else None


def is_within(decision, days, now=None):
    """Whether an answer is no older than so many days."""
    return (now or timezone.now()) <= decision.decided_at + dt.timedelta(days=days)


def rate(suggestion, *, by, value):
    """Say how clear the newest answer is; a second time is not counted. Leaves no event: nobody reads who said it."""
    person = by.person_or_none if by.is_authenticated else None
    decision = _answer_in_time(suggestion, RATING_DAYS, _("The time for rating this answer is over."))
    _rating, new = AnswerRating.objects.get_or_create(decision=decision, person=person, defaults={"value": value})
    if not new:
        raise workflow.WorkflowError(_("You have rated this answer already. Thank you."))


def _answer_in_time(suggestion, days, refusal, now=None):
    decision = newest_answer(suggestion)
    if decision is None or not is_within(decision, days, now):
        raise workflow.WorkflowError(refusal)
    return decision


@told(moves.asked_again)
def ask_again(suggestion, *, by, text, version=None, occurred_at=None):
    """Ask to have the newest answer explained; once for each answer, and the enterprise promises a day again."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        decision = _answer_in_time(fresh, QUESTION_DAYS, _("The time for asking about this answer is over."), when)
        if Question.objects.filter(decision=decision).exists():
            raise workflow.WorkflowError(_("You have asked about this answer already."))
        due_on = promised_day(fresh.enterprise, fresh.kind, when)
        Question.objects.create(decision=decision, text=text, asked_at=when, due_on=due_on)
        workflow.append(fresh, Verb.ASKED_AGAIN, role="author", note=text, occurred_at=when)
        workflow.save(fresh, asked_again_at=when)
    return fresh


@told(moves.explained)
def explain(suggestion, *, by, text, version=None, occurred_at=None):
    """Explain an answer once more; the conclusion stays what it is."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        asked = Question.objects.filter(decision__suggestion=fresh, asked_at=fresh.asked_again_at)
        question = asked.select_for_update(of=["self"]).first()
        if question is None:
            raise workflow.WorkflowError(_("Somebody has explained it already."))
        question.answer, question.answered_by, question.answered_at = text, by, when
        question.save(update_fields=["answer", "answered_by", "answered_at", "updated_at"])
        workflow.append(fresh, Verb.EXPLAINED, by=by, role="reviewer", note=text, occurred_at=when)
        workflow.save(fresh, asked_again_at=None)
    return fresh


@told(moves.appealed)
def appeal(suggestion, *, by, reason, version=None, occurred_at=None):
    """Have a refusal looked at by somebody else, once; the enterprise promises a day again.

    Where nobody but the one who refused answers, it goes to the union officers of the enterprise.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        decision = _refusal(fresh, when)
        fresh = workflow.move(
            fresh,
            Status.IN_REVIEW,
            verb=Verb.APPEALED,
            role="author",
            note=reason,
            occurred_at=when,
            handler=None,
            asked_again_at=None,
        )
        Appeal.objects.create(
            suggestion=fresh,
            decision=decision,
            reason=reason,
            made_at=when,
            due_on=promised_day(fresh.enterprise, fresh.kind, when),
            to_officers=not _others_answer(fresh, decision),
        )
    return fresh


def _refusal(suggestion, when):
    if suggestion.status != Status.DECLINED:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
    if Appeal.objects.filter(suggestion=suggestion).exists():
        raise workflow.WorkflowError(_("It has been looked at by somebody else already. That can be done once."))
    decision = newest_answer(suggestion)
    if not is_within(decision, APPEAL_DAYS, when):
        raise workflow.WorkflowError(_("An appeal is made within 30 days. You may send the suggestion in again."))
    return decision


def _others_answer(suggestion, decision):
    reviewers = RoleAssignment.objects.filter(enterprise=suggestion.enterprise_id, role="reviewer")
    return reviewers.exclude(user=decision.decided_by_id).exists()


def settle_appeal(suggestion, when):
    """A new conclusion ends the appeal that asked for it."""
    Appeal.objects.filter(suggestion=suggestion, decided_at=None).update(decided_at=when)
