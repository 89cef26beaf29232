"""Who reads and answers what the union has written down of visits."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff

from ..querysets.visits import READERS


def can_see_visits(user):
    """Whoever reads what the union has written down of visits to an enterprise."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, *READERS))


def can_answer_visit(user, visit):
    """Officers and leaders of the enterprise, as long as the visit is not closed; staff does not answer itself."""
    return has_role(user, visit.enterprise_id, *READERS) and visit.status == visit.Status.SHARED


def can_confirm_promise(user, promise):
    """What has been kept and not been confirmed yet, or what is still open."""
    settled = promise.status == promise.Status.NOT_KEPT or promise.confirmed_at
    return can_answer_visit(user, promise.visit) and not settled


def can_deny_promise(user, promise):
    """What the union says has been kept, and what is late."""
    is_said_to_be_kept = promise.status == promise.Status.KEPT and not promise.confirmed_at
    return can_answer_visit(user, promise.visit) and (is_said_to_be_kept or promise.is_late)
