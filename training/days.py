"""Sessions by their days: one after the other, and a month as weeks."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from alliance_portal.moments import local_day
from alliance_portal.periods import add_months

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day of a month with its sessions; those of the months beside it are outside and empty."""

    day: dt.date
    sessions: list = field(default_factory=list)
    is_outside: bool = False


def by_day(sessions):
    """[(day, its sessions)] of sessions in the order of their begin."""
    return [(day, list(each)) for day, each in groupby(sessions, lambda one: local_day(one.starts_at))]


def weeks_of(month, sessions):
    """The weeks of the month that begins on that day, from Monday, as lists of seven Days."""
    found = dict(by_day(sessions))
    begin, last = month - DAY * month.weekday(), add_months(month, 1) - DAY
    count = (last - begin).days // 7 + 1
    days = [begin + DAY * place for place in range(7 * count)]
    whole = [Day(day, found.get(day, []), day.month != month.month) for day in days]
    return [whole[place : place + 7] for place in range(0, len(whole), 7)]
