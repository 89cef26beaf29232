"""Every write about alliances and workshops that is more than saving a form."""

from . import bookings, people, plate_documents, plates, promises, readiness, requests, venues, visits
from .bookings import book
from .particulars import close, describe, rename, reopen
from .people import change_leader, join, leave
from .reminders import remind_of_plates
from .rubrics import judge_by, make_new_version

__all__ = [
    "book",
    "bookings",
    "change_leader",
    "close",
    "describe",
    "join",
    "judge_by",
    "leave",
    "make_new_version",
    "people",
    "plate_documents",
    "plates",
    "promises",
    "readiness",
    "remind",
    "remind_of_plates",
    "rename",
    "reopen",
    "requests",
    "venues",
    "visits",
]


def remind(now=None):
    """Remind of promises and of bookings, each once; return how many reminders were made."""
    return promises.remind(now) + bookings.remind(now)
