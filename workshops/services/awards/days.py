"""The days of a round that was called for: moved to later ones, never to earlier ones."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardRound, AwardRoundEvent
from ...notifications import awards as telling
from ..days import today

Status = AwardRound.Status
MOVABLE = {Status.OPEN: ("entries_by", "scores_by"), Status.REVIEW: ("scores_by",)}


def move_days(award, *, by, reason, version=None, occurred_at=None, **days):
    """Give more time: `entries_by` and `scores_by` while it is called for, `scores_by` while it is judged. Return it.

    Whoever waits for these days is told with the reason. Raises WorkflowError for an earlier day, since others count
    on the one that was named, for one that is over, without a reason, and when no day changes.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        moved = _moved(fresh, days)
        _check(fresh, moved, reason, today(when))
        facts = {"note": _note(reason, moved), "occurred_at": when}
        workflow.append(fresh, AwardRoundEvent.Verb.DAYS, **acting(by, fresh), **facts)
        workflow.save(fresh, **moved)
        telling.days_moved(fresh, reason, when)
    return fresh


def _moved(award, days):
    """The days that change, set on the round. Raises TransitionError where the round is past them."""
    if not set(days) <= set(MOVABLE.get(award.status, ())):
        raise workflow.TransitionError(award, award.status)
    moved = {name: day for name, day in days.items() if day != getattr(award, name)}
    if any(day < getattr(award, name) for name, day in moved.items()):
        raise WorkflowError(_("Days can only be moved to later ones: others count on those that were named."))
    for name, day in moved.items():
        setattr(award, name, day)
    return moved


def _note(reason, moved):
    """The reason, and each new day under the name that the page gives it."""
    labels = {"entries_by": _("Recommendations until"), "scores_by": _("Scores until")}
    said = [_("%(what)s: %(words)s") % {"what": labels[name], "words": day.isoformat()} for name, day in moved.items()]
    return "\n".join([reason.strip(), *said])


def _check(award, moved, reason, day):
    if not moved:
        raise WorkflowError(_("Please choose a later day."))
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    if min(moved.values()) < day:
        raise WorkflowError(_("This day is over. Please choose a later one."))
    if award.scores_by <= award.entries_by:
        raise WorkflowError(_("Judging begins when the recommendations are closed: please choose a later day."))
