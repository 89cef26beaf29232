"""How a problem ends: accepted with a result and a reward, not solved, ended early, or unclaimed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError

from ...models import Problem, ProblemEvent, Result, Workshop
from ...notifications import problems as notices
from .. import results
from ..days import check_past
from .bidding import chosen_bid
from .moves import acting_for, announce, note, step, written

Status, Verb = Problem.Status, ProblemEvent.Verb


def accept(problem, *, by, minutes, reached_value, version=None, occurred_at=None):
    """Whoever posted it accepts what was delivered: the problem is solved, and a draft of the result is registered.

    The result belongs to the workshop that solved it, with its team as those who made it. Return the problem.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        ending = {"outcome": written(minutes), "reached_value": written(reached_value), "closed_at": when}
        facts = {**acting_for(by, fresh), "note": minutes, "occurred_at": when}
        # Everything is written before anybody hears of it: whoever listens finds the result there.
        fresh = workflow.move(fresh, Status.ACCEPTED, **ending, **facts)
        solver = chosen_bid(fresh)
        result = _register(fresh, solver, by, when)
        announce(fresh, Verb.ACCEPTED, when)
        notices.accepted(fresh, solver, result, when)
    return fresh


def _register(problem, solver, by, when):
    """A draft, so that the workshop completes it before it shares it."""
    makers = [{"person": member.person, "did": member.does} for member in solver.team.select_related("person")]
    return results.enter(
        by=by,
        enterprise=solver.workshop.enterprise,
        workshops=[solver.workshop],
        specialities=problem.specialities.all(),
        makers=makers,
        occurred_at=when,
        problem=problem,
        title=problem.title,
        innovation=_innovation_of(solver.workshop),
        before=_lines(problem.description, problem.current_value),
        method=solver.plan,
        after=_lines(problem.reached_value, problem.outcome),
        owner=_owner_of(problem, solver),
        licence=Result.Licence.FREE if _is_inside(problem, solver) else Result.Licence.AGREEMENT,
        owner_note=_agreed(problem),
        visibility=problem.visibility,
    )


def _lines(*parts):
    return "\n".join(part for part in parts if part)


def _innovation_of(workshop):
    """The first kind the workshop says it innovates in, technology where it says nothing."""
    kinds = [kind for kind in Workshop.Innovation.values if getattr(workshop, f"innovates_{kind}")]
    return kinds[0] if kinds else Workshop.Innovation.TECHNOLOGY


def _is_inside(problem, solver):
    return solver.workshop.enterprise_id == problem.enterprise_id


def _owner_of(problem, solver):
    """As the task book says; inside one enterprise it is the enterprise's, whichever side is named there."""
    if _is_inside(problem, solver):
        return Result.Owner.ENTERPRISE
    owners = {Problem.Ownership.JOINT: Result.Owner.JOINT, Problem.Ownership.POSTER: Result.Owner.POSTER}
    return owners.get(problem.ownership, Result.Owner.ENTERPRISE)


def _agreed(problem):
    """What the task book says, so that it stays true whoever reads the result."""
    field = Result._meta.get_field("owner_note")
    words = _("Agreed for %(number)s (%(enterprise)s): %(owner)s. %(note)s") % {
        "number": problem.number,
        "enterprise": problem.enterprise.short_name,
        "owner": problem.get_ownership_display(),
        "note": problem.ownership_note,
    }
    return words.strip()[: field.max_length]


def rework(problem, *, by, reason, version=None, occurred_at=None):
    """What was delivered does not do yet: back to the team, with what is missing."""
    with transaction.atomic():
        facts = {**acting_for(by, problem), "note": written(reason), "version": version, "delivered_at": None}
        fresh = step(problem, Status.WORKING, verb=Verb.REWORK, when=occurred_at, **facts)
        notices.rework(fresh, chosen_bid(fresh), reason, occurred_at)
    return fresh


def fail(problem, *, by, reason, version=None, occurred_at=None):
    """It could not be solved; what was tried and learned is said."""
    return _close(problem, Status.FAILED, by, reason, version, occurred_at)


def end(problem, *, by, reason, version=None, occurred_at=None):
    """It is ended early: it is not needed any more, or somebody leaves."""
    return _close(problem, Status.ENDED, by, reason, version, occurred_at)


def declare_unclaimed(problem, *, by, reason, version=None, occurred_at=None):
    """Bids are closed, and none of them fits; without any bid the clock does it (流榜)."""
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        if fresh.is_open and fresh.bids_until >= timezone.localdate(occurred_at):
            raise WorkflowError(_("Bids are still taken. Please wait until that day is over, or end it early."))
        return _close(fresh, Status.UNCLAIMED, by, reason, None, occurred_at)


def _close(problem, to, by, reason, version, occurred_at):
    when = occurred_at or timezone.now()
    facts = acting_for(by, problem) if by else {"role": "system"}
    with transaction.atomic():
        ending = {"note": written(reason), "outcome": reason, "closed_at": when, "version": version}
        fresh = step(problem, to, when=when, **ending, **facts)
        for offered in fresh.bids.filter(status="offered").order_by("pk"):
            workflow.move(offered, "not_chosen", note=reason, occurred_at=when, **facts)
        notices.closed(fresh, reason, when)
    return fresh


def pay(problem, *, by, paid_on, receipt, version=None, occurred_at=None):
    """The reward has been paid: on which day, and by which receipt."""
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        check_past(paid_on, occurred_at)
        if not fresh.reward_is_due:
            raise WorkflowError(_("No reward is due here."))
        if paid_on < timezone.localdate(fresh.closed_at):
            raise WorkflowError(_("It was accepted later than that."))
        note(fresh, Verb.PAID, when=occurred_at, note=written(receipt), **acting_for(by, fresh))
        workflow.save(fresh, reward_paid_on=paid_on, reward_receipt=receipt)
        notices.paid(fresh, chosen_bid(fresh), occurred_at)
    return fresh
