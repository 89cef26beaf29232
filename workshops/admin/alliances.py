from django.contrib import admin

from alliance_portal.staff_admin import RecordedAdmin

from ..models import Alliance


@admin.register(Alliance)
class AllianceAdmin(RecordedAdmin):
    list_display = ["name", "scope", "enterprise", "parent", "founded_on"]
    list_filter = ["scope"]
    list_select_related = ["enterprise", "parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["enterprise", "parent"]
    fields = ["name", "slug", "scope", "enterprise", "parent", "founded_on", "purpose"]
