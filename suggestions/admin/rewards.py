"""The reward ledger, to look at: rewards with their payments and history, batches, tables of grades."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, status_tag

from .. import story
from ..models import Reward, RewardBatch, RewardEvent, RewardGrade, RewardRule, RewardShare


def money(name, label):
    """A column or field that shows an amount of fen as yuan."""

    @admin.display(description=label, ordering=name)
    def shown(_page, record):
        fen = getattr(record, name)
        return None if fen is None else story.fen_words(fen)

    return shown


class ShareInline(ReadOnlyTable):
    """Not where a name is hidden; nothing is paid there anyway."""

    model = RewardShare
    fields = ["person", "share", "amount", "paid_on", "paid_by", "received_at", "missing_at", "taken_back"]

    amount = money("fen", _("amount"))
    taken_back = money("taken_back_fen", _("taken back"))

    def get_queryset(self, request):
        named = super().get_queryset(request).filter(reward__suggestion__name_hidden=False)
        return named.select_related("person", "paid_by__person")


class RewardEventInline(ReadOnlyTable):
    model = RewardEvent
    fields = ["occurred_at", "verb", "actor", "note", "source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor__person")


@admin.register(Reward)
class RewardAdmin(ReadOnlyAdmin):
    list_display = ["number", "enterprise", "grade", "to_pay", "state", "proposed_at", "batch"]
    list_filter = ["status", "basis", "enterprise"]
    list_select_related = ["enterprise", "grade", "batch", "suggestion"]
    search_fields = ["number", "suggestion__title", "batch__number"]
    inlines = [ShareInline, RewardEventInline]
    fields = [
        *("number", "state", "suggestion", "enterprise", "rule", "basis", "value", "graded", "grade_reason"),
        *("is_borrowed", "borrowed_reason", "grade", "amount", "before", "elsewhere", "elsewhere_note", "to_pay"),
        *("note", "proposed_by", "proposed_at", "approved_by", "approved_at", "batch"),
    ]
    view_on_site = False

    value = money("value_fen", _("verified value"))
    amount = money("amount_fen", _("amount of the grade"))
    before = money("before_fen", _("paid before"))
    elsewhere = money("elsewhere_fen", _("awarded elsewhere"))
    to_pay = money("due_fen", _("to be paid"))

    @admin.display(description=_("status"), ordering="status")
    def state(self, reward):
        return status_tag(reward.status, reward.get_status_display())


@admin.register(RewardBatch)
class RewardBatchAdmin(ReadOnlyAdmin):
    list_display = ["number", "enterprise", "sent_by", "sent_at"]
    list_filter = ["enterprise"]
    list_select_related = ["enterprise", "sent_by__person"]
    search_fields = ["number", "enterprise__name"]
    fields = ["number", "enterprise", "sent_by", "sent_at"]
    view_on_site = False


class GradeInline(ReadOnlyTable):
    model = RewardGrade
    fields = ["grade", "name", "value_from", "value_below", "least", "most"]

    value_from = money("from_fen", _("value from"))
    value_below = money("below_fen", _("value below"))
    least = money("least_fen", _("least amount"))
    most = money("most_fen", _("most amount"))


@admin.register(RewardRule)
class RewardRuleAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "enterprise", "valid_from", "made_by"]
    list_filter = ["enterprise"]
    list_select_related = ["enterprise", "made_by__person"]
    search_fields = ["enterprise__name"]
    fields = ["enterprise", "valid_from", "made_by"]
    inlines = [GradeInline]
    view_on_site = False
