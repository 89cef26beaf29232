"""The one clock of workshops: each reminder is made once, however often and from wherever it runs."""

from django.utils import timezone

from . import (
    alliance_reminders,
    awards,
    bookings,
    help,
    plate_reminders,
    problems,
    promises,
    requests,
    result_reminders,
)


def remind(now=None):
    """Remind of everything that is due; return {what of: how many reminders were made}."""
    now = now or timezone.now()
    return {
        "promises": promises.remind(now),
        "bookings": bookings.remind(now),
        "requests to workshops": requests.remind(now),
        "plates": sum(plate_reminders.remind(now).values()),
        "terms in the chair": alliance_reminders.remind_of_terms(now),
        "items of plans": alliance_reminders.remind_of_items(now),
        "problems": problems.remind(now),
        "award rounds": awards.remind(now),
        "requests for help": help.remind(now),
        "results": result_reminders.remind(now),
    }
