"""What a frame on another site shows: the ladder of the year, and the rates that were chosen. Never a person.

Anybody may ask for it as often as they like, so it counts no more than it shows, and not again for a minute.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from alliance_portal import charts, definitions
from alliance_portal.dashboard.panels import RUNGS
from alliance_portal.numbers import thousands
from alliance_portal.open_figures.asked import Asked, Everything
from alliance_portal.open_figures.chapters import suggestions
from alliance_portal.open_figures.chapters.base import Counted
from alliance_portal.open_figures.content import FEWEST_PEOPLE, Content, definition_url
from alliance_portal.periods import Period
from suggestions.statistics import Scope

LADDER = [code for code, _kind in RUNGS]
OF_PEOPLE = ("proposers", "headcount")
# Seconds for which numbers are kept; whether they may be shown at all is asked each time.
KEPT = 60


@dataclass(frozen=True)
class Shown(Content):
    """Open figures for whoever sees the frame: of fewer than five people no number is told."""

    hides_few = True

    @property
    def about(self):
        return super().about | {"audience": "public"}


def count(asked, codes):
    """{code: number} of these figures."""
    people = dict(zip(OF_PEOPLE, asked.participation(), strict=True)) if codes & {*OF_PEOPLE} else {}
    return asked.totals(*sorted(codes - {*OF_PEOPLE})) | people


class Frame:
    """One frame, as its figures were at most a minute ago."""

    def __init__(self, embed):
        self.embed = embed

    @cached_property
    def content(self):
        """The open figures of suggestions, without all that was not chosen."""
        _at, numbers = self._counted
        return Shown(replace(self._chapter, count=lambda _asked: Counted(numbers)), self._asked(self.at))

    @cached_property
    def _chapter(self):
        whole = suggestions.CHAPTER
        shares = [one for one in whole.shares if one.code in self.embed.numbers]
        beside = {code for one in shares for code in (one.numerator, one.denominator)}
        figures = (one for one in whole.figures if one.code in {*LADDER, *beside})
        return replace(whole, figures=tuple(figures), shares=tuple(shares))

    def _asked(self, at):
        period = Period.this_year(timezone.localtime(at).date())
        return Asked(Everything(None), Scope(self.embed.enterprise), period, at)

    @cached_property
    def _counted(self):
        """(when it was counted, {code: number}); where nothing can be kept now the figures matter more."""
        key = f"embed-{self.embed.pk}-{self.embed.version}-{definitions.VERSION}"
        try:
            return cache.get_or_set(key, self._count, KEPT)
        except DatabaseError:
            return self._count()

    def _count(self):
        now = timezone.now()
        return now, count(self._asked(now), {one.code for one in self._chapter.figures})

    @property
    def at(self):
        return self._counted[0]

    @property
    def period(self):
        return self.content.asked.period

    @property
    def version(self):
        return definitions.VERSION

    @property
    def rungs(self):
        """The ladder: each rung with its bar along what was received."""
        numbers, names = self.content.numbers, {one.code: one.name for one, _number in self.content.figures}
        return [
            {
                "label": names[code],
                "value": thousands(numbers[code]),
                "bar": charts.bar([(numbers[code], kind)], numbers["received"]),
            }
            for code, kind in RUNGS
        ]

    @property
    def rates(self):
        """(Share, Rate or None where it would tell of fewer than five people) of those that were chosen."""
        told = {one.code: rate for one, rate, _shown in self.content.rates}
        return [(one, told.get(one.code)) for one in self.content.chapter.shares]

    @property
    def source(self):
        """The whole address of the portal, for a page that is not its own."""
        return settings.BASE_URL + reverse("home")

    @property
    def meanings(self):
        return definition_url()

    fewest = FEWEST_PEOPLE
