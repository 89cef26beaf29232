"""Who is told of a problem: whoever posted it, whoever checks it, and the workshops that bid for it."""

from alliance_portal.text import headline
from members.models import Topic
from members.notifications import path_to, settle, tell

from ..models import Visibility
from .kinds import problems as kinds
from .recipients import district_staff, officers_at, posters_of, runners_of

TEXT_LENGTH = 80


def _subject(problem):
    return f"problem:{problem.number}"


def _tell(kind, users, problem, now, **facts):
    path = path_to("workshops:problem", problem.number)
    facts = {"title": problem.title, "number": problem.number, **facts}
    tell(kind, list(dict.fromkeys(users)), subject=_subject(problem), path=path, now=now, **facts)


def _settle(problem, users=None):
    settle(_subject(problem), Topic.WORKSHOPS, users=users)


def _brief(text):
    return headline(text, TEXT_LENGTH)


def to_complete(problem, by, now):
    """It came of a suggestion: somebody has to fill in what bidders need."""
    others = [user for user in officers_at(problem.enterprise_id) if user != by]
    _tell(kinds.problem_to_complete, others, problem, now)


def to_check(problem, by, now):
    _settle(problem)
    inside = problem.visibility == Visibility.ENTERPRISE
    checkers = officers_at(problem.enterprise_id) if inside else district_staff()
    others = [user for user in checkers if user != by]
    _tell(kinds.problem_to_check, others, problem, now, enterprise=problem.enterprise.short_name)


def sent_back(problem, reason, now):
    _settle(problem)
    _tell(kinds.problem_sent_back, posters_of(problem), problem, now, text=_brief(reason))


def opened(problem, now):
    _settle(problem)
    _tell(kinds.problem_opened, posters_of(problem), problem, now, day=problem.bids_until.isoformat())


def over(problem):
    _settle(problem)


def bid_offered(bid, now):
    problem = bid.problem
    _tell(kinds.problem_bid, posters_of(problem), problem, now, workshop=bid.workshop.name)


def chosen(problem, bid, others, reason, now):
    _settle(problem)
    _tell(kinds.problem_bid_chosen, runners_of(bid.workshop), problem, now)
    for other in others:
        _tell(kinds.problem_bid_not_chosen, runners_of(other.workshop), problem, now, text=_brief(reason))


def reopened(problem, bid, others, reason, now):
    _settle(problem)
    _tell(kinds.problem_reopened, runners_of(bid.workshop), problem, now, text=_brief(reason))
    for other in others:
        _tell(kinds.problem_bid_stands, runners_of(other.workshop), problem, now, day=problem.bids_until.isoformat())


def signed(problem, bid, now):
    _settle(problem)
    _tell(kinds.problem_signed, runners_of(bid.workshop), problem, now, day=problem.due_on.isoformat())


def reported(problem, milestone, now):
    _tell(kinds.problem_reported, posters_of(problem), problem, now, milestone=milestone.title)


def checked(problem, milestone, bid, now):
    _settle(problem)
    facts = {"milestone": milestone.title, "text": _brief(milestone.finding) if milestone.finding else ""}
    said = kinds.problem_passed if milestone.passed_at else kinds.problem_not_passed
    _tell(said, runners_of(bid.workshop), problem, now, **facts)


def delivered(problem, now):
    _settle(problem)
    _tell(kinds.problem_delivered, posters_of(problem), problem, now)


def accepted(problem, bid, result, now):
    _settle(problem)
    _tell(kinds.problem_accepted, runners_of(bid.workshop), problem, now, result=result.number)
    if problem.reward:
        _tell(kinds.problem_reward_due, posters_of(problem), problem, now, reward=problem.reward)


def rework(problem, bid, reason, now):
    _settle(problem)
    _tell(kinds.problem_rework, runners_of(bid.workshop), problem, now, text=_brief(reason))


def closed(problem, reason, now):
    """Whoever posted it, and everybody who had bid for it and not taken that back."""
    _settle(problem)
    bids = problem.bids.standing().select_related("workshop")
    users = posters_of(problem) + [user for bid in bids for user in runners_of(bid.workshop)]
    _tell(kinds.problem_closed, users, problem, now, status=problem.status, text=_brief(reason))


def paid(problem, bid, now):
    _settle(problem)
    _tell(kinds.problem_paid, runners_of(bid.workshop), problem, now, reward=problem.reward)


def choose_now(problem, now):
    _tell(kinds.problem_choose, posters_of(problem), problem, now)


def milestone_soon(problem, milestone, bid, now):
    facts = {"milestone": milestone.title, "day": milestone.due_on.isoformat()}
    _tell(kinds.problem_milestone_soon, runners_of(bid.workshop), problem, now, **facts)
