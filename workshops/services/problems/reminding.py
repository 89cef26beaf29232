"""The clock of problems: what nobody bid for becomes unclaimed, and what waits is reminded of once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ...models import Problem, ProblemMilestone
from ...notifications import problems as notices
from .bidding import chosen_bid
from .closing import declare_unclaimed

# So long before its day the team is reminded of a milestone.
AHEAD = dt.timedelta(days=3)


def remind(now=None):
    """Return how many problems became unclaimed or were reminded of."""
    now = now or timezone.now()
    return close_unclaimed(now) + remind_to_choose(now) + remind_of_milestones(now)


def close_unclaimed(now):
    waiting = Problem.objects.filter(status="open", bids_until__lt=timezone.localdate(now)).without_bids()
    return sum(_close(problem, now) for problem in waiting.order_by("pk"))


def _close(problem, now):
    """False where a bid came or somebody ended it meanwhile."""
    with transaction.atomic():
        fresh = workflow.lock(problem)
        still = Problem.objects.filter(pk=fresh.pk, status="open", bids_until__lt=timezone.localdate(now))
        if not still.without_bids().exists():
            return False
        declare_unclaimed(fresh, by=None, reason=_("Nobody had bid for it by that day."), occurred_at=now)
    return True


def remind_to_choose(now):
    waiting = Problem.objects.filter(status="open", bids_until__lt=timezone.localdate(now), choice_reminded_at=None)
    return sum(_remind_to_choose(problem, now) for problem in waiting.order_by("pk"))


def _remind_to_choose(problem, now):
    with transaction.atomic():
        fresh = workflow.lock(problem)
        if not fresh.is_open or fresh.choice_reminded_at or fresh.bids_until >= timezone.localdate(now):
            return False
        Problem.objects.filter(pk=fresh.pk).update(choice_reminded_at=now)
        notices.choose_now(fresh, now)
    return True


def remind_of_milestones(now):
    due = ProblemMilestone.objects.filter(problem__status="working", reported_at=None, reminded_at=None)
    due = due.filter(due_on__lte=timezone.localdate(now) + AHEAD).select_related("problem")
    return sum(_remind_of(milestone, now) for milestone in due.order_by("pk"))


def _remind_of(milestone, now):
    with transaction.atomic():
        problem = workflow.lock(milestone.problem)
        fresh = problem.milestones.filter(pk=milestone.pk, reported_at=None, reminded_at=None).first()
        if fresh is None or problem.status != Problem.Status.WORKING:
            return False
        problem.milestones.filter(pk=fresh.pk).update(reminded_at=now)
        notices.milestone_soon(problem, fresh, chosen_bid(problem), now)
    return True
