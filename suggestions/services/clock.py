"""The promise: by which day an answer is due, and what moves that day."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day

from ..models import Suggestion, SuggestionEvent
from ..notifications import moves, told

Kind, Status, Verb = Suggestion.Kind, Suggestion.Status, SuggestionEvent.Verb
# The period of whoever waits for a change: its own day may be months away.
PRACTICE_DAYS = 30
# Which of an enterprise's promises holds for which kind.
PROMISES = {
    Kind.SUGGESTION: "answer_days",
    Kind.OPINION: "opinion_days",
    Kind.HAZARD: "hazard_days",
    Kind.MAJOR: "major_days",
}


@dataclass(frozen=True)
class Promise:
    """What somebody waits for: since which day, until which day it is promised, and how many days a period has."""

    since: dt.date
    until: dt.date
    days: int

    def period(self, today):
        """The first day of the period that holds today: the promised one, then one after another of the same length."""
        if today <= self.until:
            return self.since
        late = (today - self.until).days - 1
        return today - dt.timedelta(days=late % self.days)


def owed(suggestion):
    """The promise that runs now: of an answer, an explanation, a change; None while nothing is owed to the worker."""
    implementation = getattr(suggestion, "implementation", None)
    if suggestion.spam_at or suggestion.from_ledger or suggestion.status == Status.NEEDS_INFO:
        return None
    if suggestion.asked_again_at:
        return _to_explain(suggestion)
    if suggestion.is_unanswered:
        return _answer_from(suggestion, local_day(suggestion.received_at), suggestion.due_on)
    if suggestion.is_under_appeal:
        return _answer_from(suggestion, local_day(suggestion.appeal.made_at), suggestion.appeal.due_on)
    waits = implementation and suggestion.status in Suggestion.IN_PRACTICE and not implementation.finished_at
    return Promise(local_day(suggestion.concluded_at), implementation.due_on, PRACTICE_DAYS) if waits else None


def _answer_from(suggestion, since, until):
    return Promise(since, until, promised_days(suggestion.enterprise, suggestion.kind))


def _to_explain(suggestion):
    """An older question may have been left open: by an appeal, or when a merge was taken back."""
    questions = [getattr(decision, "question", None) for decision in suggestion.decisions.all()]
    asked_at = suggestion.asked_again_at
    due_on = next(question.due_on for question in questions if question and question.asked_at == asked_at)
    return _answer_from(suggestion, local_day(suggestion.asked_again_at), due_on)


def promised_days(enterprise, kind):
    """In how many calendar days the enterprise answers what is of this kind."""
    return getattr(enterprise, PROMISES[Kind(kind)])


def promised_day(enterprise, kind, when):
    """The day by which what is received at `when` is answered."""
    return timezone.localtime(when).date() + dt.timedelta(days=promised_days(enterprise, kind))


@told(moves.reclassified)
def reclassify(suggestion, *, by, kind, reason, version=None, occurred_at=None):
    """Call an unanswered suggestion what it is; its promise follows, and the worker reads why.

    A shorter promise counts from today and never gives more time than there was; a longer one counts from the receipt.
    Raises WorkflowError without a reason, for the kind it has, and for a longer promise once the promised day is over:
    nobody gets more time by being late.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        due_on = _new_promise(fresh, kind, timezone.localtime(when).date())
        if not reason.strip():
            raise workflow.WorkflowError(_("Please write down why."))
        note = _("%(before)s → %(after)s. %(reason)s") % {
            "before": fresh.get_kind_display(),
            "after": Kind(kind).label,
            "reason": reason,
        }
        workflow.append(fresh, Verb.RECLASSIFIED, by=by, role="reviewer", note=note, occurred_at=when)
        workflow.save(fresh, kind=kind, due_on=due_on)
    return fresh


def _new_promise(suggestion, kind, today):
    if not suggestion.is_unanswered:
        raise workflow.WorkflowError(_("It has been answered, so its kind stays."))
    before, after = (promised_days(suggestion.enterprise, each) for each in (suggestion.kind, kind))
    if kind == suggestion.kind:
        raise workflow.WorkflowError(_("It is of this kind already."))
    if after <= before:
        return min(suggestion.due_on, today + dt.timedelta(days=after))
    if suggestion.due_on < today:
        raise workflow.WorkflowError(_("The promised day is over: a longer promise can no longer be given."))
    return suggestion.due_on + dt.timedelta(days=after - before)
