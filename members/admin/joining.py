"""Applications to join, as staff see them: the officers of the enterprise answer."""

from django.contrib import admin

from alliance_portal.staff_admin import ReadOnlyAdmin, status_tag

from ..models import JoinApplication, JoinApplicationEvent
from .histories import History


class JoinHistory(History):
    model = JoinApplicationEvent


@admin.register(JoinApplication)
class JoinApplicationAdmin(ReadOnlyAdmin):
    list_display = ["person", "enterprise", "look", "created_at", "answered_by", "answered_at"]
    list_filter = ["status", "enterprise"]
    list_select_related = ["person", "enterprise", "answered_by__person"]
    search_fields = ["person__name", "person__work_number", "enterprise__short_name"]
    fields = ["person", "enterprise", "look", "created_at", "reason", "answered_by", "answered_at", "used_at"]
    inlines = [JoinHistory]

    @admin.display(description=JoinApplication._meta.get_field("status").verbose_name, ordering="status")
    def look(self, application):
        return status_tag(application.status, application.get_status_display())
