"""What a screen has to know beside the picture: which pages follow, for how long each, when it is dark."""

import math
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from suggestions.models import Board

from . import hours
from .pages import pages_of

# Seconds between two fetches; a page that nothing follows is fetched as often.
CYCLE = 300
# The picture moves by at most so many pixels, so that nothing burns in.
MOST_SHIFT = 6
# What an address may ask for; everything else in it is left behind.
ASKED = ("theme", "only", "awake")


@dataclass(frozen=True)
class Screen:
    """One board as it is asked for: page `number`, or with `?only=` one page that stays.

    `?theme=` asks for another look than the board's own; with `?awake=` it is never dark, for whoever prints it.
    """

    board: Board
    query: dict
    number: int
    at: object
    cycle = CYCLE

    @cached_property
    def page(self):
        return self._classes[self.place - 1](self.board, self.at)

    @cached_property
    def _classes(self):
        return pages_of(self.board)

    @property
    def place(self):
        """Which page it is, counted from 1; the first where there is none of that number."""
        wanted = self.only or self.number
        return wanted if 1 <= wanted <= len(self._classes) else 1

    @property
    def only(self):
        """The page that stays, or 0 where pages turn."""
        asked = self.query.get("only", "")
        return int(asked) if asked in ("1", "2", "3", "4") else 0

    @property
    def places(self):
        """The numbers of all pages that turn."""
        return [self.place] if self.only else range(1, len(self._classes) + 1)

    @property
    def turns(self):
        return len(self.places) > 1

    @cached_property
    def night(self):
        """The night that holds or comes next; None where it is never dark or dark is not wanted."""
        return None if "awake" in self.query else hours.next_night(self.board, self.at)

    @property
    def is_dark(self):
        return bool(self.night) and self.night.holds(self.at)

    @property
    def night_in(self):
        """Seconds until it gets dark, 0 while it is."""
        return max(math.ceil((self.night.start - self.at).total_seconds()), 0)

    @property
    def night_ends_in(self):
        """Seconds until it is light again."""
        return math.ceil((self.night.end - self.at).total_seconds())

    @property
    def theme(self):
        asked = self.query.get("theme")
        return asked if asked in ("light", "dark") else hours.theme_at(self.board, self.at)

    @property
    def shift(self):
        """By how many pixels the picture is moved now: another number after each fetch."""
        return int(self.at.timestamp() // CYCLE) % (MOST_SHIFT + 1)

    @property
    def addresses(self):
        """Where each page is found, in their order."""
        return [self._address(place) for place in self.places]

    def _address(self, place):
        kept = {name: self.query[name] for name in ASKED if name in self.query}
        words = f"?{urlencode(kept)}" if kept else ""
        return reverse("board-page", args=[self.board.token, place]) + words

    @property
    def refresh(self):
        """The next fetch without script: after how many seconds, and of which page."""
        if not self.turns:
            return f"{CYCLE}"
        following = self.places[self.place % len(self.places)]
        return f"{self.board.seconds}; url={self._address(following)}"
