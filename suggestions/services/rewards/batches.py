"""Approved rewards go to finance in batches: shared out to people, under one number, each reward in one batch only."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from members.models import Enterprise

from ...models import Reward, RewardBatch, RewardEvent, RewardShare
from ...notifications import rewarding, told
from . import people

Status, Verb = Reward.Status, RewardEvent.Verb
# More than a union office pays at once, and few enough to be read through.
MOST_IN_BATCH = 200


@told(rewarding.sent)
def send(rewards, *, by, occurred_at=None):
    """Send approved rewards of one enterprise to finance; each is shared out among those who had the idea.

    All of them or none: raises WorkflowError naming the first that cannot be paid yet or is on its way already.
    """
    when = occurred_at or timezone.now()
    enterprise_id = _the_only_enterprise(rewards)
    with transaction.atomic():
        enterprise = Enterprise.objects.select_for_update().get(pk=enterprise_id)
        batch = _new_batch(enterprise, by=by, when=when)
        for reward in rewards:
            _send(reward, batch, by=by, when=when)
    return batch


def _the_only_enterprise(rewards):
    found = {reward.enterprise_id for reward in rewards}
    if not found:
        raise workflow.WorkflowError(_("Please tick at least one reward."))
    if len(found) > 1:
        raise workflow.WorkflowError(_("A batch holds rewards of one enterprise."))
    if len(rewards) > MOST_IN_BATCH:
        raise workflow.WorkflowError(_("At most %(n)s rewards fit into one batch.") % {"n": MOST_IN_BATCH})
    return found.pop()


def _new_batch(enterprise, *, by, when):
    """Numbered inside the enterprise and year; the enterprise is locked, so no number is given twice."""
    year = timezone.localtime(when).year
    given = enterprise.reward_batches.filter(year=year).aggregate(last=Max("place"))
    place = (given["last"] or 0) + 1
    number = f"{enterprise.code}-JL{year}-{place:03}"
    return RewardBatch.objects.create(
        number=number, enterprise=enterprise, year=year, place=place, sent_by=by, sent_at=when
    )


def _send(reward, batch, *, by, when):
    fresh = workflow.lock(reward)
    if fresh.status != Status.APPROVED:
        raise workflow.TransitionError(fresh, Status.SENT)
    # Nobody changes the shares at this moment.
    fresh.suggestion = workflow.lock(fresh.suggestion)
    if obstacle := people.obstacles_to_paying(fresh):
        raise workflow.WorkflowError(_("%(number)s: %(reason)s") % {"number": fresh.number, "reason": obstacle})
    facts = {"by": by, "role": "officer", "note": batch.number, "occurred_at": when}
    sent = workflow.move(fresh, Status.SENT, batch=batch, **facts)
    RewardShare.objects.bulk_create(
        RewardShare(reward=sent, person=part.person, share=part.share, fen=part.fen)
        for part in people.parts_of(fresh.suggestion, sent.due_fen)
    )


@told(rewarding.given_back)
def give_back(reward, *, by, role, reason, version=None, occurred_at=None):
    """Take a reward out of its batch before anything of it was paid: it is approved as before and can be sent again."""
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write down why."))
    with transaction.atomic():
        fresh = workflow.lock(reward, version=version)
        if fresh.status != Status.SENT:
            raise workflow.TransitionError(fresh, Status.APPROVED)
        if fresh.shares.filter(paid_on__isnull=False).exists():
            raise workflow.WorkflowError(_("A part of it has been paid, so it stays in its batch."))
        fresh.shares.all().delete()
        facts = {"by": by, "role": role, "note": reason, "occurred_at": occurred_at}
        return workflow.move(fresh, Status.APPROVED, verb=Verb.RETURNED, batch=None, **facts)
