"""Workshops and their plates: those of the board's enterprise, or of the whole alliance where it has none."""

from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from alliance_portal import charts
from suggestions.models import Board
from training.statistics import within
from workshops.models import Problem, Result, Workshop
from workshops.statistics import plates, summarise_results

from .base import PASSER_BY, Page, drawn

WORKSHOPS_SHOWN = 6
PROBLEMS_SHOWN = 3


class WorkshopsPage(Page):
    """What workshops there are, at which level they are named, what they share, and which problems are open."""

    code_name, name = Board.Page.WORKSHOPS, pgettext_lazy("page of a board", "Workshops")
    template = "board/pages/workshops.html"

    @cached_property
    def own(self):
        """Whether the enterprise has workshops of its own to show."""
        return bool(self.enterprise) and self._visible.filter(enterprise=self.enterprise).exists()

    @property
    def _visible(self):
        return Workshop.objects.visible_to(PASSER_BY).active()

    @cached_property
    def _workshops(self):
        return self._visible.filter(enterprise=self.enterprise) if self.own else self._visible

    @cached_property
    def plates(self):
        """Workshops and plates as they are today."""
        return plates.count(self._workshops, self.today)

    @property
    def levels(self):
        """The levels at which any workshop is named, from the highest: label, workshops, bar."""
        found = [(row["label"], row["workshops"]) for row in self.plates.rows if row["workshops"]]
        most = max((number for _label, number in found), default=0)
        return [{"label": label, "n": n, "bar": charts.bar([(n, "adopted")], most)} for label, n in found]

    @cached_property
    def workshops(self):
        return list(self._workshops.select_related("enterprise").order_by("enterprise__name", "name")[:WORKSHOPS_SHOWN])

    @property
    def more(self):
        """How many are not named here."""
        return self.plates.workshops - len(self.workshops)

    @cached_property
    def results(self):
        ids = self._workshops.order_by().values("pk")
        return summarise_results(Result.objects.visible_to(PASSER_BY).of_workshops(ids))

    @cached_property
    def pairs(self):
        """Master and apprentice pairs in force today."""
        return within(self._workshops.order_by().values("pk"), timezone.localtime(self.at).date()).pairs

    @cached_property
    def problems(self):
        """Those that take bids now, the newest first: whoever passes may have an idea."""
        taking = Problem.objects.visible_to(PASSER_BY).taking_bids().select_related("enterprise")
        return list(taking.newest_first()[:PROBLEMS_SHOWN])

    @property
    def code(self):
        """A QR code that leads to the workshops."""
        return drawn(settings.BASE_URL + reverse("workshops:list"))
