"""What a venue's days look like: when it is open, what is taken, what is free, and when it is free next."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from alliance_portal.periods import add_months, start_of

DAY = dt.timedelta(days=1)
# A gap that is shorter than this is nobody's.
SHORTEST = dt.timedelta(minutes=15)
STEP = dt.timedelta(minutes=5)
# How far ahead a free time is looked for, and how far ahead a venue can be booked.
LOOK_AHEAD = 60
FARTHEST = 366


@dataclass(frozen=True)
class Part:
    """A stretch of a day: free, or taken by a booking (which only some may read)."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    booking: object = None

    @property
    def is_free(self):
        return self.booking is None


@dataclass(frozen=True)
class Day:
    """One day of a venue; `hours` is None where it is shut."""

    day: dt.date
    hours: object
    parts: list = field(default_factory=list)
    is_outside: bool = False

    @property
    def taken(self):
        return [part for part in self.parts if not part.is_free]

    @property
    def free(self):
        """What can still be booked."""
        return [part for part in self.parts if part.is_free]

    @property
    def is_over(self):
        return self.day < timezone.localdate()

    @property
    def state(self):
        """“over”, “shut”, “free”, “partly” or “full”."""
        if self.is_over:
            return "over"
        if not self.hours and not self.taken:
            return "shut"
        if not self.free:
            return "full"
        return "partly" if self.taken else "free"


def week_of(day):
    """The Monday of the week of a day."""
    return day - DAY * day.weekday()


def week(venue, monday):
    """The seven days from that Monday on."""
    return _days(venue, monday, monday + 7 * DAY)


def month(venue, first):
    """The weeks of a month as lists of seven days; days of the months beside it are marked as outside."""
    begin, end = week_of(first), week_of(add_months(first, 1) - DAY) + 7 * DAY
    days = [
        Day(one.day, one.hours, one.parts, is_outside=one.day.month != first.month) for one in _days(venue, begin, end)
    ]
    return [days[place : place + 7] for place in range(0, len(days), 7)]


def _days(venue, begin, end):
    """The days from `begin` to before `end`, from two queries however many there are."""
    hours, taken = hours_of(venue), _taken(venue, begin, end)
    days = [begin + DAY * place for place in range((end - begin).days)]
    return [Day(day, hours.get(day.weekday()), _parts(venue, day, hours, taken.get(day, []))) for day in days]


def hours_of(venue):
    """{day of the week: its opening hours}"""
    return {row.weekday: row for row in venue.hours.all()}


def _taken(venue, begin, end):
    """{day: its bookings in their order}"""
    found = {}
    rows = venue.bookings.holding().meeting(start_of(begin), start_of(end)).for_list().order_by("starts_at", "pk")
    for booking in rows:
        found.setdefault(timezone.localtime(booking.starts_at).date(), []).append(booking)
    return found


def _parts(venue, day, hours, bookings):
    taken = [Part(timezone.localtime(one.starts_at), timezone.localtime(one.ends_at), one) for one in bookings]
    gaps = _gaps(day, hours.get(day.weekday()), bookings, venue.buffer) if venue.is_active else []
    return sorted([*taken, *_still_to_come(gaps)], key=lambda part: part.starts_at)


def _still_to_come(gaps):
    """What of the gaps can still be booked: what has begun goes on from the next full five minutes."""
    soon = timezone.localtime() + STEP
    soon = soon.replace(minute=soon.minute // 5 * 5, second=0, microsecond=0)
    left = [(max(start, soon), end) for start, end in gaps]
    return [Part(start, end) for start, end in left if end - start >= SHORTEST]


def opening(day, hours):
    """The moments between which a venue with these hours is open on that day."""
    return tuple(timezone.make_aware(dt.datetime.combine(day, time)) for time in (hours.opens, hours.closes))


def _gaps(day, hours, bookings, buffer):
    """What is free between bookings of one day, each with the pause it needs before and after."""
    if hours is None:
        return []
    at, closes = opening(day, hours)
    gaps = []
    for booking in bookings:
        starts_at = timezone.localtime(booking.starts_at) - buffer
        gaps.append((at, min(starts_at, closes)))
        at = max(at, timezone.localtime(booking.ends_at) + buffer)
    gaps.append((at, closes))
    return [(start, end) for start, end in gaps if end - start >= SHORTEST]


def next_free(venue, *, length, after):
    """The first stretch of this length that begins at `after` or later: (start, end), None if there is none soon."""
    first = timezone.localtime(after).date()
    hours, taken = hours_of(venue), _taken(venue, first, first + DAY * LOOK_AHEAD)
    for place in range(LOOK_AHEAD):
        day = first + DAY * place
        for start, end in _gaps(day, hours.get(day.weekday()), taken.get(day, []), venue.buffer):
            start = max(start, timezone.localtime(after))
            if end - start >= length:
                return start, start + length
    return None


def spans(venue):
    """Its opening hours as people say them: (first day of the week, last one, opens, closes), days alike together."""
    found = []
    for row in venue.hours.all():
        day, times = row.weekday, (row.opens, row.closes)
        if found and found[-1][1] == day - 1 and found[-1][2:] == times:
            found[-1] = (found[-1][0], day, *times)
        else:
            found.append((day, day, *times))
    return found
