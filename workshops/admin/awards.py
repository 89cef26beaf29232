"""Award rounds, their entries and objections: looked at here, run at the workbench."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, status_tag
from members.admin.contacts import MasksContact
from members.admin.histories import History

from ..models import (
    AwardCheck,
    AwardCondition,
    AwardConflict,
    AwardEntry,
    AwardEntryEvent,
    AwardJudge,
    AwardObjection,
    AwardObjectionEvent,
    AwardPrize,
    AwardRound,
    AwardRoundEvent,
)


class PrizeInline(ReadOnlyTable):
    model = AwardPrize
    fields = ["name", "most"]


class ConditionInline(ReadOnlyTable):
    model = AwardCondition
    fields = ["words"]


class JudgeInline(ReadOnlyTable):
    model = AwardJudge
    fields = ["user"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user__person")


class RoundEventInline(History):
    model = AwardRoundEvent


@admin.register(AwardRound)
class AwardRoundAdmin(ReadOnlyAdmin):
    list_display = ["title", "subject", "enterprise", "look", "entries_by", "scores_by", "desk"]
    list_filter = ["status", "subject", "enterprise"]
    list_select_related = ["enterprise", "rubric", "created_by__person"]
    search_fields = ["title", "call", "body"]
    fields = [
        *("title", "subject", "enterprise", "level", "body", "document_number", "call", "rubric", "look"),
        *("entries_by", "scores_by", "judges_per_entry", "quorum", "publicity_days", "minutes", "decided_on"),
        *("shown_from", "shown_until", "published_at", "called_off_because", "created_by", "desk"),
    ]
    inlines = [PrizeInline, ConditionInline, JudgeInline, RoundEventInline]
    view_on_site = False

    @admin.display(description=_("status"), ordering="status")
    def look(self, award):
        return status_tag(award.status, award.get_status_display())

    @admin.display(description=_("at the workbench"))
    def desk(self, award):
        return format_html('<a href="{}">{}</a>', award.get_desk_url(), _("Run the round"))


class CheckInline(ReadOnlyTable):
    model = AwardCheck
    fields = ["condition", "is_met"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("condition")


class ConflictInline(ReadOnlyTable):
    model = AwardConflict
    fields = ["judge", "kind", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("judge__user__person")


class EntryEventInline(History):
    model = AwardEntryEvent


@admin.register(AwardEntry)
class AwardEntryAdmin(ReadOnlyAdmin):
    list_display = ["name", "round", "enterprise", "look", "prize"]
    list_filter = ["status", "round", "enterprise"]
    list_select_related = [
        *("round", "enterprise", "workshop", "result", "prize", "honour", "recommended_by__person"),
    ]
    search_fields = ["title", "case", "workshop__name", "result__title", "result__number", "enterprise__name"]
    fields = [
        *("round", "enterprise", "workshop", "result", "title", "case", "recommended_by", "recommended_at"),
        *("number", "look", "reason", "prize", "prize_reason", "honour"),
    ]
    inlines = [CheckInline, ConflictInline, EntryEventInline]
    view_on_site = False

    @admin.display(description=_("award entry"))
    def name(self, entry):
        return entry.name

    @admin.display(description=_("status"), ordering="status")
    def look(self, entry):
        return status_tag(entry.status, entry.get_status_display())


class ObjectionEventInline(History):
    model = AwardObjectionEvent


@admin.register(AwardObjection)
class AwardObjectionAdmin(MasksContact, ReadOnlyAdmin):
    list_display = ["about", "round", "look", "raised_at", "desk"]
    list_filter = ["status", "entry__round"]
    list_select_related = ["entry__round", "entry__workshop", "entry__result", "entry__enterprise", "user__person"]
    search_fields = ["words", "entry__workshop__name", "entry__result__title"]
    fields = [
        "about",
        "round",
        "words",
        "name",
        "reach",
        "user",
        "raised_at",
        "look",
        "answer",
        "answered_at",
        "desk",
    ]
    inlines = [ObjectionEventInline]
    actions = ["read_contacts"]
    view_on_site = False

    @admin.display(description=_("award entry"))
    def about(self, objection):
        return objection.entry.name

    @admin.display(description=_("award round"))
    def round(self, objection):
        return objection.entry.round

    @admin.display(description=_("status"), ordering="status")
    def look(self, objection):
        return status_tag(objection.status, objection.get_status_display())

    @admin.display(description=_("at the workbench"))
    def desk(self, objection):
        return format_html('<a href="{}">{}</a>', objection.get_absolute_url(), _("Answer"))
