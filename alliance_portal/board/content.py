"""What hangs on a wall: figures, what was just done, what is still owed. Departments, never people."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import segno
from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alliance_portal import charts
from alliance_portal.periods import Period, month_in_brief
from suggestions.models import Photo
from suggestions.statistics import STALLED_AFTER, Scope, rows

# How many of what was just done fit under each other: with photos two, without six.
FINISHED_SHOWN = 6
ROOM_OF_PHOTOS = 3
OWED_SHOWN = 3


@dataclass(frozen=True)
class Finished:
    """Something just done; photos may be missing where a ledger tells of it."""

    title: str
    place: str
    days: int
    before: Photo | None
    after: Photo | None


@dataclass(frozen=True)
class Owed:
    """An adopted suggestion that is late, with the department that answers for it."""

    title: str
    place: str
    due_on: dt.date | None
    days: int


class Content:
    """Everything a board shows, as known now, for the year to date."""

    def __init__(self, board):
        self.board, self.at = board, timezone.now()
        self.period = Period.this_year(self.today)
        self.scope = Scope(board.enterprise, board.department)
        self.suggestions = self.scope.narrow(board.enterprise.suggestions.all())

    @property
    def today(self):
        return timezone.localtime(self.at).date()

    @cached_property
    def summary(self):
        return self.scope.summarise(self.board.enterprise.suggestions.all(), period=self.period, at=self.at)

    @property
    def title(self):
        return self.board.department.name if self.board.department else self.board.enterprise.short_name

    def _rows(self, code):
        return rows(self.suggestions, code, period=self.period, as_of=self.at)

    @property
    def all_adopted(self):
        """Received and adopted are one and the same: two layers say it all."""
        return self.summary["received"] == self.summary["adopted"]

    @cached_property
    def chart(self):
        columns = [
            charts.Column(month_in_brief(month.first), month["received"], month["adopted"], month["implemented"])
            for month in self.summary.months
        ]
        label = _("Received, adopted and done by month: %(place)s") % {"place": self.title}
        return charts.board_columns(columns, label=label)

    @cached_property
    def finished(self):
        """The newest that were done, those with a photo of the result first; what was only tried is not among them."""
        after = Photo.objects.filter(suggestion=OuterRef("pk"), kind=Photo.Kind.AFTER)
        done = (
            self._rows("implemented")
            .really_done()
            .annotate(has_photo=Exists(after))
            .select_related("department")
            .prefetch_related("photos")
            .order_by("-has_photo", "-implemented_at", "-pk")
        )
        return _fitting([_finished(one) for one in done[:FINISHED_SHOWN]])

    @property
    def photos(self):
        """The photos this board shows, and no others."""
        shown = (photo for one in self.finished for photo in (one.before, one.after))
        return {photo.pk: photo for photo in shown if photo}

    @cached_property
    def owed(self):
        """The longest owed, with the department of whoever promised it."""
        late = (
            self._rows("stalled")
            .select_related("department", "implementation__owner__department")
            .order_by(F("implementation__due_on").asc(nulls_last=True), "concluded_at", "pk")
        )
        return [self._owed(one) for one in late[:OWED_SHOWN]]

    def _owed(self, suggestion):
        implementation = getattr(suggestion, "implementation", None)
        owner = implementation.owner if implementation else None
        due_on = implementation.due_on if implementation else None
        latest = timezone.localtime(suggestion.concluded_at + STALLED_AFTER).date()
        return Owed(
            title=suggestion.title,
            place=(owner.department if owner else suggestion.department).name,
            due_on=due_on,
            days=(self.today - min(due_on or latest, latest)).days,
        )

    @cached_property
    def thanked(self):
        """How many people suggested something this month."""
        month = self.today.replace(day=1)
        return rows(self.suggestions, "proposers", period=Period(month, month), as_of=self.at).count()

    @property
    def code(self):
        """A QR code that leads to the page for suggesting."""
        address = settings.BASE_URL + reverse("suggestions:new")
        drawing = segno.make(address, error="m", micro=False).svg_inline(
            dark="#12161b", border=1, omitsize=True, svgclass=None, lineclass=None
        )
        return SafeString(drawing)


def _fitting(finished):
    """As many as the panel has room for."""
    room, shown = FINISHED_SHOWN, []
    for one in finished:
        room -= ROOM_OF_PHOTOS if one.after else 1
        if room >= 0:
            shown.append(one)
    return shown


def _finished(suggestion):
    photos = suggestion.photos.all()
    started = suggestion.concluded_at or suggestion.received_at
    return Finished(
        title=suggestion.title,
        place=suggestion.department.name,
        days=max((suggestion.implemented_at - started).days, 0),
        before=next((photo for photo in photos if photo.kind == Photo.Kind.BEFORE), None),
        after=next((photo for photo in reversed(photos) if photo.kind == Photo.Kind.AFTER), None),
    )
