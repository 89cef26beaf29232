from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import RecordedAdmin, StaffStackedInline

from ..models import Workshop, WorkshopMembership
from .alliances import AllianceInline, JoinsAlliances


class MembershipInline(StaffStackedInline):
    model = WorkshopMembership
    autocomplete_fields = ["person"]
    fields = ["person", "role", "title", "joined_on", "left_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


@admin.register(Workshop)
class WorkshopAdmin(JoinsAlliances, RecordedAdmin):
    list_display = ["name", "kind", "enterprise", "founded_on", "is_active"]
    list_filter = ["kind", "is_active", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["name", "speciality", "enterprise__name", "memberships__person__name"]
    autocomplete_fields = ["enterprise"]
    inlines = [MembershipInline, AllianceInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "enterprise", "is_active"]}),
        (_("About the workshop"), {"fields": ["founded_on", "speciality", "introduction"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        """Sessions and suggestions name it: a workshop that closes is no longer “in operation”."""
        return False
