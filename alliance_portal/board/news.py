"""News for the wall: one large, the newest campaign first, and a few more as lines."""

from functools import cached_property

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import pgettext_lazy

from alliance_portal.models import News
from suggestions.models import Board

from .base import Page, drawn

LINES_SHOWN = 5


class NewsPage(Page):
    """What everybody reads, and what is for the people of the board's enterprise."""

    code_name, name = Board.Page.NEWS, pgettext_lazy("page of a board", "News")
    template = "board/pages/news.html"

    @cached_property
    def _shown(self):
        for_all = Q(enterprise=None)
        ours = for_all | Q(enterprise=self.enterprise.pk) if self.enterprise else for_all
        is_campaign = Case(When(kind=News.Kind.CAMPAIGN, then=Value(0)), default=Value(1), output_field=IntegerField())
        # What is for one enterprise no visitor sees on the portal; its own wall is where it belongs.
        found = News.objects.shown_at(self.at).filter(ours).order_by(is_campaign, "-publish_at", "-pk")
        return list(found[: LINES_SHOWN + 1])

    @property
    def first(self):
        return self._shown[0] if self._shown else None

    @property
    def others(self):
        return sorted(self._shown[1:], key=lambda item: item.publish_at, reverse=True)

    @property
    def picture(self):
        """Of what everybody may read, else ""."""
        return self.first.picture if self.first and self.first.enterprise is None else ""

    @property
    def code(self):
        """A QR code that leads to the large one."""
        if self.first and self.first.enterprise is None:
            return drawn(settings.BASE_URL + self.first.get_absolute_url())
        return super().code
