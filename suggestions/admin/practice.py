"""What is put into practice, with its steps and who had the task: to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.numbers import EMPTY
from alliance_portal.staff_admin import LongListAdmin, ReadOnlyAdmin, ReadOnlyTable

from ..models import Effect, Handover, Implementation, Milestone, Recheck


def ended(implementation):
    """How it ended, once the owner has reported."""
    return implementation.get_outcome_display() if implementation.finished_at else EMPTY


class MilestoneInline(ReadOnlyTable):
    model = Milestone
    fields = ["order", "title", "due_on", "done_at", "note"]


class HandoverInline(ReadOnlyTable):
    model = Handover
    fields = ["handed_at", "from_owner", "to_owner", "reason", "handed_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("from_owner", "to_owner", "handed_by__person")


class EffectInline(ReadOnlyTable):
    model = Effect
    fields = ["kind", "words"]


class RecheckInline(ReadOnlyTable):
    model = Recheck
    fields = ["months", "result", "note", "checked_by", "checked_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("checked_by__person")


@admin.register(Implementation)
class ImplementationAdmin(LongListAdmin, ReadOnlyAdmin):
    """Kept by owners and reviewers on their pages."""

    list_display = ["number", "enterprise", "owner", "due_on", "finished_at", "ended", "quota_protected_until"]
    list_filter = ["outcome", "suggestion__enterprise"]
    ordering = ["-pk"]
    sortable_by = ["due_on", "finished_at"]
    list_select_related = ["suggestion__enterprise", "owner"]
    search_fields = ["suggestion__number", "suggestion__title", "owner__name"]
    fields = [
        "number", "enterprise", "owner", "due_on", "finished_at", "confirmed_at", "ended", "tried", "measured",
        "learned", "quota_months", "quota_protected_until", "source",
    ]  # fmt: skip
    inlines = [MilestoneInline, HandoverInline]
    view_on_site = False

    @admin.display(description=_("suggestion"), ordering="suggestion__number")
    def number(self, implementation):
        return implementation.suggestion.number

    @admin.display(description=_("outcome"), ordering="outcome")
    def ended(self, implementation):
        return ended(implementation)

    @admin.display(description=_("enterprise"))
    def enterprise(self, implementation):
        return implementation.suggestion.enterprise
