"""Terms of office and charters in the staff's admin."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, RecordedAdmin

from ..models import Charter, OrganTerm
from ..services import organs


class TermForm(forms.ModelForm):
    """The alliance is held while its terms are looked at: the page saves in the same transaction."""

    def clean(self):
        data = super().clean()
        alliance = data.get("alliance") or getattr(self.instance, "alliance", None)
        if alliance:
            organs.hold(alliance)
        return data


@admin.register(OrganTerm)
class OrganTermAdmin(RecordedAdmin):
    form = TermForm
    list_display = ["alliance", "organ", "holder", "post", "starts_on", "ends_on"]
    list_filter = ["organ", "alliance"]
    list_select_related = ["alliance", "person", "workshop", "enterprise"]
    search_fields = ["alliance__name", "person__name", "workshop__name", "enterprise__name", "outside_name"]
    autocomplete_fields = ["alliance", "person", "workshop", "enterprise"]
    fields = [
        *("alliance", "organ", "post", "person", "workshop", "enterprise", "outside_name", "public_name"),
        *("starts_on", "ends_on"),
    ]
    view_on_site = False

    def has_delete_permission(self, request, obj=None):
        """Who was in office stays in the list; a term that has not begun is taken back at the workbench."""
        return False

    @admin.display(description=_("holder"))
    def holder(self, term):
        return term.holder_name


@admin.register(Charter)
class CharterAdmin(ReadOnlyAdmin):
    """Versions are added at the workbench, and never changed."""

    list_display = ["alliance", "number", "valid_from", "file_name", "entered_by"]
    list_filter = ["alliance"]
    list_select_related = ["alliance", "entered_by__person"]
    search_fields = ["alliance__name", "summary"]
    fields = ["alliance", "number", "valid_from", "summary", "download", "file_size", "sha256", "entered_by"]
    view_on_site = False

    @admin.display(description=_("file"))
    def download(self, charter):
        return format_html('<a href="{}">{}</a>', charter.get_absolute_url(), charter.file_name)
