"""Rolling a result out: departments elsewhere are asked, and each answers once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.moments import local_day
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..matching import departments_for
from ..models import Result, ResultEvent, RollOut, RollOutAnswer, RollOutEvent
from ..notifications import results as notices
from . import shared_uses

Status, Verb = RollOutAnswer.Status, RollOutEvent.Verb


def send(result, *, by, departments, words, due_on, version=None, occurred_at=None):
    """Put the result before departments that it may fit and return the roll-out; nobody is asked twice.

    Raises WorkflowError for none, for a day that is over, for what others may not use, and for departments that it
    does not fit or that were asked already.
    """
    when = occurred_at or timezone.now()
    if not words.strip():
        raise WorkflowError(_("Please write what you want to know from them."))
    if due_on <= local_day(when):
        raise WorkflowError(_("Please leave them a day at least."))
    with shared_uses.held(result, version) as fresh:
        _refuse_unfit(fresh)
        matches = _chosen(fresh, departments)
        made = RollOut.objects.create(result=fresh, words=words, due_on=due_on, sent_by=by, sent_at=when)
        for match in matches:
            _put_before(made, match, by, when)
        note = ngettext("%(n)d department", "%(n)d departments", len(matches)) % {"n": len(matches)}
        workflow.append(fresh, ResultEvent.Verb.ROLLED_OUT, **acting(by, fresh), note=note, occurred_at=when)
        workflow.save(fresh)
    return made


def _refuse_unfit(result):
    if result.status != Result.Status.PUBLISHED:
        raise workflow.TransitionError(result, result.status)
    if not result.is_offered:
        raise WorkflowError(_("Others may not use this: please change its licence or who may read it first."))


def _chosen(result, departments):
    wanted = {department.pk for department in departments}
    found = [match for match in departments_for(result) if match.department.pk in wanted]
    if not found or len(found) < len(wanted):
        raise WorkflowError(_("Please choose departments from the list; some may have been asked meanwhile."))
    return found


def _put_before(roll_out, match, by, when):
    facts = {"enterprise": match.department.enterprise, "matched_by": match.why[:120]}
    answer = RollOutAnswer.objects.create(roll_out=roll_out, department=match.department, **facts)
    workflow.append(answer, Verb.ASKED, **acting(by, roll_out.result), occurred_at=when)
    notices.rolled_out(answer, when)


def take_up(answer, *, by, words, version=None, occurred_at=None):
    """The department wants to try it: that asks for the result, as its licence says."""
    with transaction.atomic():
        held = workflow.lock(answer, version=version)
        if not held.is_waiting:
            raise workflow.TransitionError(held, Status.TAKEN_UP)
        facts = {"department": answer.department, "purpose": words, "occurred_at": occurred_at}
        use = shared_uses.ask(answer.roll_out.result, by=by, **facts)
        return _answer(held, Status.TAKEN_UP, by=by, words=words, occurred_at=occurred_at, use=use)


def has_it(answer, *, by, words, version=None, occurred_at=None):
    """The department does it like that already."""
    return _answer(answer, Status.HAS_IT, by=by, words=words, version=version, occurred_at=occurred_at)


def no_use(answer, *, by, words, version=None, occurred_at=None):
    """The department has no use for it, and says why."""
    if not words.strip():
        raise WorkflowError(_("Please write why. A few words will do."))
    return _answer(answer, Status.NO_USE, by=by, words=words, version=version, occurred_at=occurred_at)


def _answer(answer, to, *, by, words, version=None, occurred_at=None, use=None):
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {**acting(by, answer), "note": words, "version": version, "occurred_at": when}
        fresh = workflow.move(answer, to, words=words, answered_at=when, use=use, **facts)
        notices.roll_out_answered(fresh, when)
    return fresh
