"""Workshops with their people, names and readiness. What services write is read here and written at the workbench."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, RecordedAdmin, StaffStackedInline, status_tag

from .. import readiness, services
from ..models import (
    Acceptance,
    AcceptanceScore,
    Designation,
    FormerName,
    LeaderChange,
    ReadinessItem,
    Workshop,
    WorkshopMembership,
)
from .alliances import AllianceInline, JoinsAlliances


class FirstMembersInline(StaffStackedInline):
    """Who belongs to a new workshop; after that people come, go and take the lead by their own pages."""

    model = WorkshopMembership
    autocomplete_fields = ["person"]
    fields = ["person", "role", "title", "joined_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class MembershipInline(ReadOnlyTable):
    model = WorkshopMembership
    fields = ["person", "role", "title", "joined_on", "left_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class PlateInline(ReadOnlyTable):
    model = Designation
    fields = ["title", "level", "system", "body", "granted_on", "review_due_on", "state"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("workshop")

    @admin.display(description=_("status"))
    def state(self, plate):
        return status_tag(plate.status, plate.get_status_display())


class LeaderChangeInline(ReadOnlyTable):
    model = LeaderChange
    fields = ["day", "former", "leader", "former_stays", "reason", "changed_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("former", "leader", "changed_by__person")


class FormerNameInline(ReadOnlyTable):
    model = FormerName
    fields = ["name", "until", "reason", "renamed_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("renamed_by__person")


class ReadinessInline(ReadOnlyTable):
    """What people have said; what the portal finds by itself stands on the checklist."""

    model = ReadinessItem
    fields = ["heading", "said", "words", "said_by", "said_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("said_by__person", "workshop")

    @admin.display(description=_("state"))
    def said(self, item):
        return status_tag(item.state, item.get_state_display())


class CloseForm(forms.Form):
    closed_on = forms.DateField(
        label=_("Closed on"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(Workshop)
class WorkshopAdmin(JoinsAlliances, RecordedAdmin):
    list_display = ["name", "kind", "enterprise", "founded_on", "is_active"]
    list_filter = ["kind", "is_active", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = [
        "name", "former_names__name", "speciality", "enterprise__name", "memberships__person__name",
    ]  # fmt: skip
    autocomplete_fields = ["enterprise", "specialities"]
    readonly_fields = ["at_work", "ready", "is_active", "closed_on", "closed_because"]
    actions = [*JoinsAlliances.actions, "close", "reopen"]
    fieldsets = [
        (None, {"fields": ["at_work", "name", "slug", "kind", "enterprise"]}),
        (
            _("About the workshop"),
            {"fields": ["founded_on", "speciality", "specialities", "introduction", "place", "floor_space"]},
        ),
        (
            _("Innovates in"),
            {"fields": [f"innovates_{kind}" for kind in Workshop.Innovation]},
        ),
        (Workshop.Kind.MODEL_WORKER.label, {"fields": list(Workshop.PARTICULARS[Workshop.Kind.MODEL_WORKER])}),
        (Workshop.Kind.MASTER_CRAFTSMAN.label, {"fields": list(Workshop.PARTICULARS[Workshop.Kind.MASTER_CRAFTSMAN])}),
        (
            Workshop.Kind.INDUSTRY_RESEARCH.label,
            {"fields": list(Workshop.PARTICULARS[Workshop.Kind.INDUSTRY_RESEARCH])},
        ),
        (_("State"), {"fields": ["ready", "is_active", "closed_on", "closed_because"]}),
    ]

    inlines = [
        FirstMembersInline, MembershipInline, AllianceInline, PlateInline, ReadinessInline, LeaderChangeInline,
        FormerNameInline,
    ]  # fmt: skip

    def get_formsets_with_inlines(self, request, obj=None):
        """People are typed in with a new workshop; later there is only what services have written."""
        for inline in self.get_inline_instances(request, obj):
            if isinstance(inline, FirstMembersInline) == (obj is None):
                yield inline.get_formset(request, obj), inline

    def get_readonly_fields(self, request, obj=None):
        """A name changes by renaming, which keeps the old one."""
        return [*super().get_readonly_fields(request, obj), *(["name"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        """Sessions, suggestions and plates name it: a workshop that ends is closed."""
        return False

    @admin.display(description=_("people, plates, readiness"))
    def at_work(self, workshop):
        """Where people come and go, plates are entered, and the workshop is renamed."""
        if workshop.pk is None:
            return _("after saving")
        pages = [("at-work", _("People and plates")), ("rename", _("Rename")), ("leader", _("Change the leader"))]
        pages += [("readiness", _("Readiness")), ("acceptance-new", _("Record the on-site acceptance"))]
        links = [(reverse(f"workshops:{name}", args=[workshop.slug]), label) for name, label in pages]
        return format_html(" · ".join(["<a href='{}'>{}</a>"] * len(links)), *(part for link in links for part in link))

    @admin.display(description=_("readiness"))
    def ready(self, workshop):
        """How many headings are there, of all."""
        if workshop.pk is None:
            return "—"
        found = readiness.counted(readiness.checklist(workshop))
        return f"{found['there']}/{found['all']}"

    @admin.action(description=_("Close workshops"))
    def close(self, request, workshops):
        text = _("From that day on they count no longer; in the figures of earlier days they stay.")
        return self.step(request, workshops, services.close, CloseForm, title=_("Close workshops"), text=text)

    @admin.action(description=_("Reopen workshops"))
    def reopen(self, request, workshops):
        text = _("They are in operation again, as if they had never been closed.")
        return self.step(request, workshops, services.reopen, title=_("Reopen workshops"), text=text)

    def response_add(self, request, obj, post_url_continue=None):
        messages.info(request, _("Plates and readiness are entered on the page of the workshop."))
        return super().response_add(request, obj, post_url_continue)


class ScoreInline(ReadOnlyTable):
    model = AcceptanceScore
    fields = ["heading", "points", "most", "note"]


@admin.register(Acceptance)
class AcceptanceAdmin(ReadOnlyAdmin):
    list_display = ["workshop", "held_on", "total", "recorded_by"]
    list_filter = ["workshop__enterprise"]
    list_select_related = ["workshop__enterprise", "recorded_by__person"]
    search_fields = ["workshop__name", "opinion"]
    fields = ["workshop", "held_on", "total", "opinion", "recorded_by", "recorded_at"]
    inlines = [ScoreInline]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("scores")

    @admin.display(description=_("points"))
    def total(self, acceptance):
        return f"{acceptance.points}/{acceptance.most}"
