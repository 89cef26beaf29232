"""Posters on the wall, to look at."""

from django.contrib import admin

from alliance_portal.staff_admin import ReadOnlyAdmin

from ..models import Poster


@admin.register(Poster)
class PosterAdmin(ReadOnlyAdmin):
    """Hung up, stopped and replaced on the officers' page."""

    list_display = ["code", "department", "place", "enterprise", "created_by", "created_at", "stopped_at"]
    list_filter = ["enterprise"]
    list_select_related = ["enterprise", "department__parent", "created_by__person"]
    search_fields = ["code", "place", "department__name", "enterprise__name"]
    fields = ["code", "enterprise", "department", "place", "created_by", "created_at", "stopped_at", "stopped_by"]
    view_on_site = False
