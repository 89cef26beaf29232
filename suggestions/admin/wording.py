"""The ready sentences that are offered in every enterprise, and which words mean the same."""

from django.contrib import admin

from alliance_portal.staff_admin import RecordedAdmin

from ..models import Sentence, SynonymGroup


@admin.register(Sentence)
class SentenceAdmin(RecordedAdmin):
    """Those offered everywhere are kept here; those of an enterprise its reviewers keep."""

    list_display = ["text", "decision", "enterprise"]
    list_filter = ["decision", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["text"]
    autocomplete_fields = ["enterprise"]
    fields = ["enterprise", "decision", "text"]


@admin.register(SynonymGroup)
class SynonymGroupAdmin(RecordedAdmin):
    """Suggestions about the same thing are found in other words too; a change counts from the next search on."""

    list_display = ["words", "updated_at"]
    search_fields = ["words"]
    fields = ["words"]
