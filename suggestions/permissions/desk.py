"""What those who answer may do: reviewers, heads of departments, and officers on appeal."""

from members.permissions import department_ids_headed_by, enterprise_ids_with, has_role, is_district_staff

from ..models import Suggestion
from ..querysets import READING_ROLES, RECORDING_ROLES
from ..services.merging import is_fresh
from ..services.nudges import may_urge
from ..services.parts import has_held_task
from .people import has_brought, is_proposer

Status = Suggestion.Status


def can_see_all(user, enterprise):
    """Whether `visible_to` hides nothing of an enterprise from the user, without one nothing of the district."""
    if enterprise is None:
        return is_district_staff(user)
    return is_district_staff(user) or has_role(user, enterprise.pk, *READING_ROLES)


def can_review(user, suggestion):
    """Reviewers of the enterprise, and the head of the department it was handed to; never of what they brought."""
    if has_brought(user, suggestion) or has_refused(user, suggestion):
        return False
    return reviews(user, suggestion)


def reviews(user, suggestion):
    """Whether answering it is among the user's tasks at all."""
    reviewing = has_role(user, suggestion.enterprise_id, "reviewer") or _was_handed(user, suggestion)
    return reviewing or _decides_appeal(user, suggestion)


def has_refused(user, suggestion):
    """An appeal is for somebody else."""
    return suggestion.is_under_appeal and suggestion.appeal.decision.decided_by_id == user.pk


def _decides_appeal(user, suggestion):
    """The officer, where nobody else answers."""
    is_left_to_officers = suggestion.is_under_appeal and suggestion.appeal.to_officers
    return is_left_to_officers and has_role(user, suggestion.enterprise_id, "officer")


def _was_handed(user, suggestion):
    return suggestion.handler_id is not None and suggestion.handler_id in department_ids_headed_by(user)


def can_settle(user, suggestion):
    """The fast lane: the head of the team or shop it came from, unless more may be done anyway."""
    own = _came_from_own_people(user, suggestion) and not has_brought(user, suggestion)
    open_now = suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW) and not suggestion.spam_at
    small = suggestion.kind != Suggestion.Kind.MAJOR and suggestion.handler_id is None
    return own and open_now and small and not can_review(user, suggestion)


def has_queue(user):
    """Whoever answers as a matter of course: reviewers, and heads of departments."""
    return bool(enterprise_ids_with(user, "reviewer") or department_ids_headed_by(user))


def can_open_in_queue(user, suggestion):
    """Whether the suggestion is a matter of this person's queue at all, whatever may still be done with it."""
    return reviews(user, suggestion) or _came_from_own_people(user, suggestion)


def _came_from_own_people(user, suggestion):
    """A hidden name does not go to the head of the own team."""
    return not suggestion.name_hidden and suggestion.department_id in department_ids_headed_by(user)


def can_take(user, suggestion):
    return suggestion.status == Status.SUBMITTED and not suggestion.spam_at and can_review(user, suggestion)


def can_answer(user, suggestion):
    """Unanswered and not waiting for the worker, or reserved and now to be adopted."""
    open_now = suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW, Status.RESERVED)
    return open_now and not suggestion.spam_at and can_review(user, suggestion)


def can_reclassify(user, suggestion):
    return suggestion.is_unanswered and can_review(user, suggestion)


def can_resume(user, suggestion):
    return waits_for_details(suggestion) and can_review(user, suggestion)


def waits_for_details(suggestion):
    return suggestion.status == Status.NEEDS_INFO and not suggestion.spam_at


def can_merge_into(user, suggestion):
    """Nobody lets others' ideas go into their own."""
    return not has_brought(user, suggestion)


def can_unmerge(user, suggestion):
    """Reviewers, within a day."""
    return suggestion.status == Status.MERGED and is_fresh(suggestion) and can_review(user, suggestion)


def can_explain(user, suggestion):
    """Reviewers, when the proposer has asked about the answer."""
    return suggestion.asked_again_at is not None and can_review(user, suggestion)


def can_urge(user, suggestion):
    """Leaders and union officers of the enterprise, together once a day (催办); what it comes to they do not decide."""
    return has_role(user, suggestion.enterprise_id, "leader", "officer") and may_urge(suggestion)


def can_open_file(user, suggestion):
    """Whoever reads it by role, who had the idea, and who puts it into practice or did: each with an account."""
    if not user.is_authenticated:
        return False
    reads = is_district_staff(user) or has_role(user, suggestion.enterprise_id, *READING_ROLES)
    heads = _was_handed(user, suggestion) or _came_from_own_people(user, suggestion)
    return reads or heads or is_proposer(user, suggestion) or has_held_task(user, suggestion)


def desk_role_in(user, suggestion):
    """In which role of the enterprise the user acts: as a reviewer, or as a union officer."""
    return "reviewer" if has_role(user, suggestion.enterprise_id, "reviewer") else "officer"


def can_record(user):
    """Enter what a colleague said or wrote: officers, reviewers, and heads of departments."""
    return bool(enterprise_ids_with(user, *RECORDING_ROLES) or department_ids_headed_by(user))
