"""Screens on the shop floor: hung up, changed, given another address, taken back."""

import datetime as dt

from ..models import Board
from . import public_addresses

# A screen that turns its pages fetches many times a minute; one note of it is enough.
SEEN_EVERY = dt.timedelta(minutes=1)


def create_board(*, by, name, enterprise=None, department=None, **settings):
    """Make a board with an address nobody can guess; without enterprise it shows the whole district.

    Raises ValidationError for another enterprise's department and for settings that do not fit.
    """
    return public_addresses.make(Board(enterprise=enterprise, department=department, name=name, **settings), by=by)


def note_seen(board, *, at=None):
    """A screen has fetched it: written down at most once a minute."""
    public_addresses.note_seen(board, every=SEEN_EVERY, at=at)


change_board = public_addresses.change
renew_address = public_addresses.renew
revoke_board = public_addresses.revoke
