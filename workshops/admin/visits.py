"""Visits with what was promised at them, the promises by themselves, and the kinds of enterprises."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import (
    ReadOnlyAdmin,
    ReasonForm,
    RecordedAdmin,
    StaffPermissions,
    status_tag,
)
from members.admin.histories import History

from .. import services
from ..models import EnterpriseKind, GuidancePoint, Promise, PromiseEvent, Visit, VisitEvent
from ..models.visit import refuse_foreign_parts
from ..visit_steps import steps_of
from .versions import Held, VersionedForm


class GuidanceInline(StaffPermissions, admin.TabularInline):
    model = GuidancePoint
    fields = ["place", "words", "is_active"]
    extra = 0

    def has_delete_permission(self, request, obj=None):
        """Visits name it: guidance that has had its day is no longer in use."""
        return False


@admin.register(EnterpriseKind)
class EnterpriseKindAdmin(RecordedAdmin):
    list_display = ["name", "place", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "points__words"]
    autocomplete_fields = ["enterprises"]
    fields = ["name", "place", "enterprises", "is_active"]
    inlines = [GuidanceInline]

    def has_delete_permission(self, request, obj=None):
        """Guidance that was given names it: a kind that has had its day is no longer in use."""
        return False


@admin.register(GuidancePoint)
class GuidancePointAdmin(RecordedAdmin):
    list_display = ["words", "kind", "place", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["kind"]
    search_fields = ["words", "kind__name"]
    autocomplete_fields = ["kind"]
    fields = ["kind", "words", "place", "is_active"]

    def has_delete_permission(self, request, obj=None):
        return False

    def option_label(self, point):
        return f"{point} · {point.kind}"


class OfKind(admin.SimpleListFilter):
    """By the kind of the enterprise that was visited."""

    title = _("kind of enterprise")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(str(kind.pk), kind.name) for kind in EnterpriseKind.objects.in_use()]

    def queryset(self, request, visits):
        return visits.filter(enterprise__kinds=self.value()) if self.value() else visits


class Owed(admin.SimpleListFilter):
    title = _("promises")
    parameter_name = "promises"

    def lookups(self, request, model_admin):
        return [("late", _("With late promises")), ("open", _("With open promises"))]

    def queryset(self, request, visits):
        rules = {"late": visits.with_late_promises, "open": visits.with_open_promises}
        return rules.get(self.value(), visits.all)()


class VisitForm(VersionedForm):
    def clean(self):
        data = super().clean()
        day, enterprise = data.get("visited_on"), data.get("enterprise") or self.instance.enterprise_or_none
        if day and day > timezone.localdate():
            message = _("This day is still to come. A visit is written down once it has been made.")
            self.add_error("visited_on", message)
        if enterprise:
            self._refuse_foreign(enterprise, data)
        return data

    def _refuse_foreign(self, enterprise, data):
        try:
            refuse_foreign_parts(enterprise, data.get("workshops") or (), data.get("points") or ())
        except forms.ValidationError as refusal:
            self.add_error(None, refusal)


class PromiseInline(StaffPermissions, admin.TabularInline):
    """Written down with the visit. What the enterprise has read stays as it is; more can be added before the end."""

    model = Promise
    extra = 0
    fields = ["words", "due_on", "responsible", "responsible_name", "state"]
    readonly_fields = ["state"]
    autocomplete_fields = ["responsible"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("responsible__person", "visit__enterprise")

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or obj.is_open)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_draft(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_draft(obj)

    @staticmethod
    def _is_draft(visit):
        return visit is None or visit.status == Visit.Status.DRAFT

    @admin.display(description=_("status"))
    def state(self, promise):
        return status_tag(promise.look, promise.look_label) if promise.pk else ""


class VisitEventInline(History):
    model = VisitEvent


@admin.register(Visit)
class VisitAdmin(Held, RecordedAdmin):
    """Record and change here; sharing, following up and closing are steps with pages of their own."""

    form = VisitForm
    list_display = ["visited_on", "enterprise", "state", "union_people", "promised", "recorded_by"]
    list_filter = ["enterprise", OfKind, Owed]
    list_select_related = ["enterprise", "recorded_by__person"]
    search_fields = ["enterprise__name", "enterprise__short_name", "union_people", "findings", "promises__words"]
    autocomplete_fields = ["enterprise", "workshops", "accounts", "points"]
    readonly_fields = ["state", "recorded_by"]
    inlines = [PromiseInline, VisitEventInline]
    view_on_site = False
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("seen_version", "enterprise", "visited_on", "workshops", "union_people", "accounts", "met"),
                    *("state", "recorded_by"),
                ]
            },
        ),
        (_("What was found"), {"fields": ["findings", "difficulties"]}),
        (_("Guidance"), {"fields": ["points", "guidance"]}),
        (_("For the union alone"), {"fields": ["internal_note"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_promises()

    def get_readonly_fields(self, request, obj=None):
        """Whose visit it is has been read."""
        return [*super().get_readonly_fields(request, obj), *(["enterprise"] if obj and obj.is_told else [])]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        """Its history stays: a draft that was wrong is thrown away, which is a step."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        visit = self.get_queryset(request).filter(pk=object_id).first() if str(object_id).isdecimal() else None
        context = {"steps": steps_of(visit) if visit else [], **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request, visit, form, change):
        if not change:
            services.visits.write_down(visit, by=request.user)
        elif set(form.changed_data) - {"seen_version"}:
            services.visits.keep_changes(visit, by=request.user)

    def save_formset(self, request, form, formset, change):
        if formset.model is not Promise:
            return super().save_formset(request, form, formset, change)
        for promise in formset.save(commit=False):
            if promise._state.adding:
                services.promises.make(promise, by=request.user)
            else:
                promise.save()
        for promise in formset.deleted_objects:
            promise.delete()
        return None

    @admin.display(description=_("status"), ordering="status")
    def state(self, visit):
        return status_tag(visit.status, visit.get_status_display()) if visit.pk else ""

    @admin.display(description=_("promises"))
    def promised(self, visit):
        if visit.late:
            return status_tag("overdue", _("%(late)d late of %(made)d") % {"late": visit.late, "made": visit.made})
        return _("%(open)d open of %(made)d") % {"open": visit.still_open, "made": visit.made}


class PromiseState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("late", _("Late")), *Promise.Status.choices, ("unconfirmed", _("Kept, not confirmed"))]

    def queryset(self, request, promises):
        if self.value() == "late":
            return promises.late(timezone.localdate())
        if self.value() == "unconfirmed":
            return promises.kept().filter(confirmed_at=None)
        return promises.filter(status=self.value()) if self.value() in Promise.Status else promises


class PromiseEventInline(History):
    model = PromiseEvent


def _keep(promise, *, by, reason):
    return services.promises.keep(promise, by=by, note=reason)


@admin.register(Promise)
class PromiseAdmin(ReadOnlyAdmin):
    """They are made where the visit is written down; whether they are kept is said here."""

    list_display = ["words", "enterprise", "due_on", "who", "state", "kept_on", "confirmed_at"]
    list_filter = [PromiseState, "visit__enterprise"]
    list_select_related = ["visit__enterprise", "responsible__person"]
    search_fields = ["words", "visit__enterprise__name", "responsible_name", "responsible__person__name"]
    fields = ["words", "visit", "due_on", "who", "state", "kept_on", "confirmed_at", "soon_told_at", "late_told_at"]
    inlines = [PromiseEventInline]
    actions = ["keep", "give_up", "reopen"]
    view_on_site = False

    @admin.display(description=_("enterprise"), ordering="visit__enterprise__name")
    def enterprise(self, promise):
        return promise.visit.enterprise

    @admin.display(description=_("responsible"))
    def who(self, promise):
        return promise.who

    @admin.display(description=_("status"), ordering="status")
    def state(self, promise):
        return status_tag(promise.look, promise.look_label)

    @admin.action(description=_("Note as kept"))
    def keep(self, request, promises):
        text = _("They count as kept today. The enterprise is told, and asked to confirm it.")
        return self.step(request, promises, _keep, ReasonForm, title=_("Note as kept"), text=text)

    @admin.action(description=_("Note as not kept"))
    def give_up(self, request, promises):
        text = _("The enterprise is told that it will not be kept, and reads why.")
        words = {"title": _("Note as not kept"), "text": text}
        return self.step(request, promises, services.promises.give_up, ReasonForm, **words)

    @admin.action(description=_("Open again"))
    def reopen(self, request, promises):
        text = _("For what was noted wrongly: it is open again, with the day it was promised for.")
        return self.step(request, promises, services.promises.reopen, ReasonForm, title=_("Open again"), text=text)
