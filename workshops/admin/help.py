"""Requests for help as far as they concern the district: that they are answered. The words are for the two alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.staff_admin import ReadOnlyAdmin, status_tag

from ..models import HelpRequest


@admin.register(HelpRequest)
class HelpRequestAdmin(ReadOnlyAdmin):
    """Names nobody: by person nothing is counted and nothing compared."""

    list_display = ["asked_at", "speciality", "from_enterprise", "to_enterprise", "workshop", "look", "due_on"]
    list_filter = ["status", "asker__enterprise"]
    list_select_related = ["speciality", "asker__enterprise", "helper__enterprise", "workshop__enterprise"]
    search_fields = ["workshop__name", "speciality__name"]
    fields = [
        *("asked_at", "speciality", "from_enterprise", "to_enterprise", "workshop"),
        *("status", "due_on", "reminded_at"),
    ]
    view_on_site = False

    def lookup_allowed(self, lookup, value, request=None):
        """The filters and nothing else: `?asker__name=` in the page's address would tell who asks."""
        return lookup in {"status__exact", "asker__enterprise__id__exact"}

    @admin.display(description=pgettext_lazy("request for help", "from"), ordering="asker__enterprise")
    def from_enterprise(self, help_request):
        return help_request.asker.enterprise

    @admin.display(description=pgettext_lazy("request for help", "to"))
    def to_enterprise(self, help_request):
        asked = help_request.helper or help_request.workshop
        return asked.enterprise

    @admin.display(description=_("status"), ordering="status")
    def look(self, help_request):
        return status_tag(help_request.status, help_request.get_status_display())
