"""What was just done, with photos where there are any: on the first page, and larger on one of its own."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils.translation import pgettext_lazy

from alliance_portal.periods import Period, add_months
from suggestions.models import Board, Photo
from suggestions.statistics import rows

from .base import Page

# As many as stand under each other on the first page, and as a page of their own has room for.
MOST_SHOWN, MOST_ON_A_PAGE = 6, 4
# What came in earlier than this is no news any more when it is done.
MONTHS_BACK = 11


@dataclass(frozen=True)
class Finished:
    """Something just done; photos may be missing where a ledger tells of it."""

    title: str
    place: str
    days: int
    before: Photo | None
    after: Photo | None

    @property
    def photos(self):
        return [photo for photo in (self.before, self.after) if photo]


def newest(page, most=MOST_SHOWN):
    """The newest that were done, those with a photo of the result first; what was only tried is not among them.

    The district's board shows what enterprises have shown to everybody, and names no department.
    """
    after = Photo.objects.filter(suggestion=OuterRef("pk"), kind=Photo.Kind.AFTER)
    this_month = page.today.replace(day=1)
    lately = Period(add_months(this_month, -MONTHS_BACK), this_month)
    own = page.suggestions if page.enterprise else page.suggestions.public()
    done = (
        rows(own, "implemented", period=lately, as_of=page.at)
        .really_done()
        .annotate(has_photo=Exists(after))
        .select_related("enterprise")
        .prefetch_related("photos")
        .order_by("-has_photo", "-implemented_at", "-pk")
    )
    return [_finished(one, page) for one in done[:most]]


def _finished(suggestion, page):
    photos = suggestion.photos.all()
    started = suggestion.concluded_at or suggestion.received_at
    return Finished(
        title=suggestion.title,
        place=page.places.name_of(suggestion.department_id) if page.enterprise else suggestion.enterprise.short_name,
        days=max((suggestion.implemented_at - started).days, 0),
        before=next((photo for photo in photos if photo.kind == Photo.Kind.BEFORE), None),
        after=next((photo for photo in reversed(photos) if photo.kind == Photo.Kind.AFTER), None),
    )


def photos_of(finished):
    """{number: photo}"""
    return {photo.pk: photo for one in finished for photo in one.photos}


class FinishedPage(Page):
    """Up to four of them, with photos as large as they can be."""

    code_name, name = Board.Page.FINISHED, pgettext_lazy("page of a board", "Just done")
    template = "board/pages/finished.html"

    @cached_property
    def finished(self):
        return newest(self, MOST_ON_A_PAGE)

    @property
    def photos(self):
        return photos_of(self.finished)
