from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import RecordedAdmin, StaffStackedInline

from .models import Attendance, Session


class AttendanceInline(StaffStackedInline):
    model = Attendance
    autocomplete_fields = ["person"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "session")


@admin.register(Session)
class SessionAdmin(RecordedAdmin):
    list_display = ["topic", "function", "kind", "enterprise", "starts_at", "class_hours", "head_count"]
    list_filter = ["function", "kind", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["topic", "lecturer", "enterprise__name"]
    autocomplete_fields = ["enterprise", "workshops"]
    inlines = [AttendanceInline]
    fieldsets = [
        (None, {"fields": ["topic", "function", "kind", "enterprise", "workshops"]}),
        (_("When and where"), {"fields": ["starts_at", "ends_at", "venue", "lecturer"]}),
        (_("What counts"), {"fields": ["class_hours", "head_count"]}),
    ]
