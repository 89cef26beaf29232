"""Yearly plans in the staff's admin: looked at here, worked on at the workbench, moved by actions that ask first."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, status_tag
from members.admin.histories import History

from ..models import Plan, PlanEvent, PlanItem, PlanProgress
from ..services import plans as services


class ItemInline(ReadOnlyTable):
    model = PlanItem
    fields = ["number", "goal", "kind", "due_on", "percent", "state_word"]
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).with_state().order_by("due_on", "number")

    @admin.display(description=_("status"))
    def state_word(self, item):
        return item.state.label


class PlanEventInline(History):
    model = PlanEvent


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Words at the end of the year"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def link_to(record, words):
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), words)


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["alliance", "year", "look", "desk"]
    list_filter = ["status", "year", "alliance"]
    list_select_related = ["alliance"]
    search_fields = ["alliance__name", "aim", "items__goal"]
    fields = ["alliance", "year", "look", "aim", "closing_words", "desk"]
    inlines = [ItemInline, PlanEventInline]
    actions = ["put_in_force", "carry_over", "close"]
    view_on_site = False

    @admin.display(description=_("status"), ordering="status")
    def look(self, plan):
        return status_tag(plan.status, plan.get_status_display())

    @admin.display(description=_("at the workbench"))
    def desk(self, plan):
        return link_to(plan, _("Open the plan"))

    @admin.action(description=_("Put in force"))
    def put_in_force(self, request, rows):
        text = _("Its goals become public. Items can still be added; what is dropped then stays with its reason.")
        words = {"title": _("Put in force"), "text": text, "button": _("Put it in force")}
        return self.step(request, rows, services.put_in_force, **words)

    @admin.action(description=_("Carry over what is not finished"))
    def carry_over(self, request, rows):
        text = _("It goes into the plan of the year after, with its owners; each item keeps its day, a year later.")
        words = {"title": _("Carry over what is not finished"), "text": text, "button": _("Carry it over")}
        return self.step(request, rows, services.carry_over, **words)

    @admin.action(description=_("Close the year"))
    def close(self, request, rows):
        words = {"title": _("Close the year"), "button": _("Close the year")}
        return self.step(request, rows, services.close, WordsForm, **words)


class ProgressInline(ReadOnlyTable):
    model = PlanProgress
    fields = ["day", "percent", "note", "evidence", "link", "file_name", "reported_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("reported_by__person")


@admin.register(PlanItem)
class PlanItemAdmin(ReadOnlyAdmin):
    list_display = ["goal", "plan", "kind", "due_on", "percent", "look"]
    list_filter = ["kind", "plan__year", "plan__alliance"]
    list_select_related = ["plan__alliance", "responsible", "carried_from__plan__alliance"]
    search_fields = ["goal", "plan__alliance__name", "owners__name"]
    fields = [
        *("plan", "number", "goal", "kind", "measure", "in_charge", "responsible", "due_on", "percent", "look"),
        *("done_on", "given_up_at", "given_up_reason", "carried_from", "carried_times", "desk"),
    ]
    inlines = [ProgressInline]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).with_state().prefetch_related("owners")

    @admin.display(description=_("status"))
    def look(self, item):
        return status_tag(item.state, item.state.label)

    @admin.display(description=_("workshops in charge"))
    def in_charge(self, item):
        return str(_(", ")).join(str(one) for one in item.owners.all())

    @admin.display(description=_("at the workbench"))
    def desk(self, item):
        return link_to(item, _("Open the item"))
