"""The ready sentences that are offered in every enterprise."""

from django.contrib import admin

from alliance_portal.staff_admin import RecordedAdmin

from ..models import Sentence


@admin.register(Sentence)
class SentenceAdmin(RecordedAdmin):
    """Those offered everywhere are kept here; those of an enterprise its reviewers keep."""

    list_display = ["text", "decision", "enterprise"]
    list_filter = ["decision", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["text"]
    autocomplete_fields = ["enterprise"]
    fields = ["enterprise", "decision", "text"]
