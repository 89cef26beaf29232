"""Every write about alliances and workshops that is more than saving a form."""

from . import bookings, documents, help, people, plate_documents, plates, promises, readiness, requests, venues, visits
from .bookings import book
from .help import remind_of_help
from .particulars import close, describe, rename, reopen
from .people import change_leader, join, leave
from .reminders import remind_of_plates
from .rubrics import judge_by, make_new_version
from .workshops import keep_specialities

__all__ = [
    "book",
    "bookings",
    "change_leader",
    "close",
    "describe",
    "documents",
    "help",
    "join",
    "judge_by",
    "keep_specialities",
    "leave",
    "make_new_version",
    "people",
    "plate_documents",
    "plates",
    "promises",
    "readiness",
    "remind",
    "remind_of_help",
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
