"""Results, their use elsewhere and roll-outs, to look at; the words of the “Five Smalls”, to keep.

Who made a result is not shown here: names are for people of the enterprises concerned.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, RecordedAdmin, status_tag
from members.admin.histories import History

from ..models import (
    FiveSmallKind,
    Patent,
    Result,
    ResultEvent,
    ResultFile,
    RollOut,
    RollOutAnswer,
    SharedUse,
    SharedUseEvent,
)
from ..services import results as services
from .documents import WithdrawalForm

BENEFIT = ("claimed_yuan", "reckoning", "verified_yuan", "verified_basis", "verified_by", "verified_at")


@admin.register(FiveSmallKind)
class FiveSmallKindAdmin(RecordedAdmin):
    """An enterprise with words of its own is offered those alone."""

    list_display = ["name", "national", "enterprise", "place", "is_active"]
    list_filter = ["national", "is_active", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["name", "enterprise__name"]
    autocomplete_fields = ["enterprise"]

    def has_delete_permission(self, request, obj=None):
        """Results name it: what is no longer wanted is not offered any more."""
        return False


class PatentInline(ReadOnlyTable):
    model = Patent
    fields = ["kind", "number", "granted_on"]


class FileInline(ReadOnlyTable):
    model = ResultFile
    fields = ["name", "purpose", "size"]


class ResultEventInline(History):
    model = ResultEvent


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    """Entered and kept by those who worked it out, on their own pages."""

    list_display = ["number", "title", "enterprise", "five_small", "licence", "look", "units", "published_at"]
    list_filter = ["status", "five_small__national", "enterprise"]
    list_select_related = ["enterprise", "five_small"]
    search_fields = ["number", "title", "before", "method", "workshops__name"]
    fields = [
        *("number", "title", "enterprise", "workshops", "five_small", "innovation", "specialities", "before", "method"),
        *("after", "applicability", "in_use_since", *BENEFIT, "owner", "owner_note", "licence", "visibility"),
        *("status", "published_at", "withdrawn_because"),
    ]
    inlines = [PatentInline, FileInline, ResultEventInline]
    actions = ["withdraw"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_unit_count()

    @admin.display(description=_("status"), ordering="status")
    def look(self, result):
        return status_tag(result.status, result.get_status_display())

    @admin.display(description=_("used by other units"), ordering="unit_count")
    def units(self, result):
        return result.unit_count

    @admin.action(description=pgettext_lazy("document", "Withdraw"))
    def withdraw(self, request, results):
        text = _("Nobody gets their files any more, their addresses say why, and all who use them are told.")
        words = {"title": pgettext_lazy("document", "Withdraw"), "text": text}
        return self.step(request, results, services.withdraw, WithdrawalForm, **words)


class SharedUseEventInline(History):
    model = SharedUseEvent


@admin.register(SharedUse)
class SharedUseAdmin(ReadOnlyAdmin):
    list_display = ["result", "enterprise", "department", "look", "asked_at", "concluded_on", "verified_yuan"]
    list_filter = ["status", "enterprise"]
    list_select_related = ["result", "enterprise", "department__parent"]
    search_fields = ["result__number", "result__title", "enterprise__name", "purpose"]
    fields = [
        *("result", "enterprise", "department", "purpose", "asked_by", "asked_at", "status", "answer", "tried_from"),
        *("concluded_on", "experience", *BENEFIT),
    ]
    inlines = [SharedUseEventInline]

    @admin.display(description=_("status"), ordering="status")
    def look(self, use):
        return status_tag(use.status, use.get_status_display())


class AnswerInline(ReadOnlyTable):
    model = RollOutAnswer
    view_on_site = False
    fields = ["enterprise", "department", "matched_by", "status", "words", "answered_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("enterprise", "department__parent")


@admin.register(RollOut)
class RollOutAdmin(ReadOnlyAdmin):
    list_display = ["result", "sent_at", "sent_by", "due_on", "asked", "answered"]
    list_select_related = ["result", "sent_by__person"]
    search_fields = ["result__number", "result__title"]
    fields = ["result", "words", "due_on", "sent_by", "sent_at"]
    inlines = [AnswerInline]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description=_("departments asked"))
    def asked(self, roll_out):
        return roll_out.asked_count

    @admin.display(description=_("answered"))
    def answered(self, roll_out):
        return roll_out.answered_count
