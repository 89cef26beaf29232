"""The columns of the reports as staff keep them, and what was frozen and signed, to be looked at."""

from django.contrib import admin

from alliance_portal.models import ReportColumn, Snapshot, SnapshotEvent
from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, RecordedAdmin


@admin.register(ReportColumn)
class ReportColumnAdmin(RecordedAdmin):
    """Titles, order and what is shown; which columns there are is told by the program."""

    list_display = ["table", "title", "code", "place", "is_shown"]
    list_display_links = ["title"]
    list_filter = ["table", "is_shown"]
    search_fields = ["title", "code"]
    fields = ["table", "code", "title", "place", "is_shown"]
    readonly_fields = ["table", "code"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SnapshotEvents(ReadOnlyTable):
    model = SnapshotEvent
    fields = ["occurred_at", "verb", "actor", "actor_role"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor__person")


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["table", "period_code", "number", "status", "signed_by", "signed_at"]
    list_filter = ["table", "status"]
    list_select_related = ["signed_by__person", "frozen_by__person"]
    search_fields = ["period_code", "check_value"]
    fields = [
        "table",
        "period_code",
        "number",
        "status",
        "reason",
        "as_of",
        "definitions",
        "frozen_by",
        "frozen_at",
        "signed_by",
        "signed_at",
        "check_value",
    ]
    inlines = [SnapshotEvents]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).defer("content")
