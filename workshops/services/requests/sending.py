"""Sending a request to the workshops, once, and taking it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError

from ...models import MergedAnswer, MergedPart, MergedRequest, MergedRequestEvent, Workshop
from ...notifications import requests as notices
from ...radar.questions import plans_of
from .merging import STAFF

Status, Verb = MergedRequest.Status, MergedRequestEvent.Verb


def send(request, *, by, version=None, occurred_at=None):
    """Ask the workshops: from now on the columns and the workshops of each report stay what they are.

    Whoever runs one of the workshops is told once. Raises WorkflowError where there is nothing to ask or nobody.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        held = workflow.lock(request, version=version)
        if held.status != Status.DRAFT:
            raise workflow.TransitionError(held, Status.SENT)
        if held.due_on < timezone.localdate(when):
            raise WorkflowError(_("The day by which it is to be confirmed is over. Please change it first."))
        plans = plans_of([held], list(Workshop.objects.active().order_by("pk")))
        _check(plans)
        _freeze(plans)
        workshops = {one.pk: one for plan in plans for one in plan.workshops}
        MergedAnswer.objects.bulk_create(MergedAnswer(request=held, workshop=one) for one in workshops.values())
        facts = {"by": by, "role": STAFF, "occurred_at": when, "sent_at": when}
        held = workflow.move(held, Status.SENT, verb=Verb.SENT, **facts)
        notices.sent(held, list(workshops.values()), when)
    return held


def _freeze(plans):
    for plan in plans:
        plan.part.columns = [column.as_data() for column in plan.columns]
    MergedPart.objects.bulk_update([plan.part for plan in plans], ["columns"])
    sent_to = MergedPart.workshops.through
    sent_to.objects.bulk_create(
        sent_to(mergedpart=plan.part, workshop=workshop) for plan in plans for workshop in plan.workshops
    )


def _check(plans):
    for plan in plans:
        if not plan.columns:
            raise WorkflowError(
                _("“%(title)s” has no column yet. Please add what it asks for.") % {"title": plan.part.requirement}
            )
    if not any(plan.workshops for plan in plans):
        raise WorkflowError(_("There is no workshop that is asked for this."))


def withdraw(request, *, by, reason, version=None, occurred_at=None):
    """Take back a request that was sent: what was typed stays, and its reports can be merged anew.

    None of them counts as saved any more.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {"by": by, "role": STAFF, "note": reason, "version": version, "occurred_at": when}
        held = workflow.move(request, Status.WITHDRAWN, verb=Verb.WITHDRAWN, **facts)
        held.parts.update(released_at=when)
        notices.withdrawn(held, reason, when)
    return held
