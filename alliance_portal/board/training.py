"""Training to come, training held, and whom the month thanks: names of those who agreed to hang on the wall."""

from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from alliance_portal.periods import add_months
from alliance_portal.pinyin_order import sort_key
from suggestions.models import Board, Proposer
from training.models import Session
from training.statistics import summarise

from .base import PASSER_BY, Page, drawn

SESSIONS_SHOWN = 5
NAMES_SHOWN = 24


class TrainingPage(Page):
    """Sessions that people of the board's enterprise may come to, and those the enterprise has held this year."""

    code_name, name = Board.Page.TRAINING, pgettext_lazy("page of a board", "Training")
    template = "board/pages/training.html"

    @cached_property
    def sessions(self):
        """The next ones: their own, and those of others that are open to them."""
        coming = Session.objects.visible_to(PASSER_BY).upcoming(self.at)
        open_to_others = ~Q(audience=Session.Audience.OWN)
        if self.enterprise:
            own = Session.objects.visible_to(PASSER_BY).held_by(self.enterprise).order_by().values("pk")
            coming = coming.filter(open_to_others | Q(pk__in=own))
        else:
            coming = coming.filter(open_to_others)
        return list(coming.for_calendar()[:SESSIONS_SHOWN])

    @cached_property
    def held(self):
        """The figures of what has been held this year."""
        held = Session.objects.visible_to(PASSER_BY).held_between(self.period.start, self.at)
        return summarise(held.held_by(self.enterprise) if self.enterprise else held)

    @cached_property
    def thanks(self):
        """(first day of the month, names): of this month, in its first days of the last one; in the order of sounds."""
        this_month = self.today.replace(day=1)
        for month in (this_month, add_months(this_month, -1)):
            if names := self._thanked_in(month):
                return month, names
        return this_month, []

    def _thanked_in(self, month):
        agreed = Proposer.objects.named_on_walls(self.enterprise).thanked_in(month)
        named = agreed.filter(suggestion__in=self.suggestions.order_by().values("pk"))
        people = dict(named.order_by().values_list("person", "person__name"))
        return sorted(people.values(), key=sort_key)[:NAMES_SHOWN]

    @property
    def code(self):
        """A QR code that leads to the calendar."""
        return drawn(settings.BASE_URL + reverse("training:sessions"))
