"""Panels, their votes once they are closed, and meetings: to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlySheets, ReadOnlyTable

from ..models import Ballot, Meeting, MeetingItem, Panel, Score, Seat


class SeatInline(ReadOnlyTable):
    model = Seat
    fields = ["member", "stand_in", "passed_on_at", "passed_because"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("member__person", "stand_in__person")


@admin.register(Panel)
class PanelAdmin(ReadOnlyAdmin):
    list_display = ["number", "rubric", "vote_by", "called_by", "closed_at", "outcome"]
    list_filter = ["outcome", "suggestion__enterprise"]
    list_select_related = ["suggestion", "rubric", "called_by__person"]
    search_fields = ["suggestion__number", "suggestion__title", "rubric__name"]
    fields = ["number", "rubric", "quorum", "vote_by", "called_by", "called_at", "closed_at", "outcome"]
    inlines = [SeatInline]
    view_on_site = False

    @admin.display(description=_("suggestion"), ordering="suggestion__number")
    def number(self, panel):
        return panel.suggestion.number


class ScoreInline(ReadOnlyTable):
    model = Score
    fields = ["criterion", "points"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("criterion")


@admin.register(Ballot)
class BallotAdmin(ReadOnlyAdmin):
    """While a panel sits nobody outside reads its votes; beside a hidden name nobody reads whose they are."""

    list_display = ["number", "given_by", "recommendation", "closed_at"]
    list_filter = ["recommendation"]
    list_select_related = ["seat__panel__suggestion", "voter__person"]
    search_fields = ["seat__panel__suggestion__number", "opinion"]
    ordering = ["-seat__panel__closed_at", "opinion"]
    fields = ["number", "given_by", "recommendation", "opinion", "closed_at"]
    inlines = [ScoreInline]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(seat__panel__closed_at__isnull=False)

    @admin.display(description=_("suggestion"), ordering="seat__panel__suggestion__number")
    def number(self, ballot):
        return ballot.seat.panel.suggestion.number

    @admin.display(description=_("given by"))
    def given_by(self, ballot):
        """Whoever abstained could be the author; the hour of a vote would tell as much."""
        return "—" if ballot.seat.panel.suggestion.name_hidden else ballot.voter

    @admin.display(description=_("closed at"), ordering="seat__panel__closed_at")
    def closed_at(self, ballot):
        return ballot.seat.panel.closed_at


class MeetingItemInline(ReadOnlySheets):
    """What is only drafted is for the meeting alone, so it is shown once it has been published."""

    model = MeetingItem
    fields = ["suggestion", "conclusion", "answer", "owner", "due_on", "drafted_by"]

    def get_queryset(self, request):
        published = super().get_queryset(request).filter(meeting__published_at__isnull=False)
        return published.select_related("suggestion", "owner", "drafted_by__person")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["title", "enterprise", "held_on", "planned_by", "published_at", "published_by"]
    list_filter = ["enterprise"]
    list_select_related = ["enterprise", "planned_by__person", "published_by__person"]
    search_fields = ["title", "items__suggestion__number"]
    fields = ["title", "enterprise", "held_on", "planned_by", "published_at", "published_by"]
    inlines = [MeetingItemInline]
    view_on_site = False
