"""Who keeps a plan, and who reports how far an item is."""

from .alliances import can_keep_alliance
from .running import can_run


def can_edit_plan(user, plan):
    """Whoever keeps the alliance, until the year is closed."""
    return not plan.is_closed and can_keep_alliance(user, plan.alliance)


def can_put_in_force(user, plan):
    return plan.is_drafting and can_keep_alliance(user, plan.alliance)


def can_close_plan(user, plan):
    return plan.is_in_force and can_keep_alliance(user, plan.alliance)


def is_in_charge(user, item):
    """Whoever runs a workshop in charge, the responsible person, and whoever keeps the alliance."""
    responsible = item.responsible is not None and item.responsible.user_id == user.pk
    owned = responsible or any(can_run(user, one) for one in item.owners.all())
    return owned or can_keep_alliance(user, item.plan.alliance)


def can_report(user, item):
    """Whoever is in charge, as long as the plan is in force and the item is not finished."""
    return item.plan.is_in_force and item.is_unfinished and is_in_charge(user, item)


def can_give_up(user, item):
    return item.plan.is_in_force and item.is_unfinished and can_edit_plan(user, item.plan)


def can_reopen(user, item):
    """What was reported as done, or given up, by mistake; what was carried over goes on in the next year's plan."""
    ended = bool(item.done_on or item.given_up_at)
    return ended and item.plan.is_in_force and can_edit_plan(user, item.plan)
