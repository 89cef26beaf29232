"""A task goes from one owner to another, with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Handover, SuggestionEvent
from ..notifications import moves, told
from .implementation import check_not_reported

Verb = SuggestionEvent.Verb


@told(moves.task_handed_on)
def hand_over(suggestion, *, by, role="owner", to, reason, version=None, occurred_at=None):
    """Give the task to another owner; whoever had it goes on seeing it. The promised day stays.

    Raises WorkflowError when the new owner is not in service in the same enterprise, or has it already.
    """
    when = occurred_at or timezone.now()
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write why: the worker reads it."))
    if to.enterprise_id != suggestion.enterprise_id or not to.in_service:
        raise workflow.WorkflowError(_("The owner must be in service in the same enterprise."))
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        check_not_reported(fresh)
        before = _replace_owner(fresh.implementation, to)
        words = {"after": to.name, "reason": reason, "before": before.name if before else ""}
        note = _("From %(before)s to %(after)s. %(reason)s") if before else _("To %(after)s. %(reason)s")
        Handover.objects.create(
            implementation=fresh.implementation,
            from_owner=before,
            to_owner=to,
            reason=reason,
            handed_by=by,
            handed_at=when,
        )
        workflow.append(fresh, Verb.HANDED_OVER, by=by, role=role, note=note % words, occurred_at=when)
        workflow.save(fresh)
    return fresh


def _replace_owner(implementation, to):
    """Write the new owner, return the one before (None: a ledger named none)."""
    before = implementation.owner
    if before == to:
        raise workflow.WorkflowError(_("%(name)s has the task already.") % {"name": to.name})
    implementation.owner = to
    implementation.save(update_fields=["owner", "updated_at"])
    return before
