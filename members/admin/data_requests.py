"""Requests about one's own data, for staff to look over: answered at the workbench."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, status_tag

from ..models import DataRequest, DataRequestEvent
from .histories import History


class DataRequestHistory(History):
    model = DataRequestEvent


@admin.register(DataRequest)
class DataRequestAdmin(ReadOnlyAdmin):
    list_display = ["person", "kind", "look", "asked_at", "due_on", "answered_at"]
    list_filter = ["status", "kind", "person__enterprise"]
    list_select_related = ["person"]
    search_fields = ["person__name", "person__work_number"]
    fields = [
        "at_work",
        "person",
        "kind",
        "words",
        "look",
        "asked_at",
        "due_on",
        "answer",
        "answered_by",
        "answered_at",
    ]
    inlines = [DataRequestHistory]
    view_on_site = False

    @admin.display(description=DataRequest._meta.get_field("status").verbose_name, ordering="status")
    def look(self, request):
        return status_tag(request.status, request.get_status_display())

    @admin.display(description=_("steps"))
    def at_work(self, request):
        return format_html(
            '<a href="{}">{}</a>', reverse("members:data-request", args=[request.pk]), _("Read it and answer it")
        )
