"""The one plan of a year: begun, put in force, carried over, closed."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.periods import months_later
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import Plan, PlanEvent, PlanItem
from ..notifications import plans as notices

Status, Verb = Plan.Status, PlanEvent.Verb
COPIED = ("kind", "goal", "measure", "responsible_id")


def begin_plan(alliance, *, by, year, aim="", occurred_at=None):
    """Begin the draft of a year's plan; raises WorkflowError when the alliance has one for that year."""
    try:
        with transaction.atomic():
            plan = Plan.objects.create(alliance=alliance, year=year, aim=aim)
            workflow.append(plan, Verb.DRAFTED, **acting(by, alliance), occurred_at=occurred_at, to=Status.DRAFTING)
    except IntegrityError:
        raise WorkflowError(_("This alliance has a plan for this year already.")) from None
    return plan


def change_aim(plan, *, by, aim, version=None, occurred_at=None):
    """Write what the year is about."""
    with transaction.atomic():
        fresh = held_open(plan, version=version)
        workflow.append(fresh, Verb.AIM_CHANGED, **acting(by, plan.alliance), note=aim, occurred_at=occurred_at)
        workflow.save(fresh, aim=aim)
    return fresh


def held_open(plan, *, version=None):
    """The plan, locked; whoever changes it or its items holds it. A closed year stays as it is."""
    fresh = workflow.lock(plan, version=version)
    if fresh.is_closed:
        raise WorkflowError(_("This year is closed; its plan stays as it is."))
    return fresh


def put_in_force(plan, *, by, version=None, occurred_at=None):
    """From now on the plan holds: owners are told what is theirs, and report how far it is."""
    with transaction.atomic():
        fresh = workflow.lock(plan, version=version)
        if fresh.is_drafting and not fresh.items.exists():
            raise WorkflowError(_("There is nothing in the plan yet."))
        facts = {**acting(by, plan.alliance), "occurred_at": occurred_at}
        begun = workflow.move(fresh, Status.IN_FORCE, verb=Verb.IN_FORCE, **facts)
        notices.in_force(begun, occurred_at)
    return begun


def next_due_day(item, year):
    """The same day of that year, until somebody chooses another."""
    return months_later(item.due_on, 12 * (year - item.due_on.year))


def carry_over(plan, *, by, due_on=None, occurred_at=None):
    """Carry everything unfinished over to the next year's plan, which is begun if there is none; return that plan.

    Each item keeps where it came from and how often it was carried; `due_on` is its new day (the same day a year
    later). Raises WorkflowError when nothing is left to carry, so of two who press one does it and one is told.
    """
    with transaction.atomic():
        fresh = workflow.lock(plan)
        if not fresh.is_in_force:
            raise WorkflowError(_("Only a plan in force is carried over."))
        left = list(fresh.items.unfinished().prefetch_related("owners").order_by("due_on", "number"))
        if not left:
            raise WorkflowError(_("Nothing is left to carry over."))
        target = _next_plan(fresh, by=by, occurred_at=occurred_at)
        if due_on and due_on.year != target.year:
            raise WorkflowError(_("Please choose a day in %(year)d.") % {"year": target.year})
        _carry(left, target, by=by, due_on=due_on)
        _tell_carried(fresh, target, len(left), by=by, occurred_at=occurred_at)
    return target


def _next_plan(plan, *, by, occurred_at):
    """The plan of the year after, locked and still open."""
    found = Plan.objects.filter(alliance=plan.alliance_id, year=plan.year + 1).first()
    begun = found or begin_plan(plan.alliance, by=by, year=plan.year + 1, occurred_at=occurred_at)
    return held_open(begun)


def _carry(items, target, *, by, due_on):
    number = target.items.aggregate(last=Max("number"))["last"] or 0
    for place, item in enumerate(items, number + 1):
        copy = PlanItem(plan=target, number=place, carried_from=item, carried_times=item.carried_times + 1)
        for name in COPIED:
            setattr(copy, name, getattr(item, name))
        copy.due_on, copy._history_user = due_on or next_due_day(item, target.year), by
        copy.save()
        copy.owners.set(item.owners.all())


def _tell_carried(plan, target, count, *, by, occurred_at):
    """The history of both plans says how many items went where."""
    facts = {**acting(by, plan.alliance), "occurred_at": occurred_at}
    words = ngettext("%(n)d item to the plan of %(year)d", "%(n)d items to the plan of %(year)d", count)
    workflow.append(plan, Verb.CARRIED_OVER, note=words % {"n": count, "year": target.year}, **facts)
    words = ngettext("%(n)d item from the plan of %(year)d", "%(n)d items from the plan of %(year)d", count)
    workflow.append(target, Verb.CARRIED_OVER, note=words % {"n": count, "year": plan.year}, **facts)
    workflow.save(plan)
    workflow.save(target)


def close(plan, *, by, words="", version=None, occurred_at=None):
    """Close the year; raises WorkflowError while anything is neither finished nor carried over nor given up."""
    with transaction.atomic():
        fresh = workflow.lock(plan, version=version)
        left = fresh.items.unfinished().count() if fresh.is_in_force else 0
        if left:
            words = ngettext(
                "%(n)d item is not finished. Please carry it over or give it up first.",
                "%(n)d items are not finished. Please carry them over or give them up first.",
                left,
            )
            raise WorkflowError(words % {"n": left})
        facts = {**acting(by, plan.alliance), "note": words, "occurred_at": occurred_at}
        return workflow.move(fresh, Status.CLOSED, verb=Verb.CLOSED, closing_words=words, **facts)
