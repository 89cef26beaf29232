"""Every write about alliances and workshops that is more than saving a form."""

from . import (
    applications,
    bookings,
    charters,
    documents,
    help,
    memberships,
    organs,
    people,
    plan_items,
    plans,
    plate_documents,
    plates,
    promises,
    readiness,
    requests,
    venues,
    visits,
)
from .alliance_reminders import remind_of_items, remind_of_terms
from .bookings import book
from .help import remind_of_help
from .particulars import close, describe, rename, reopen
from .people import change_leader, join, leave
from .reminders import remind_of_plates
from .rubrics import judge_by, make_new_version
from .workshops import keep_specialities

__all__ = [
    "applications",
    "book",
    "bookings",
    "change_leader",
    "charters",
    "close",
    "describe",
    "documents",
    "help",
    "join",
    "judge_by",
    "keep_specialities",
    "leave",
    "make_new_version",
    "memberships",
    "organs",
    "people",
    "plan_items",
    "plans",
    "plate_documents",
    "plates",
    "promises",
    "readiness",
    "remind",
    "remind_of_help",
    "remind_of_items",
    "remind_of_plates",
    "remind_of_terms",
    "rename",
    "reopen",
    "requests",
    "venues",
    "visits",
]


def remind(now=None):
    """Remind of promises and of bookings, each once; return how many reminders were made."""
    return promises.remind(now) + bookings.remind(now)
