"""When a board is dark and when it is light, in the portal's time zone."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Night:
    """One stretch of darkness, from `start` to just before `end`."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, moment):
        return self.start <= moment < self.end


def night_at(board, moment):
    """The night in which it is dark at this moment, or None."""
    return next((night for night in _nights(board, moment) if night.holds(moment)), None)


def next_night(board, moment):
    """The night that holds or else begins within a day, or None: what a screen has to know while it is cut off."""
    coming = (night for night in _nights(board, moment) if night.end > moment and night.start <= moment + DAY)
    return next(coming, None)


def _nights(board, moment):
    """Those that begin yesterday, today and tomorrow, in their order."""
    if board.quiet_from is None:
        return
    today = timezone.localtime(moment).date()
    for begins_on in (today - DAY, today, today + DAY):
        if begins_on.isoweekday() in board.quiet_days:
            ends_on = begins_on if board.quiet_until > board.quiet_from else begins_on + DAY
            yield Night(_local(begins_on, board.quiet_from), _local(ends_on, board.quiet_until))


def _local(day, time):
    return timezone.make_aware(dt.datetime.combine(day, time))


def theme_at(board, moment):
    """ "light" or "dark", whichever the board has at this moment."""
    if board.theme != board.Theme.HOURS:
        return str(board.theme)
    clock = timezone.localtime(moment).time()
    begins, ends = board.light_from, board.light_until
    is_light = begins <= clock < ends if begins <= ends else clock >= begins or clock < ends
    return "light" if is_light else "dark"
