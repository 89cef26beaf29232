"""Bidding for a problem and choosing one of the bids; of two who choose at once one does."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import Bid, BidEvent, BidMember, Problem, ProblemEvent
from ...notifications import problems as notices
from .moves import acting_for, step, written

Status, Verb = Problem.Status, ProblemEvent.Verb
# 一等奖 of science prizes name nine people at most; so does the result that may come of it.
MOST_IN_TEAM = 9


def bid(problem, *, by, workshop, plan, promised_on, team, needs="", occurred_at=None):
    """Bid for an open problem on behalf of a workshop, and return the bid.

    `team` are dicts of `person` and `does`, who leads it first. Raises WorkflowError for what the problem does not
    allow, for people of other enterprises, and for a second bid of the same workshop.
    """
    when = occurred_at or timezone.now()
    written(plan)
    with transaction.atomic():
        fresh = workflow.lock(problem)
        _check_open(fresh, workshop, when)
        _check_team(workshop, team)
        _check_day(fresh, promised_on, when)
        facts = {"plan": plan, "promised_on": promised_on, "needs": needs, "offered_by": by, "offered_at": when}
        offered = Bid.objects.create(problem=fresh, workshop=workshop, **facts)
        rows = [BidMember(bid=offered, place=place, **member) for place, member in enumerate(team, start=1)]
        BidMember.objects.bulk_create(rows)
        workflow.append(offered, BidEvent.Verb.OFFERED, **acting(by, workshop), occurred_at=when)
        notices.bid_offered(offered, when)
    return offered


def _check_open(problem, workshop, when):
    if problem.status != Status.OPEN or problem.bids_until < timezone.localdate(when):
        raise WorkflowError(_("No more bids are taken for this problem."))
    if not problem.crosses and workshop.enterprise_id != problem.enterprise_id:
        raise WorkflowError(_("Only workshops of %(enterprise)s may bid.") % {"enterprise": problem.enterprise})
    if workshop.pk == problem.workshop_id:
        raise WorkflowError(_("%(workshop)s has posted it: another workshop has to solve it.") % {"workshop": workshop})
    if not workshop.is_active:
        raise WorkflowError(_("This workshop has been closed."))
    if problem.bids.standing().filter(workshop=workshop).exists():
        raise WorkflowError(_("%(workshop)s has bid already.") % {"workshop": workshop})


def _check_team(workshop, team):
    people = [member["person"] for member in team]
    if not people:
        raise WorkflowError(_("Please name the team: who leads it comes first."))
    if len(people) > MOST_IN_TEAM:
        raise WorkflowError(_("A team names %(most)d people at most.") % {"most": MOST_IN_TEAM})
    if len(set(people)) < len(people):
        raise WorkflowError(_("Somebody is in the team twice."))
    if any(person.enterprise_id != workshop.enterprise_id or not person.in_service for person in people):
        raise WorkflowError(_("The team is of people in service in the enterprise of the workshop."))


def _check_day(problem, promised_on, when):
    if not timezone.localdate(when) < promised_on <= problem.due_on:
        raise WorkflowError(_("Please promise a day before the one by which it is to be solved."))


def withdraw_bid(offered, *, by, reason="", version=None, occurred_at=None):
    """Take a bid back before anybody has chosen."""
    with transaction.atomic():
        fresh = workflow.lock(offered, version=version)
        if not fresh.is_offered:
            raise workflow.TransitionError(fresh, Bid.Status.WITHDRAWN)
        facts = {**acting(by, fresh), "note": reason, "occurred_at": occurred_at}
        return workflow.move(fresh, Bid.Status.WITHDRAWN, **facts)


def choose(problem, *, by, bid, reason="", version=None, occurred_at=None):
    """Choose one of the bids; the others are told, with the reason where one is given. Return the problem.

    Raises WorkflowError while bids are taken: every workshop has until the day that was named. Raises TransitionError
    when somebody has chosen already, or the bid was taken back.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        if fresh.is_open and fresh.bids_until >= timezone.localdate(when):
            raise WorkflowError(_("Bids are still taken. Please wait until that day is over, or end it early."))
        if bid.problem_id != fresh.pk:
            raise WorkflowError(_("This bid is for another problem."))
        facts = {**acting_for(by, fresh), "note": reason}
        fresh = step(fresh, Status.CLAIMED, when=when, claimed_at=when, **facts)
        picked = workflow.move(bid, Bid.Status.CHOSEN, occurred_at=when, **facts)
        others = [_let_go(one, when, facts) for one in fresh.bids.filter(status=Bid.Status.OFFERED).order_by("pk")]
        notices.chosen(fresh, picked, others, reason, when)
    return fresh


def _let_go(offered, when, facts):
    return workflow.move(offered, Bid.Status.NOT_CHOSEN, occurred_at=when, **facts)


def reopen(problem, *, by, reason, bids_until, version=None, occurred_at=None):
    """Whoever was chosen does not sign: their bid is taken back, the other bids stand again, and new ones may come."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        if not timezone.localdate(when) < bids_until < fresh.due_on:
            raise WorkflowError(_("Please choose a day between today and the one by which it is to be solved."))
        facts = {**acting_for(by, fresh), "note": written(reason)}
        days = {"bids_until": bids_until, "claimed_at": None, "choice_reminded_at": None}
        fresh = step(fresh, Status.OPEN, verb=Verb.REOPENED, when=when, **days, **facts)
        gone = workflow.move(chosen_bid(fresh), Bid.Status.WITHDRAWN, occurred_at=when, **facts)
        passed_over = fresh.bids.filter(status=Bid.Status.NOT_CHOSEN).order_by("pk")
        others = [_let_stand(one, when, facts) for one in passed_over]
        fresh.milestones.all().delete()
        notices.reopened(fresh, gone, others, reason, when)
    return fresh


def _let_stand(offered, when, facts):
    return workflow.move(offered, Bid.Status.OFFERED, verb=BidEvent.Verb.STANDS, occurred_at=when, **facts)


def chosen_bid(problem):
    """The bid that was chosen; None before."""
    return problem.bids.filter(status=Bid.Status.CHOSEN).select_related("workshop__enterprise").first()
