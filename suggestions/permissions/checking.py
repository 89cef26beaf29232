"""Who reads and answers what an enterprise is asked to check, and who looks on the spot."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff

from ..querysets import CHECKED_ROLES


def can_see_flags(user):
    """Officers and leaders those of their enterprise, district staff all."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, *CHECKED_ROLES))


def can_run_spot_checks(user):
    """Plan, draw, look on the spot, close: district staff."""
    return is_district_staff(user)


def can_see_spot_checks(user):
    """Staff all of them; officers and leaders what was found in their enterprise, once a check is closed."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, *CHECKED_ROLES))


def can_comment_on_spot_check(user, check, enterprise_id):
    """Officers for their enterprise, once it is closed and as long as nobody of them has."""
    if not check.is_closed or not has_role(user, enterprise_id, "officer"):
        return False
    return all(comment.enterprise_id != enterprise_id for comment in check.comments.all())


def can_answer_flag(user, enterprise_id):
    """Officers for their enterprise: it is asked first, and nobody answers in its place."""
    return has_role(user, enterprise_id, "officer")
