"""Every write about alliances and workshops that is more than saving a form."""

from . import bookings, promises, requests, venues, visits
from .bookings import book
from .rubrics import judge_by, make_new_version

__all__ = ["book", "bookings", "judge_by", "make_new_version", "promises", "remind", "requests", "venues", "visits"]


def remind(now=None):
    """Remind of promises and of bookings, each once; return how many reminders were made."""
    return promises.remind(now) + bookings.remind(now)
