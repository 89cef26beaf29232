"""From the task book to the delivery: milestones are planned, reported by the team, and checked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import full_day
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import Problem, ProblemEvent, ProblemMilestone
from ...notifications import problems as notices
from ...permissions.problems import keeps_problem
from ..days import check_past, moment_of
from .bidding import chosen_bid
from .moves import acting_for, note, step, written

Status, Verb = Problem.Status, ProblemEvent.Verb
PLANNING = (Status.CLAIMED, Status.WORKING)


def plan(problem, *, by, title, due_on, version=None, occurred_at=None):
    """Add a milestone with its day, and return it; at most 12 make a plan that is still read."""
    written(title)
    with transaction.atomic():
        fresh = _in(PLANNING, problem, version)
        if fresh.milestones.count() >= ProblemMilestone.MOST:
            raise WorkflowError(_("12 milestones are planned already. Please put some of them together."))
        if not timezone.localdate(fresh.claimed_at) <= due_on <= fresh.due_on:
            raise WorkflowError(_("Please choose a day before the one by which it is to be solved."))
        milestone = fresh.milestones.create(title=title, due_on=due_on)
        note(fresh, Verb.PLANNED, when=occurred_at, note=_words(milestone), **_acting(by, fresh))
    return milestone


def unplan(milestone, *, by, version=None, occurred_at=None):
    """Take out a milestone that nobody has reported; its name and day stay in the history.

    Once the task book is signed, only those who posted the problem do, because it lists what they check.
    """
    with transaction.atomic():
        problem = _in(PLANNING, milestone.problem, version)
        found = _found(problem, milestone)
        if found.reported_at or found.finding:
            raise WorkflowError(_("This milestone has been reported already, so it stays."))
        if problem.status == Status.WORKING and not keeps_problem(by, problem):
            raise WorkflowError(_("It is in the signed task book: only those who posted the problem take it out."))
        note(problem, Verb.UNPLANNED, when=occurred_at, note=_words(found), **_acting(by, problem))
        found.delete()
    return problem


def _words(milestone):
    return _("%(title)s, by %(day)s") % {"title": milestone.title, "day": full_day(milestone.due_on)}


def sign(problem, *, by, signed_on, version=None, occurred_at=None):
    """Both sides have signed the task book on paper: the work begins. It has a milestone at least."""
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        check_past(signed_on, occurred_at)
        if not fresh.milestones.exists():
            raise WorkflowError(_("Please plan a milestone first: the task book lists what is checked when."))
        when = occurred_at or moment_of(max(signed_on, timezone.localdate(fresh.claimed_at)))
        fresh = step(fresh, Status.WORKING, when=when, signed_on=signed_on, **acting_for(by, fresh))
        notices.signed(fresh, chosen_bid(fresh), when)
    return fresh


def report(milestone, *, by, text, version=None, occurred_at=None):
    """The team says that a milestone is reached; whoever posted the problem is asked to check it."""
    when = occurred_at or timezone.now()
    written(text)
    with transaction.atomic():
        problem = _in((Status.WORKING,), milestone.problem, version)
        found = _found(problem, milestone)
        if found.passed_at:
            raise WorkflowError(_("This milestone has been checked and reached already."))
        found.reported_at, found.report, found.finding = when, text, ""
        found.save(update_fields=["reported_at", "report", "finding", "updated_at"])
        facts = {"note": f"{found.title}\n{text}", **_acting(by, problem)}
        note(problem, Verb.REPORTED, when=when, **facts)
        notices.reported(problem, found, when)
    return found


def check(milestone, *, by, reached, finding="", version=None, occurred_at=None):
    """Whoever posted the problem has looked: it is reached, or not yet, and then says what is missing."""
    when = occurred_at or timezone.now()
    if not reached:
        written(finding)
    with transaction.atomic():
        problem = _in((Status.WORKING,), milestone.problem, version)
        found = _found(problem, milestone)
        if not found.waits_for_check:
            raise WorkflowError(_("Nothing is reported here that waits for a check."))
        found.finding = finding
        found.passed_at, found.reported_at = (when, found.reported_at) if reached else (None, None)
        found.save(update_fields=["finding", "passed_at", "reported_at", "updated_at"])
        words = {"note": f"{found.title}\n{finding}".strip(), **acting_for(by, problem)}
        note(problem, Verb.PASSED if reached else Verb.NOT_PASSED, when=when, **words)
        notices.checked(problem, found, chosen_bid(problem), when)
    return found


def deliver(problem, *, by, text, version=None, occurred_at=None):
    """The team hands over what it has worked out; all milestones are checked by then."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        passed = list(fresh.milestones.values_list("passed_at", flat=True))
        if not passed or not all(passed):
            raise WorkflowError(_("Not all milestones are checked and reached yet."))
        facts = {"note": written(text), "delivered_at": when, **_acting(by, fresh)}
        fresh = step(fresh, Status.DELIVERED, when=when, **facts)
        notices.delivered(fresh, when)
    return fresh


def _acting(by, problem):
    """The team acts for its workshop, everybody else for the enterprise that posted the problem."""
    solver, own = chosen_bid(problem), acting_for(by, problem)
    return own if own["role"] != Problem.RUN_BY or solver is None else acting(by, solver)


def _in(statuses, problem, version):
    fresh = workflow.lock(problem, version=version)
    if fresh.status not in statuses:
        raise workflow.TransitionError(fresh, fresh.status)
    return fresh


def _found(problem, milestone):
    found = problem.milestones.filter(pk=milestone.pk).first()
    if found is None:
        raise WorkflowError(_("This milestone has been taken out meanwhile."))
    return found
