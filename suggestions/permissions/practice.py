"""What those who put it into practice, verify it, or look again may do."""

from members.permissions import enterprise_ids_with, has_role

from ..models import Photo, Suggestion
from ..querysets import RECHECKING_ROLES, TRACKING_ROLES
from ..rechecks import owed_point
from ..services.parts import has_held_task, has_part_in
from .desk import can_review
from .people import has_brought, is_owner

Status = Suggestion.Status


def can_follow(user, suggestion):
    """See how far it is: whoever answers or leads in the enterprise, the owner, and whoever handed the task on."""
    return has_role(user, suggestion.enterprise_id, *TRACKING_ROLES) or has_held_task(user, suggestion)


def can_keep_record(user, suggestion):
    """Note progress at all, whatever the status: the owner, or in the owner's place a reviewer."""
    return is_owner(user, suggestion) or can_review(user, suggestion)


def can_report(user, suggestion):
    """The owner, or a reviewer who keeps the record; nobody reports as a reviewer on an idea of their own."""
    if suggestion.status not in Suggestion.IN_PRACTICE:
        return False
    return can_keep_record(user, suggestion)


def can_plan(user, suggestion):
    """Change the work, its days, its owner: as long as nothing has been reported."""
    return can_report(user, suggestion) and not suggestion.implementation.finished_at


def can_add_photo_before(user, suggestion):
    """Where the proposer sent none, and the work has not begun."""
    open_now = suggestion.status in Suggestion.ADOPTIONS and can_keep_record(user, suggestion)
    return open_now and not _has_photo(suggestion, Photo.Kind.BEFORE)


def can_choose_pair(user, suggestion):
    return _has_photo(suggestion, Photo.Kind.AFTER) and can_keep_record(user, suggestion)


def _has_photo(suggestion, kind):
    return any(photo.kind == kind for photo in suggestion.photos.all())


def can_set_quota(user, suggestion):
    """Promise that the old work quota is kept at all: reviewers and officers, never for what they brought."""
    return has_role(user, suggestion.enterprise_id, "reviewer", "officer") and not has_brought(user, suggestion)


def can_protect_quota(user, suggestion):
    """For what is or will be in use."""
    in_use = suggestion.status in (*Suggestion.IN_PRACTICE, Status.IMPLEMENTED) and not is_learned(suggestion)
    return in_use and can_set_quota(user, suggestion)


def is_learned(suggestion):
    """Reported as a trial that did not work."""
    task = getattr(suggestion, "implementation", None)
    return task is not None and task.is_learned


def can_see_rechecks(user):
    return bool(enterprise_ids_with(user, *TRACKING_ROLES))


def may_recheck(user, suggestion):
    """Look again at all, whenever that is: reviewers and officers, but not whoever has or had the task."""
    return has_role(user, suggestion.enterprise_id, *RECHECKING_ROLES) and not has_held_task(user, suggestion)


def can_recheck(user, suggestion):
    """When a visit is owed."""
    return may_recheck(user, suggestion) and owed_point(suggestion) > 0


def can_claim_benefit(user, suggestion):
    begun = suggestion.status in (Status.IMPLEMENTING, Status.IMPLEMENTED) and not is_learned(suggestion)
    verified = getattr(suggestion, "benefit", None) and suggestion.benefit.verified_at
    return begun and not verified and can_keep_record(user, suggestion)


def can_verify_benefit(user, suggestion):
    """Finance of the enterprise, once it is done and works, and never whoever has a part in it."""
    done = suggestion.status == Status.IMPLEMENTED and not is_learned(suggestion)
    finance = has_role(user, suggestion.enterprise_id, "finance")
    return finance and done and not has_part_in(user, suggestion)


def keeps_results(user, suggestion):
    """Officers of the enterprise share what it has worked out."""
    return has_role(user, suggestion.enterprise_id, "officer")


def can_make_result(user, suggestion):
    """Once, of what is done here and in use."""
    return suggestion.was_done_here and not suggestion.result_id and keeps_results(user, suggestion)


def role_in(user, suggestion):
    """In which role the user acts on the implementation: as its owner, or as the reviewer who keeps the record."""
    return "owner" if is_owner(user, suggestion) else "reviewer"
