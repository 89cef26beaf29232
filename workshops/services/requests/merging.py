"""Putting reports together into one request, before anybody is asked."""

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import day_words
from alliance_portal.workflow import WorkflowError
from members.models import Role

from ...models import MergedPart, MergedRequest, MergedRequestEvent, Requirement
from ...radar.dues import due_of, period_ending

Status, Verb = MergedRequest.Status, MergedRequestEvent.Verb
STAFF = Role.DISTRICT_STAFF


def merge(dues, *, by, title, due_on, note="", occurred_at=None):
    """Make one request in the place of these reports (`radar.dues.Due`); nobody is asked before it is sent.

    Raises WorkflowError where one of them is in a request already or no longer wanted, or the day does not fit.
    """
    with transaction.atomic():
        fresh = _checked(dues, locked(dues))
        _check_day(due_on, fresh, occurred_at)
        request = MergedRequest.objects.create(title=title, due_on=due_on, note=note)
        _lay_parts(request, fresh)
        workflow.append(request, Verb.MERGED, by=by, role=STAFF, occurred_at=occurred_at)
    return request


def refuse(dues, *, by, title, reason, occurred_at=None):
    """Decide, with a reason, that these reports stay apart: the radar shows that, and no longer proposes it."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _checked(dues, locked(dues))
        request = MergedRequest.objects.create(title=title, due_on=min(due.due_on for due in fresh))
        _lay_parts(request, fresh, released_at=when)
        return workflow.move(
            request, Status.REFUSED, verb=Verb.REFUSED, by=by, role=STAFF, note=reason, occurred_at=when
        )


def change(request, *, by, dues, title, due_on, note="", version=None, occurred_at=None):
    """Change what a request that was not sent yet puts together. Raises as `merge`, and StaleError."""
    with transaction.atomic():
        held = workflow.lock(request, version=version)
        if held.status != Status.DRAFT:
            raise workflow.TransitionError(held, Status.DRAFT)
        fresh = _checked(dues, locked(dues), within=held)
        _check_day(due_on, fresh, occurred_at)
        held.parts.all().delete()
        _lay_parts(held, fresh)
        workflow.append(held, Verb.CHANGED, by=by, role=STAFF, occurred_at=occurred_at)
        workflow.save(held, title=title, due_on=due_on, note=note)
    return held


def give_up(request, *, by, reason, version=None, occurred_at=None):
    """Do not send a request after all; its reports can be merged anew, and are not proposed together again."""
    with transaction.atomic():
        facts = {"by": by, "role": STAFF, "note": reason, "version": version, "occurred_at": occurred_at}
        held = workflow.move(request, Status.REFUSED, verb=Verb.REFUSED, **facts)
        held.parts.update(released_at=occurred_at or timezone.now())
    return held


def locked(dues):
    """{id: requirement} of these reports as they are now, locked, each with those of its reports that are merged.

    Always in the same order, so that two who merge never wait for each other in a circle.
    """
    live = MergedPart.objects.filter(released_at=None).select_related("request")
    ids = {due.requirement.pk for due in dues}
    rows = Requirement.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {one.pk: one for one in rows.prefetch_related(Prefetch("parts", live, to_attr="merged_parts"))}


def _checked(dues, requirements, within=None):
    """The reports once more, from the requirements as they are now."""
    if not dues:
        raise WorkflowError(_("Please tick what is to be merged."))
    return [_checked_one(due, requirements[due.requirement.pk], within) for due in dues]


def _checked_one(due, requirement, within):
    words = {"title": requirement.title, "period": due.period.label}
    if period_ending(requirement, due.period.last) != due.period:
        raise WorkflowError(_("“%(title)s” no longer asks about %(period)s: it has been changed.") % words)
    taken = next((part for part in requirement.merged_parts if part.period_first == due.period.first), None)
    if taken and taken.request != within:
        words["request"] = taken.request.title
        raise WorkflowError(_("“%(title)s” about %(period)s is in “%(request)s” already.") % words)
    return due_of(requirement, due.period)


def _check_day(day, dues, occurred_at):
    earliest = min(dues, key=lambda due: due.due_on)
    words = {"title": earliest.requirement.title, "day": day_words(earliest.due_on)}
    if day > earliest.due_on:
        raise WorkflowError(_("“%(title)s” is wanted by %(day)s: please choose this day or an earlier one.") % words)
    if day < timezone.localdate(occurred_at):
        raise WorkflowError(_("This day is over. Please choose today or later."))


def _lay_parts(request, dues, **fields):
    MergedPart.objects.bulk_create(
        MergedPart(
            request=request,
            requirement=due.requirement,
            period_first=due.period.first,
            period_last=due.period.last,
            due_on=due.due_on,
            **fields,
        )
        for due in dues
    )
