"""The items of a plan: added, changed, reported on, finished or given up."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, keep_file
from alliance_portal.moments import local_day
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import PlanEvent, PlanItem, PlanProgress
from ..notifications import plans as notices
from .plans import held_open

Verb = PlanEvent.Verb
WORDS = ("kind", "goal", "measure", "responsible", "due_on")


def add_item(plan, *, by, owners, occurred_at=None, **words):
    """Add an item with its workshops in charge; `words` are `WORDS`. In a plan in force the owners are told.

    Raises WorkflowError for a day of another year and for an item that nobody is in charge of.
    """
    with transaction.atomic():
        held = held_open(plan)
        _check(held, owners, words["due_on"])
        number = (held.items.aggregate(last=Max("number"))["last"] or 0) + 1
        item = PlanItem(plan=held, number=number, **words)
        item._history_user = by
        item.save()
        item.owners.set(owners)
        _note(held, Verb.ITEM_ADDED, item, by=by, occurred_at=occurred_at)
        if held.is_in_force:
            notices.item_added(item, occurred_at)
    return item


def _check(plan, owners, due_on):
    if not owners:
        raise WorkflowError(_("Please choose at least one workshop in charge."))
    if due_on.year != plan.year:
        raise WorkflowError(_("Please choose a day in %(year)d.") % {"year": plan.year})


def _note(plan, verb, item, *, by, occurred_at, words=""):
    """The plan's history names the item; an open page of the plan notices."""
    note = f"{item.number} {item.goal}" + (f"\n{words}" if words else "")
    workflow.append(plan, verb, **acting(by, plan.alliance), note=note, occurred_at=occurred_at)
    workflow.save(plan)


def change_item(item, *, by, owners, version=None, occurred_at=None, **words):
    """Change an item that is not finished; what is done, given up or carried over stays as it was."""
    with transaction.atomic():
        held = held_open(item.plan)
        fresh = _unfinished(item, version)
        _check(held, owners, words["due_on"])
        fresh._history_user = by
        workflow.save(fresh, **words)
        fresh.owners.set(owners)
        _note(held, Verb.ITEM_CHANGED, fresh, by=by, occurred_at=occurred_at)
    return fresh


def _unfinished(item, version=None):
    """The item, locked, while it is neither done nor given up nor carried over."""
    fresh = workflow.lock(item, version=version)
    if not fresh.is_unfinished:
        raise WorkflowError(_("This item is “%(state)s” and no longer changes.") % {"state": fresh.state.label})
    return fresh


def take_out(item, *, by, occurred_at=None):
    """Take an item out of a draft; in a plan in force it can only be given up."""
    with transaction.atomic():
        held = held_open(item.plan)
        if not held.is_drafting:
            raise WorkflowError(_("The plan is in force: an item is given up with a reason, and stays in the list."))
        fresh = workflow.lock(item)
        if fresh.carried_from_id:
            raise WorkflowError(_("This item was carried over. Once the plan is in force it can be given up."))
        _note(held, Verb.ITEM_TAKEN_OUT, fresh, by=by, occurred_at=occurred_at)
        fresh._history_user = by
        fresh.delete()


def give_up(item, *, by, reason, version=None, occurred_at=None):
    """An item of a plan in force is not pursued any more; the reason stays beside it."""
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    when = occurred_at or timezone.now()
    with transaction.atomic():
        held = _in_force(item.plan)
        fresh = _unfinished(item, version)
        fresh._history_user = by
        workflow.save(fresh, given_up_at=when, given_up_by=by, given_up_reason=reason)
        _note(held, Verb.ITEM_GIVEN_UP, fresh, by=by, occurred_at=when, words=reason)
        notices.item_given_up(fresh, when)
    return fresh


def _in_force(plan):
    held = held_open(plan)
    if not held.is_in_force:
        raise WorkflowError(_("The plan is not in force yet."))
    return held


def reopen(item, *, by, reason, version=None, occurred_at=None):
    """What was reported as done, or given up, by mistake goes on."""
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    with transaction.atomic():
        held = _in_force(item.plan)
        fresh = workflow.lock(item, version=version)
        if not (fresh.done_on or fresh.given_up_at):
            raise WorkflowError(_("This item goes on anyway."))
        back = {"done_on": None, "given_up_at": None, "given_up_by": None, "given_up_reason": ""}
        fresh._history_user = by
        workflow.save(fresh, percent=min(fresh.percent, 90), **back)
        _note(held, Verb.ITEM_REOPENED, fresh, by=by, occurred_at=occurred_at, words=reason)
    return fresh


def report(
    item, *, by, day, percent, note, evidence="", link="", attachment=None, version=None, occurred_at=None
):  # fmt: skip
    """Report how far an item is; at 100 per cent it is done on that day, and something has to show it.

    Raises WorkflowError for a day that is still to come, without words, and for what is done already.
    """
    when = occurred_at or timezone.now()
    _check_report(local_day(when), day, percent, note, evidence or link or attachment)
    with files_or_nothing() as written:
        _in_force(item.plan)
        fresh = _unfinished(item, version)
        progress = PlanProgress(
            item=fresh, day=day, percent=percent, note=note, evidence=evidence, link=link, reported_by=by,
            reported_at=when,
        )  # fmt: skip
        keep_file(progress, attachment, written)
        progress.save()
        fresh._history_user = by
        workflow.save(fresh, percent=percent, done_on=day if percent == 100 else None)
        if percent == 100:
            notices.item_done(fresh, occurred_at)
    return progress


def _check_report(today, day, percent, note, shown):
    if day > today:
        raise WorkflowError(_("This day is still to come. Please choose today or earlier."))
    if not note.strip():
        raise WorkflowError(_("Please write what was done."))
    if not 0 <= percent <= 100:
        raise WorkflowError(_("Please choose between 0 and 100 per cent."))
    if percent == 100 and not shown:
        raise WorkflowError(_("Please add what shows that it is done: a file, a link, or words."))
