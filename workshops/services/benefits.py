"""Finance verifies what a result brings: that of the makers' own enterprise, and that of each unit that uses it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from members.permissions import has_role

from ..models import Result, SharedUse
from ..notifications import results as notices
from ..permissions.results import has_claimed


def verify_result(result, *, by, yuan, basis, version=None, occurred_at=None):
    """Finance of the makers' enterprise enters what holds; a later call corrects it and leaves both events.

    Raises WorkflowError to whoever is not finance there, and to whoever made it.
    """

    def check(fresh):
        if fresh.status == Result.Status.WITHDRAWN:
            raise workflow.TransitionError(fresh, fresh.status)
        if fresh.makers.filter(person__user=by).exists():
            raise workflow.WorkflowError(_("Here a colleague in finance has to verify."))

    return _verify(result, check, by=by, yuan=yuan, basis=basis, version=version, occurred_at=occurred_at)


def verify_use(use, *, by, yuan, basis, version=None, occurred_at=None):
    """Finance of the unit that uses it enters what it brings there; the makers' own amount stays as it is."""

    def check(fresh):
        if fresh.status not in SharedUse.IN_USE:
            raise workflow.WorkflowError(_("Only what is in use can be verified."))
        if has_claimed(by, fresh):
            raise workflow.WorkflowError(_("Here a colleague in finance has to verify."))

    return _verify(use, check, by=by, yuan=yuan, basis=basis, version=version, occurred_at=occurred_at)


def _verify(record, check, *, by, yuan, basis, version, occurred_at):
    when = occurred_at or timezone.now()
    if not basis.strip():
        raise workflow.WorkflowError(_("An amount needs its basis: please write what it rests on."))
    if not has_role(by, record.enterprise_id, "finance"):
        raise workflow.WorkflowError(_("Only finance of the enterprise verifies a benefit."))
    with transaction.atomic():
        fresh = workflow.lock(record, version=version)
        check(fresh)
        note = f"¥{yuan:,.2f} {basis}"
        workflow.append(fresh, "verified", by=by, role="finance", note=note, occurred_at=when)
        workflow.save(fresh, verified_yuan=yuan, verified_basis=basis, verified_by=by, verified_at=when)
        notices.verified(fresh, when)
    return fresh
