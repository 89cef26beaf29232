"""Finance pays, the person confirms or says that nothing has come, and what was got by fraud is taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ...models import Reward, RewardEvent
from ...notifications import rewarding, told
from .arithmetic import to_yuan
from .people import gets_reward

Status, Verb = Reward.Status, RewardEvent.Verb


def _locked(share):
    """(its reward, itself), both locked by the reward's row and freshly read."""
    reward = workflow.lock(share.reward)
    return reward, reward.shares.select_related("person").get(pk=share.pk)


def money(fen):
    return f"¥{to_yuan(fen):,.2f}"


def pay(share, *, by, paid_on, occurred_at=None):
    """Finance notes that one person was paid; with the last of them the whole reward is paid.

    Raises WorkflowError for what is paid already or not with finance, and for a day to come or before it was sent.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        reward, fresh = _locked(share)
        _check_can_be_paid(reward, fresh, paid_on, today=timezone.localtime(when).date())
        fresh.paid_on, fresh.paid_by = paid_on, by
        fresh.save(update_fields=["paid_on", "paid_by"])
        rewarding.paid(fresh, paid_on=paid_on, occurred_at=when)
        facts = {"by": by, "role": "finance", "note": money(fresh.fen), "occurred_at": when}
        if reward.shares.filter(paid_on=None).exists():
            return _note(reward, Verb.PART_PAID, **facts)
        return workflow.move(reward, Status.PAID, **facts)


def _check_can_be_paid(reward, share, paid_on, *, today):
    if share.paid_on:
        raise workflow.WorkflowError(_("Paid already, on %(day)s.") % {"day": share.paid_on.isoformat()})
    if reward.status != Status.SENT:
        raise workflow.TransitionError(reward, Status.PAID)
    if paid_on > today:
        raise workflow.WorkflowError(_("This day is still to come."))
    if paid_on < timezone.localtime(reward.batch.sent_at).date():
        raise workflow.WorkflowError(_("This is before the batch was sent to finance."))


def _note(reward, verb, **facts):
    """Append an event without moving the reward."""
    workflow.append(reward, verb, **facts)
    workflow.save(reward)
    return reward


def unpay(share, *, by, reason, occurred_at=None):
    """Take the note of a payment back: it was a mistake, and the person has yet to be paid.

    Raises WorkflowError when the person has confirmed it, or when something of it was taken back.
    """
    with transaction.atomic():
        reward, fresh = _locked(share)
        if not fresh.paid_on or fresh.received_at or reward.status == Status.CLAWED_BACK:
            raise workflow.WorkflowError(_("This payment stands: it has been confirmed or taken back."))
        fresh.paid_on = fresh.paid_by = fresh.missing_at = None
        fresh.save(update_fields=["paid_on", "paid_by", "missing_at"])
        rewarding.unpaid(fresh, reason=reason, occurred_at=occurred_at)
        facts = {"by": by, "role": "finance", "note": reason, "occurred_at": occurred_at}
        if reward.status == Status.PAID:
            return workflow.move(reward, Status.SENT, verb=Verb.UNPAID, **facts)
        return _note(reward, Verb.UNPAID, **facts)


def receive(share, *, by, occurred_at=None):
    """The person says that the money has come; with the last of them the whole reward is received."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        reward, fresh = _own(share, by)
        fresh.received_at, fresh.missing_at = when, None
        fresh.save(update_fields=["received_at", "missing_at"])
        rewarding.received(fresh)
        facts = {"role": "author", "occurred_at": when}
        if reward.status == Status.PAID and not reward.shares.filter(received_at=None).exists():
            return workflow.move(reward, Status.RECEIVED, **facts)
        return _note(reward, Verb.PART_RECEIVED, **facts)


def report_missing(share, *, by, note, occurred_at=None):
    """The person says that nothing has come; finance looks into it."""
    when = occurred_at or timezone.now()
    if not note.strip():
        raise workflow.WorkflowError(_("Please write a word about it, so that finance can look."))
    with transaction.atomic():
        reward, fresh = _own(share, by)
        if fresh.missing_at:
            raise workflow.WorkflowError(_("You have said so already. Finance is looking into it."))
        fresh.missing_at, fresh.missing_note, fresh.missing_answer = when, note, ""
        fresh.save(update_fields=["missing_at", "missing_note", "missing_answer"])
        rewarding.missing(fresh, note=note, occurred_at=when)
        return _note(reward, Verb.MISSING, role="author", note=note, occurred_at=when)


def _own(share, by):
    """The locked reward and the person's own share of it, paid and not confirmed."""
    reward, fresh = _locked(share)
    if fresh.person.user_id != by.pk:
        raise workflow.WorkflowError(_("Only the person it was paid to says so."))
    if fresh.received_at:
        raise workflow.WorkflowError(_("You have confirmed it already. Thank you."))
    if not fresh.paid_on:
        raise workflow.WorkflowError(_("It has not been paid yet."))
    return reward, fresh


def answer_missing(share, *, by, answer, occurred_at=None):
    """Finance has looked: it was paid, and how; the person is asked once more."""
    if not answer.strip():
        raise workflow.WorkflowError(_("Please write what you have found: the person reads it."))
    with transaction.atomic():
        reward, fresh = _locked(share)
        if not fresh.missing_at:
            raise workflow.WorkflowError(_("Nobody waits for an answer here any more."))
        fresh.missing_at, fresh.missing_answer = None, answer
        fresh.save(update_fields=["missing_at", "missing_answer"])
        rewarding.looked_into(fresh, answer=answer, occurred_at=occurred_at)
        return _note(reward, Verb.ANSWERED, by=by, role="finance", note=answer, occurred_at=occurred_at)


@told(rewarding.taken_back)
def claw_back(reward, *, by, reason, amounts, version=None, occurred_at=None):
    """Take money back that was got by fraud (Art. 21), {payment id: fen}, from each at most what they were paid.

    Raises WorkflowError without a reason, for whoever got it, for nothing at all, and for more than is left.
    """
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write down why."))
    with transaction.atomic():
        fresh = workflow.lock(reward, version=version)
        if gets_reward(by, fresh.suggestion):
            raise workflow.WorkflowError(_("Nobody decides on a reward of their own."))
        shares = list(fresh.shares.filter(pk__in=amounts))
        _check_can_be_taken_back(shares, amounts)
        for share in shares:
            share.taken_back_fen += amounts[share.pk]
            share.save(update_fields=["taken_back_fen"])
        note = _("%(amount)s. %(reason)s") % {"amount": money(sum(amounts.values())), "reason": reason}
        facts = {"by": by, "role": "officer", "note": note, "occurred_at": occurred_at}
        return workflow.move(fresh, Status.CLAWED_BACK, **facts)


def _check_can_be_taken_back(shares, amounts):
    if len(shares) != len(amounts) or min(amounts.values(), default=0) < 0 or not sum(amounts.values()):
        raise workflow.WorkflowError(_("Please write an amount above 0."))
    if any(amounts[share.pk] > share.kept_fen for share in shares):
        raise workflow.WorkflowError(_("At most what was paid and not yet taken back can be taken back."))
