"""Who posts, checks, bids for, solves and accepts problems."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff

from ..models import Visibility, Workshop
from .running import keeps, leads, leads_any


def can_post(user):
    """Officers and leaders of workshops, for their own enterprise."""
    return user.is_authenticated and (bool(enterprise_ids_with(user, "officer")) or leads_any(user))


def keeps_problem(user, problem):
    """Whoever decides about it: officers of the enterprise, leaders of the workshop that posts it, its writer."""
    if not user.is_authenticated:
        return False
    if has_role(user, problem.enterprise_id, "officer") or problem.created_by_id == user.pk:
        return True
    return problem.workshop is not None and leads(user, problem.workshop)


def solves(user, bid):
    """Whoever acts for the workshop whose bid was chosen."""
    return bid is not None and user.is_authenticated and keeps(user, bid.workshop)


def can_change_problem(user, problem):
    return problem.is_draft and keeps_problem(user, problem)


def checks_problem(user, problem):
    """What others may read district staff checks; what stays inside, the officers of the enterprise."""
    inside = problem.visibility == Visibility.ENTERPRISE and has_role(user, problem.enterprise_id, "officer")
    return is_district_staff(user) or inside


def can_check_problem(user, problem):
    return problem.status == problem.Status.CHECKING and checks_problem(user, problem)


def workshops_to_bid_with(user, problem):
    """The workshops on whose behalf the user may bid for it."""
    own = Workshop.objects.kept_by(user).active().exclude(pk=problem.workshop_id)
    if not problem.crosses:
        own = own.filter(enterprise=problem.enterprise_id)
    return own.exclude(pk__in=problem.bids.standing().order_by().values("workshop")).order_by("name")


def can_bid(user, problem):
    """Whether one of the user's workshops may bid now."""
    return user.is_authenticated and problem.takes_bids and workshops_to_bid_with(user, problem).exists()


def can_withdraw_bid(user, bid):
    return bid.is_offered and user.is_authenticated and keeps(user, bid.workshop)


def can_choose(user, problem):
    return problem.is_open and not problem.takes_bids and keeps_problem(user, problem)


def can_reopen(user, problem):
    return problem.status == problem.Status.CLAIMED and keeps_problem(user, problem)


def can_plan(user, problem, bid):
    """Both sides, from the choice until the delivery."""
    planned = problem.status in (problem.Status.CLAIMED, problem.Status.WORKING)
    return planned and (keeps_problem(user, problem) or solves(user, bid))


def can_sign(user, problem):
    return problem.status == problem.Status.CLAIMED and keeps_problem(user, problem)


def can_work(user, problem, bid):
    """The team reports and delivers."""
    return problem.status == problem.Status.WORKING and solves(user, bid)


def can_check_milestones(user, problem):
    return problem.status == problem.Status.WORKING and keeps_problem(user, problem)


def can_accept_problem(user, problem):
    return problem.status == problem.Status.DELIVERED and keeps_problem(user, problem)


def can_fail(user, problem):
    return problem.status in (problem.Status.WORKING, problem.Status.DELIVERED) and keeps_problem(user, problem)


def can_end(user, problem):
    open_now = (problem.Status.OPEN, problem.Status.CLAIMED, problem.Status.WORKING)
    return problem.status in open_now and keeps_problem(user, problem)


def can_declare_unclaimed(user, problem):
    return problem.is_open and not problem.takes_bids and keeps_problem(user, problem)


def can_pay(user, problem):
    return problem.reward_is_due and keeps_problem(user, problem)


def can_see_task_book(user, problem, bid):
    """Both sides and district staff, once a bid is chosen."""
    return bid is not None and (is_district_staff(user) or keeps_problem(user, problem) or solves(user, bid))
