"""Histories as staff reads them in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyTable

from ..acting import who_acted


class History(ReadOnlyTable):
    """The events of a record; `model` is theirs."""

    fields = ["occurred_at", "verb", "who", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor__person")

    @admin.display(description=_("who"))
    def who(self, event):
        return who_acted(event)
