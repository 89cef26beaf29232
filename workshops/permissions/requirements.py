"""Who answers what superiors ask of a workshop."""

from .running import can_run


def can_answer_for(user, workshop):
    """Whoever keeps the workshop's records types what is missing, and confirms."""
    return can_run(user, workshop)
