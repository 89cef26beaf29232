"""Who keeps the register of what superiors ask, and who answers."""

from members.permissions import is_district_staff

from .running import can_run


def can_keep_requirements(user):
    """The district keeps the register of what superiors ask, merges it, and sends it out."""
    return is_district_staff(user)


def can_answer_for(user, workshop):
    """Whoever keeps the workshop's records types what is missing, and confirms."""
    return can_run(user, workshop)
