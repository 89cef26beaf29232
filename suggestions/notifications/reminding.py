"""What people are reminded of, and who is nudged."""

from ..models import Recheck
from .kinds import answering, own, practice
from .recipients import leaders_above, visitors_of, with_role
from .telling import about_visit, brief, tell_about, tell_authors, tell_holders, tell_owner


def due_soon(suggestion, day, now):
    tell_holders(answering.due_soon, suggestion, day=day.isoformat(), now=now)


def late(suggestion, day, now):
    """Whoever has to answer, and who stands above them."""
    tell_holders(answering.late, suggestion, day=day.isoformat(), now=now)
    _tell_above(suggestion, leaders_above(suggestion), day, now)


def very_late(suggestion, day, now):
    """The leaders and the union officers of the enterprise."""
    _tell_above(suggestion, with_role(suggestion.enterprise_id, "leader", "officer"), day, now)


def _tell_above(suggestion, users, day, now):
    place = suggestion.handler.name if suggestion.handler else ""
    facts = {"number": suggestion.number, "day": day.isoformat(), "place": place, "now": now}
    tell_about(answering.late_below, users, suggestion, "detail", **facts)


def details(suggestion, day, now):
    tell_authors(own.details_awaited, suggestion, day=day.isoformat(), now=now)


def may_go_on(suggestion, _day, now):
    tell_holders(answering.may_go_on, suggestion, now=now)


def confirm(suggestion, day, now):
    said = own.trial_reported if suggestion.implementation.is_learned else own.reported
    tell_authors(said, suggestion, day=day.isoformat(), now=now)


def task_soon(suggestion, day, now):
    tell_owner(practice.task_due_soon, suggestion, day=day.isoformat(), now=now)


def task_late(suggestion, day, now):
    tell_owner(practice.task_late, suggestion, day=day.isoformat(), now=now)


def step_late(suggestion, day, now):
    tell_owner(practice.step_late, suggestion, day=day.isoformat(), now=now)


def stalled(suggestion, _day, now, *, days):
    reviewers = with_role(suggestion.enterprise_id, "reviewer")
    tell_about(practice.stalled, reviewers, suggestion, "track", number=suggestion.number, days=days, now=now)


def revisit(suggestion, _day, now, *, months):
    facts = {"number": suggestion.number, "months": months, "subject": about_visit(suggestion), "now": now}
    day = Recheck.day_of(suggestion, months).isoformat()
    tell_about(practice.revisit_due, visitors_of(suggestion), suggestion, "recheck", day=day, **facts)


def quota_ends(suggestion, day, now):
    tell_authors(own.quota_ends, suggestion, day=day.isoformat(), now=now)
    there = with_role(suggestion.enterprise_id, "reviewer", "officer")
    facts = {"number": suggestion.number, "day": day.isoformat(), "now": now}
    tell_about(practice.quota_review, there, suggestion, "track", **facts)


def reserve(suggestion, _day, now):
    tell_holders(answering.reserve_due, suggestion, now=now)


def nudged(suggestion, day, now, *, from_leader, text):
    """Whoever owes something now is asked for it."""
    facts = {"day": day.isoformat(), "from_leader": from_leader, "text": brief(text), "now": now}
    if suggestion.status in suggestion.IN_PRACTICE and not suggestion.asked_again_at:
        tell_owner(practice.task_nudged, suggestion, **facts)
    else:
        tell_holders(answering.nudged, suggestion, **facts)
