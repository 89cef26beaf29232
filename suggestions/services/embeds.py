"""Figures on other sites: made, changed, given another address, taken back."""

import datetime as dt

from ..models import FigureEmbed
from . import public_addresses

# A page that many read shows it many times a minute; one note of it is enough.
SEEN_EVERY = dt.timedelta(minutes=10)


def create_embed(*, by, name, sites, numbers, enterprise=None, theme=FigureEmbed.Theme.LIGHT):
    """Make an address nobody can guess, for these sites; without enterprise it shows the district's figures.

    Raises ValidationError for what is no site, and for too many of them.
    """
    facts = {"name": name, "sites": sites, "numbers": numbers, "enterprise": enterprise, "theme": theme}
    return public_addresses.make(FigureEmbed(**facts), by=by)


def note_shown(embed, *, at=None):
    """Somebody has been shown it: written down at most every ten minutes."""
    public_addresses.note_seen(embed, every=SEEN_EVERY, at=at)


change_embed = public_addresses.change
renew_embed = public_addresses.renew
revoke_embed = public_addresses.revoke
