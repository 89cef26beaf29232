"""Venues that workshops share, and who has booked them this month."""

import datetime as dt

from django.utils import timezone

from members.models import Person
from workshops import services
from workshops.calendars import hours_of
from workshops.models import Booking, Venue, Workshop

from . import rooms, tables
from .accounts import account_of

DAY = dt.timedelta(days=1)
BEFORE = 5 * DAY


def open_venues(enterprises, desk, now):
    """Register every venue of the table with its photo, then book it."""
    made = {row["slug"]: _venue(row, enterprises, desk) for row in tables.rows("venues")}
    for row in tables.rows("bookings"):
        _book(made[row["venue"]], row, now)


def _venue(row, enterprises, desk):
    """The officer of its enterprise registers it."""
    officer = desk[row["code"], "officer"]
    words = {name: row[name] for name in ("slug", "kind", "name", "place", "audience", "offers", "equipment", "rules")}
    venue = Venue(
        enterprise=enterprises[row["code"]], capacity=int(row["capacity"]), confirms_itself=row["itself"] == "yes",
        longest_minutes=int(row["longest"]), buffer_minutes=int(row["buffer"]), **words,
    )  # fmt: skip
    workshops = Workshop.objects.filter(slug__in=row["workshops"].split())
    services.venues.register(venue, by=officer, workshops=workshops, hours=_hours(row["hours"]))
    return services.venues.change_photo(venue, rooms.picture(row["scene"]), by=officer)


def _hours(text):
    """“1-5 08:30-17:00;6 09:00-12:00” as {day of the week: (opens, closes)}; Monday is 1 there and 0 here."""
    hours = {}
    for part in text.split(";"):
        days, times = part.split()
        first, _dash, last = days.partition("-")
        pair = tuple(dt.time.fromisoformat(time) for time in times.split("-"))
        hours |= dict.fromkeys(range(int(first) - 1, int(last or first)), pair)
    return hours


def _book(venue, row, now):
    """On the day the table says, counted in days on which the venue is open then."""
    minutes = dt.timedelta(minutes=int(row["minutes"]))
    starts_at = _moment(venue, timezone.localtime(now).date(), int(row["days"]), row["start"], minutes)
    asked = min(starts_at - BEFORE, now - dt.timedelta(hours=2))
    code, number = row["by"].split()
    by = account_of(Person.objects.select_related("enterprise", "user").get(enterprise__code=code, work_number=number))
    times = {"starts_at": starts_at, "ends_at": starts_at + minutes, "occurred_at": asked}
    booking = services.book(venue, by=by, purpose=row["purpose"], heads=int(row["heads"]), **times)
    _answer(booking, row, asked + dt.timedelta(hours=1))


def _moment(venue, today, days, start, length):
    """The start on the n-th day after today (before it, for a negative n) on which it lies in the opening hours."""
    hours, day, step = hours_of(venue), today, DAY if days > 0 else -DAY
    while days:
        day += step
        starts_at = timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(start)))
        row = hours.get(day.weekday())
        if row and row.opens <= starts_at.time() and (starts_at + length).time() <= row.closes:
            days -= step // DAY
    return starts_at


def _answer(booking, row, when):
    keeper = booking.venue.workshops.first().memberships.get(role="leader", left_on=None).person
    by, words = account_of(keeper), {"reason": row["words"], "occurred_at": when}
    if row["state"] == "declined":
        services.bookings.decline(booking, by=by, **words)
    elif row["state"] == "cancelled":
        services.bookings.cancel(booking, by=booking.booked_by, **words)
    elif row["state"] == "confirmed" and booking.status == Booking.Status.ASKED:
        services.bookings.confirm(booking, by=by, occurred_at=when)
