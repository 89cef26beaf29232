"""What the page of open figures shows: each chapter with its numbers of now, and the addresses that give them."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.dashboard import selection as dashboard
from alliance_portal.dashboard.forms import ScopeForm
from alliance_portal.numbers import EMPTY, floor, thousands
from alliance_portal.periods import Period
from suggestions.statistics import Scope

from . import answers
from .address import is_public
from .asked import Asked, Reader
from .chapters import CHAPTERS
from .chapters.base import DAYS, HOURS, YUAN
from .content import Content

UNITS = {YUAN: pgettext_lazy("unit", "yuan"), DAYS: pgettext_lazy("unit", "days"), HOURS: _("class hours")}
# So much of the live example is shown.
FIGURES_IN_EXAMPLE, RATES_IN_EXAMPLE = 2, 1


@dataclass(frozen=True)
class Shown:
    """One chapter; `query` are the parameters that give just these numbers."""

    content: Content
    query: str

    @property
    def chapter(self):
        return self.content.chapter

    def url(self, kind, **more):
        address = reverse(f"figures-{kind}", args=[self.chapter.code])
        query = "&".join(filter(None, [self.query, urlencode(more)]))
        return f"{address}?{query}" if query else address

    @property
    def json_url(self):
        return self.url("json")

    @property
    def csv_url(self):
        return self.url("csv")

    @property
    def parts(self):
        """{month or unit: its address} of what this chapter can be parted into."""
        asked = self.content.asked
        parts = [] if asked.is_public else self.chapter.parts_of(asked.scope)
        return {by: self.url("csv", by=by) for by in parts}

    @property
    def rows(self):
        """(Figure or Share, the numbers it is made of, as it is shown)"""
        figures = [(one, "", _written(one, number)) for one, number in self.content.figures]
        return figures + [(one, rate.fraction, shown or EMPTY) for one, rate, shown in self.content.rates]


def _written(figure, number):
    words = floor(number, 2).removesuffix(".00") if isinstance(number, float) else thousands(number)
    return f"{words} {UNITS[figure.unit]}".rstrip() if number is not None and figure.unit in UNITS else words


class Overview:
    """For whoever leads something the figures of the unit and months the address names; else what is open to all."""

    def __init__(self, request):
        self.request, self.user, self.now = request, request.user, timezone.now()

    @cached_property
    def selection(self):
        return None if is_public(self.user) else dashboard.choose(self.request)

    @property
    def form(self):
        return ScopeForm(self.selection) if self.selection else None

    @cached_property
    def chapters(self):
        made = self._public if self.selection is None else self._at_work
        return [shown for shown in map(made, CHAPTERS) if shown]

    def _public(self, chapter):
        year = Period.this_year(timezone.localtime(self.now).date())
        asked = Asked(Reader(self.user), Scope(), year, self.now, is_public=True)
        return Shown(Content(chapter, asked), "") if chapter.public else None

    def _at_work(self, chapter):
        if not chapter.may_be_read_by(self.user):
            return None
        chosen = self.selection
        scope = chosen.scope if chapter.knows_departments else Scope(chosen.scope.enterprise)
        units = {"enterprises": tuple(chosen.enterprises), "departments": tuple(chosen.departments)}
        asked = Asked(Reader(self.user), scope, chosen.period, chosen.at, **units)
        left_out = {} if chapter.knows_departments else {"department": None}
        left_out |= {"from": None, "to": None} if chapter.is_of_today else {}
        return Shown(Content(chapter, asked), urlencode(chosen.parameters(**left_out)))

    @property
    def as_of(self):
        return self.selection.at if self.selection else self.now

    @property
    def place(self):
        return self.chapters[0].content.asked.place

    @property
    def period(self):
        return self.chapters[0].content.asked.period

    @property
    def first(self):
        return self.chapters[0]

    @property
    def address(self):
        """The whole address of the first chapter."""
        return settings.BASE_URL + self.first.json_url

    @property
    def example(self):
        """The beginning of what is at that address now."""
        data = self.first.content.as_data
        figures, rates = data["figures"][:FIGURES_IN_EXAMPLE], data["rates"][:RATES_IN_EXAMPLE]
        return answers.text_of(data | {"figures": figures, "rates": rates})

    @property
    def parameters(self):
        return answers.MEANINGS
