"""What enterprises were asked to check, and spot checks, to look at; the questions asked on the spot are kept here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, RecordedAdmin, status_tag

from ..models import (
    ChecklistItem,
    FlagAnswer,
    FlagCase,
    SpotCheck,
    SpotCheckComment,
    SpotCheckEvent,
    SpotCheckRow,
)
from ..statistics import flags


class FlagAnswerInline(ReadOnlyTable):
    model = FlagAnswer
    fields = ["answered_at", "words", "part", "whole", "answered_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("answered_by__person")


@admin.register(FlagCase)
class FlagCaseAdmin(ReadOnlyAdmin):
    list_display = ["rule", "enterprise", "year", "part", "whole", "asked_at"]
    list_filter = ["year", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["code", "enterprise__name", "enterprise__short_name", "answers__words"]
    fields = ["rule", "enterprise", "year", "part", "whole", "asked_at"]
    inlines = [FlagAnswerInline]
    view_on_site = False

    @admin.display(description=_("rule"), ordering="code")
    def rule(self, case):
        return flags.BY_CODE[case.code].name if case.code in flags.BY_CODE else case.code


@admin.register(ChecklistItem)
class ChecklistItemAdmin(RecordedAdmin):
    """A change counts from the next draw on; what was drawn before asks what it asked."""

    list_display = ["words", "place", "is_active", "updated_at"]
    list_filter = ["is_active"]
    search_fields = ["words"]
    fields = ["words", "place", "is_active"]


class SpotCheckRowInline(ReadOnlyTable):
    model = SpotCheckRow
    fields = ["place", "suggestion", "finding", "words", "checked_by", "checked_at"]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("suggestion", "checked_by__person")


class SpotCheckCommentInline(ReadOnlyTable):
    model = SpotCheckComment
    fields = ["written_at", "enterprise", "words", "written_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("enterprise", "written_by__person")


class SpotCheckEventInline(ReadOnlyTable):
    model = SpotCheckEvent
    fields = ["occurred_at", "verb", "actor", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor__person")


@admin.register(SpotCheck)
class SpotCheckAdmin(ReadOnlyAdmin):
    list_display = ["title", "figure", "months", "state", "drawn_at", "closed_at"]
    list_filter = ["status", "figure"]
    search_fields = ["title", "seed", "rows__suggestion__number"]
    fields = ["title", "figure", "months", "method", "size", "state", "seed", "drawn_at", "closed_at"]
    inlines = [SpotCheckRowInline, SpotCheckCommentInline, SpotCheckEventInline]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("register")

    @admin.display(description=_("months of receipt"), ordering="first")
    def months(self, check):
        return check.period.label

    @admin.display(description=_("status"), ordering="status")
    def state(self, check):
        return status_tag(check.look, check.get_status_display())
