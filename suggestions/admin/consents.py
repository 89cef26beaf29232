"""Who agreed to be named beside which improvement, to what words and from when until when: the proof, to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin

from ..models import NameConsent


@admin.register(NameConsent)
class NameConsentAdmin(ReadOnlyAdmin):
    """Given and withdrawn by the proposers alone, on the page of their suggestion."""

    list_display = ["number", "person", "audience", "version", "given_at", "withdrawn_at"]
    list_filter = ["audience", "proposer__suggestion__enterprise"]
    list_select_related = ["proposer__suggestion", "proposer__person"]
    search_fields = ["proposer__suggestion__number", "proposer__person__name", "proposer__person__work_number"]
    fields = ["number", "person", "audience", "version", "given_at", "withdrawn_at"]

    @admin.display(description=_("suggestion"), ordering="proposer__suggestion__number")
    def number(self, consent):
        return consent.proposer.suggestion.number

    @admin.display(description=_("person"), ordering="proposer__person__name")
    def person(self, consent):
        return consent.proposer.person
