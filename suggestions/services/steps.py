"""The steps on the way into practice: planned, ticked, and moved to another day with a reason."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.numbers import EMPTY
from alliance_portal.periods import day_and_year

from ..models import Milestone, SuggestionEvent
from ..notifications import moves, told
from .implementation import check_not_reported, note_progress

Verb = SuggestionEvent.Verb


def plan_step(suggestion, *, by, role="owner", title, due_on, version=None, occurred_at=None):
    """Add a step at the end, with a day of its own, and return it; at most 12 make a plan that is still read."""
    with transaction.atomic():
        fresh = _lock(suggestion, version)
        steps = fresh.implementation.milestones
        if steps.count() >= Milestone.MOST:
            raise workflow.WorkflowError(_("12 steps are planned already. Please put some of them together."))
        last = steps.aggregate(last=Max("order"))["last"] or 0
        step = steps.create(title=title, due_on=due_on, order=last + 1)
        _note(fresh, Verb.STEP_PLANNED, by=by, role=role, note=words_of(title, due_on), occurred_at=occurred_at)
    return step


def words_of(title, due_on):
    """A step and its day, as the history keeps them."""
    return _("%(step)s, by %(day)s") % {"step": title, "day": day_and_year(due_on)}


@told(moves.step_done)
def tick_step(suggestion, *, by, role="owner", step, note="", version=None, occurred_at=None):
    """A step is done; the first one starts the implementation."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _lock(suggestion, version)
        step = _open_step(fresh, step)
        step.done_at, step.note = when, note or step.note
        step.save(update_fields=["done_at", "note", "updated_at"])
        words = _("%(step)s. %(note)s") % {"step": step.title, "note": note} if note else step.title
        return note_progress(fresh, by=by, role=role, verb=Verb.STEP_DONE, note=words, occurred_at=when)


def reopen_step(suggestion, *, by, role="owner", step, version=None, occurred_at=None):
    """A step that was ticked is not done after all."""
    with transaction.atomic():
        fresh = _lock(suggestion, version)
        step = _step(fresh, step)
        if step.done_at is None:
            raise workflow.WorkflowError(_("This step is open already."))
        step.done_at = None
        step.save(update_fields=["done_at", "updated_at"])
        _note(fresh, Verb.STEP_REOPENED, by=by, role=role, note=step.title, occurred_at=occurred_at)
    return fresh


def drop_step(suggestion, *, by, role="owner", step, reason, version=None, occurred_at=None):
    """Take an open step out of the plan; its name, its day and the reason stay in the history."""
    _given(reason)
    with transaction.atomic():
        fresh = _lock(suggestion, version)
        step = _open_step(fresh, step)
        step.delete()
        note = _("%(words)s. %(reason)s") % {"words": words_of(step.title, step.due_on), "reason": reason}
        _note(fresh, Verb.STEP_DROPPED, by=by, role=role, note=note, occurred_at=occurred_at)
    return fresh


@told(moves.day_changed)
def change_day(suggestion, *, by, role="owner", step=None, due_on, reason, version=None, occurred_at=None):
    """Move an open step, or without one the whole task, to another day; the day before stays in the history."""
    _given(reason)
    with transaction.atomic():
        fresh = _lock(suggestion, version)
        moved = _open_step(fresh, step) if step else fresh.implementation
        before, moved.due_on = moved.due_on, due_on
        if before == due_on:
            raise workflow.WorkflowError(_("This is the day already."))
        moved.save(update_fields=["due_on", "updated_at"])
        words = {"what": step.title if step else _("The whole task"), "reason": reason}
        words |= {"before": day_and_year(before) if before else EMPTY, "after": day_and_year(due_on)}
        note = _("%(what)s: %(after)s instead of %(before)s. %(reason)s") % words
        _note(fresh, Verb.DAY_CHANGED, by=by, role=role, note=note, occurred_at=occurred_at)
    return fresh


def _lock(suggestion, version):
    fresh = workflow.lock(suggestion, version=version)
    check_not_reported(fresh)
    return fresh


def _note(suggestion, verb, **facts):
    workflow.append(suggestion, verb, **facts)
    workflow.save(suggestion)


def _step(suggestion, step):
    """The step as it is now; another suggestion's is none of this one."""
    found = suggestion.implementation.milestones.filter(pk=step.pk).first()
    if found is None:
        raise workflow.WorkflowError(_("This step has been taken out meanwhile."))
    return found


def _open_step(suggestion, step):
    found = _step(suggestion, step)
    if found.done_at is not None:
        raise workflow.WorkflowError(_("This step is done already."))
    return found


def _given(reason):
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write why: the worker reads it."))
