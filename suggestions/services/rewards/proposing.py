"""A reward is proposed by one person and approved by another, neither of whom gets it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ...models import Reward, RewardEvent, RewardRule
from ...notifications import rewarding, told
from . import people, reckoning

Status, Verb = Reward.Status, RewardEvent.Verb


@told(rewarding.proposed)
def propose(
    suggestion,
    *,
    by,
    role,
    choice,
    grade_reason="",
    borrowed_reason="",
    elsewhere_note="",
    note="",
    version=None,
    occurred_at=None,
):
    """Propose a reward for what was done, or is kept in reserve; the amounts are reckoned here and kept as they were.

    Raises WorkflowError while the step is locked (Arts. 5, 9), while another reward is on its way or somebody has not
    confirmed having had the idea too, and RefusedError where the choice does not fit the table.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        if reason := why_not_proposed(fresh, by):
            raise workflow.WorkflowError(reason)
        sums = _reckoned(fresh, choice, when)
        words = _words(sums, choice, grade_reason, borrowed_reason, elsewhere_note)
        reward = _create(fresh, sums, by=by, when=when, is_borrowed=choice.is_borrowed, note=note, **words)
        workflow.append(reward, Verb.PROPOSED, by=by, role=role, note=note, occurred_at=when, to=Status.PROPOSED)
        # What rests on the suggestion from now on is not taken back with a ledger, and open pages notice.
        workflow.save(fresh)
    return reward


def why_not_proposed(suggestion, by):
    """The first reason why this person cannot propose a reward for it now, "" when they can."""
    under_way = suggestion.rewards.under_way().exists()
    reasons = [
        _("Nobody proposes a reward for an idea of their own.") if people.gets_reward(by, suggestion) else "",
        reckoning.lock_of(suggestion),
        _("A reward for it is on its way already.") if under_way else "",
        people.obstacles_to_proposing(suggestion),
    ]
    return next(filter(None, reasons), "")


def _reckoned(suggestion, choice, when):
    rule = reckoning.rule_on(suggestion, timezone.localtime(when).date())
    # From here on the version is used; nobody is changing it at this moment.
    RewardRule.objects.select_for_update().get(pk=rule.pk)
    sums = reckoning.reckon(suggestion, rule, choice)
    if sums.amount_fen is None:
        raise reckoning.RefusedError("amount", _("Please choose the amount."))
    return sums


def _words(sums, choice, grade_reason, borrowed_reason, elsewhere_note):
    """The reasons in writing, each where the table leaves something to a person."""
    needed = [
        ("grade_reason", grade_reason, sums.basis == Reward.Basis.EFFECT),
        ("borrowed_reason", borrowed_reason, choice.is_borrowed),
        ("elsewhere_note", elsewhere_note, choice.elsewhere_fen > 0),
    ]
    for name, text, is_needed in needed:
        if is_needed and not text.strip():
            raise reckoning.RefusedError(name, _("Please write down why."))
    return {name: text if is_needed else "" for name, text, is_needed in needed}


def _create(suggestion, sums, *, by, when, **words):
    turn = suggestion.rewards.count() + 1
    return Reward.objects.create(
        number=f"{suggestion.number}-{turn}",
        suggestion=suggestion,
        enterprise_id=suggestion.enterprise_id,
        rule=sums.rule,
        basis=sums.basis,
        value_fen=sums.value_fen,
        graded=sums.graded,
        grade=sums.grade,
        amount_fen=sums.amount_fen,
        before_fen=sums.before_fen,
        elsewhere_fen=sums.elsewhere_fen,
        due_fen=sums.due_fen,
        proposed_by=by,
        proposed_at=when,
        **words,
    )


@told(rewarding.approved)
def approve(reward, *, by, version=None, occurred_at=None):
    """The second person agrees: the reward is granted; what leaves nothing to pay is settled with that.

    Raises WorkflowError for whoever proposed it or gets it, and when the facts are no longer those it rests on.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _proposed(reward, version, Status.APPROVED)
        _check_second_person(fresh, by)
        _check_still_so(fresh)
        to = Status.APPROVED if fresh.due_fen else Status.SETTLED
        facts = {"by": by, "role": "officer", "occurred_at": when}
        return workflow.move(fresh, to, approved_by=by, approved_at=when, **facts)


def _proposed(reward, version, to):
    fresh = workflow.lock(reward, version=version)
    if fresh.status != Status.PROPOSED:
        raise workflow.TransitionError(fresh, to)
    return fresh


def _check_second_person(reward, by):
    if by.pk == reward.proposed_by_id:
        raise workflow.WorkflowError(_("Whoever proposed it does not approve it: that takes a second person."))
    if people.gets_reward(by, reward.suggestion):
        raise workflow.WorkflowError(_("Nobody approves a reward of their own."))


def _check_still_so(reward):
    suggestion = reward.suggestion
    now = (reckoning.lock_of(suggestion), reckoning.basis_of(suggestion), reckoning.value_of(suggestion))
    if now != ("", reward.basis, reward.value_fen) or reckoning.paid_before(suggestion) != reward.before_fen:
        raise workflow.WorkflowError(_("The facts have changed since. Please reject it and have it proposed anew."))


@told(rewarding.rejected)
def reject(reward, *, by, reason, version=None, occurred_at=None):
    """The second person does not agree, and says why."""
    _written(reason)
    with transaction.atomic():
        fresh = _proposed(reward, version, Status.REJECTED)
        _check_second_person(fresh, by)
        facts = {"by": by, "role": "officer", "note": reason, "occurred_at": occurred_at}
        return workflow.move(fresh, Status.REJECTED, **facts)


@told(rewarding.withdrawn)
def withdraw(reward, *, by, role, reason, version=None, occurred_at=None):
    """Take back a proposal, or an approved reward that has not gone to finance, with a reason.

    Raises WorkflowError for anybody but whoever proposed it, and once it is approved, for anybody but an officer.
    """
    _written(reason)
    with transaction.atomic():
        fresh = workflow.lock(reward, version=version)
        if not is_withdrawn_by(by, role, fresh):
            raise workflow.WorkflowError(
                _("Whoever proposed it withdraws a proposal, and an officer what is approved.")
            )
        facts = {"by": by, "role": role, "note": reason, "occurred_at": occurred_at}
        return workflow.move(fresh, Status.WITHDRAWN, **facts)


def is_withdrawn_by(user, role, reward):
    """Whether it is for this person, acting in this role, to withdraw it."""
    return reward.proposed_by_id == user.pk if reward.status == Status.PROPOSED else role == "officer"


def _written(reason):
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write down why."))
