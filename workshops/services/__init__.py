"""Every write about alliances and workshops that is more than saving a form."""

from . import applications, charters, memberships, organs, plan_items, plans
from .alliance_reminders import remind_of_items, remind_of_terms
from .rubrics import judge_by, make_new_version

__all__ = [
    "applications",
    "charters",
    "judge_by",
    "make_new_version",
    "memberships",
    "organs",
    "plan_items",
    "plans",
    "remind_of_items",
    "remind_of_terms",
]
