"""What the list says of a board: when a screen was last there, and in which nights it is dark."""

import datetime as dt
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from alliance_portal.moments import moment_words
from alliance_portal.templatetags.portal import duration

# Three fetches missed; and a day, after which somebody should go and look.
SILENT_AFTER, LOST_AFTER = dt.timedelta(minutes=15), dt.timedelta(days=1)


@dataclass(frozen=True)
class Sight:
    """`look` is “ok”, “silent”, “lost” or “never”."""

    look: str
    words: str


def seen_words(board, now):
    """What the list says of a board's screen."""
    if board.seen_at is None:
        return Sight("never", _("No screen has opened it yet"))
    silent = now - board.seen_at
    if silent <= SILENT_AFTER:
        return Sight("ok", _("Seen %(span)s ago") % {"span": duration(silent)})
    look = "lost" if silent > LOST_AFTER else "silent"
    return Sight(look, _("Not seen since %(moment)s") % {"moment": moment_words(board.seen_at)})


def nights_words(board):
    """The nights in which it is dark, by the day on which they begin."""
    if len(board.quiet_days) == len(WEEKDAYS):
        return _("every night")
    return _(", ").join(str(WEEKDAYS[day - 1]) for day in sorted(board.quiet_days))
