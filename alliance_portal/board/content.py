"""The first page of a board: figures and months, what was just done, what is still owed. Departments, never people."""

from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal import charts
from alliance_portal.periods import Period, month_in_brief
from suggestions.services.names import FEWEST
from suggestions.statistics import rows

from . import finished, owed
from .base import Page

# How many of what was done fit under each other: with photos two, without six.
ROOM, ROOM_OF_PHOTOS = 6, 3
OWED_SHOWN = 3
# So many names of months stand side by side; more of them are told by their numbers.
MONTHS_NAMED = 9


class Content(Page):
    """Everything the first page shows, as known now, for the year to date."""

    template = "board/pages/figures.html"

    @cached_property
    def summary(self):
        return self.scope.summarise(self.suggestions, period=self.period, at=self.at, is_whole=True)

    @property
    def all_adopted(self):
        """Received and adopted are one and the same: two layers say it all."""
        return self.summary["received"] == self.summary["adopted"]

    @cached_property
    def opening(self):
        """ "day" until the first one has come in, "month" in that month, "year" while this one has none; else ""."""
        if sum(1 for month in self.summary.months if month["received"]) > 1:
            return ""
        has_past = self.suggestions.filter(month__lt=self.today.replace(day=1)).exists()
        if self.summary.is_empty:
            return "year" if has_past else "day"
        return "" if has_past else "month"

    @cached_property
    def chart(self):
        named = len(self.summary.months) <= MONTHS_NAMED
        columns = [
            charts.Column(_label(month.first, named), month["received"], month["adopted"], month["implemented"])
            for month in self.summary.months
        ]
        label = _("Received, adopted and done by month: %(place)s") % {"place": self.title}
        return charts.board_columns(columns, label=label)

    @cached_property
    def finished(self):
        """The newest that were done, as many as the panel has room for."""
        room, shown = ROOM, []
        for one in finished.newest(self):
            room -= ROOM_OF_PHOTOS if one.after else 1
            if room >= 0:
                shown.append(one)
        return shown

    @property
    def photos(self):
        return finished.photos_of(self.finished)

    @cached_property
    def owed_before(self):
        """How many of what is owed came in before this year."""
        return owed.of_earlier_years(self)

    @property
    def owed_number(self):
        return self.summary["stalled"] + self.owed_before

    @cached_property
    def owed(self):
        return owed.longest(self, OWED_SHOWN) if self.enterprise else []

    @cached_property
    def debtors(self):
        """On the district's board, in the place of single suggestions."""
        return [] if self.enterprise else owed.by_place(self)[:OWED_SHOWN]

    @property
    def few_took_part(self):
        """So few that their number points at them; of none nothing is kept back, but it would tell none from few."""
        return self.summary["proposers"] < FEWEST

    @cached_property
    def thanked(self):
        """How many people suggested something this month; 0 where they are so few that it points at them."""
        month = self.today.replace(day=1)
        number = rows(self.suggestions, "proposers", period=Period(month, month), as_of=self.at).count()
        return number if number >= FEWEST else 0


def _label(month, named):
    if named or month.month == 1:
        return month_in_brief(month)
    # Translators: the name of a month where twelve of them stand close together; Chinese writes the number alone.
    return date_format(month, pgettext("month among many", "M"))
