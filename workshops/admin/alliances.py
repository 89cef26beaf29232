from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliance_portal.numbers import EMPTY
from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, ReasonForm, RecordedAdmin, status_tag
from members.admin.histories import History

from ..models import (
    Alliance,
    AllianceApplication,
    AllianceApplicationEvent,
    AllianceMembership,
    AllianceMembershipEvent,
)
from ..services import applications, memberships


class MemberInline(ReadOnlyTable):
    """Who belongs, and who did."""

    model = AllianceMembership
    fields = ["workshop", "ground", "joined_on", "left_on", "leaving", "status"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("workshop")


@admin.register(Alliance)
class AllianceAdmin(RecordedAdmin):
    list_display = ["name", "scope", "enterprise", "parent", "founded_on", "takes_by_right"]
    list_filter = ["scope", "takes_by_right"]
    list_select_related = ["enterprise", "parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["enterprise", "parent"]
    fields = ["name", "slug", "scope", "enterprise", "parent", "takes_by_right", "founded_on", "purpose", "desk"]
    readonly_fields = ["desk"]
    inlines = [MemberInline]

    @admin.display(description=_("at the workbench"))
    def desk(self, alliance):
        """Where applications are answered, terms and charters entered, plans begun."""
        if alliance.pk is None:
            return EMPTY
        address = reverse("workshops:keep", args=[alliance.slug])
        return format_html('<a href="{}">{}</a>', address, _("Members, organs, charter and plans"))

    def has_delete_permission(self, request, obj=None):
        """Its members, its charter and its plans name it."""
        return super().has_delete_permission(request, obj) and not (obj and obj.memberships.exists())

    def save_model(self, request, obj, form, change):
        """Whoever belongs by right is taken in at once."""
        super().save_model(request, obj, form, change)
        joined = memberships.take_in_by_right(obj, by=request.user)
        if joined:
            words = ngettext("%(n)s workshop belongs by right now.", "%(n)s workshops belong by right now.", joined)
            messages.success(request, words % {"n": joined})


class MembershipEventInline(History):
    model = AllianceMembershipEvent


class RectifyForm(ReasonForm):
    rectify_by = forms.DateField(label=_("To be put right by"), widget=forms.DateInput(attrs={"type": "date"}))


class LeavingForm(ReasonForm):
    left_on = forms.DateField(
        label=_("Leaves on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: today."),
    )  # fmt: skip


@admin.register(AllianceMembership)
class AllianceMembershipAdmin(ReadOnlyAdmin):
    list_display = ["workshop", "alliance", "ground", "joined_on", "left_on", "look"]
    list_filter = ["status", "ground", "alliance"]
    list_select_related = ["workshop", "alliance"]
    search_fields = ["workshop__name", "alliance__name"]
    fields = [
        *("workshop", "alliance", "look", "ground", "joined_on", "left_on", "leaving", "leaving_reason"),
        *("rectify_by", "rectify_reason"),
    ]
    inlines = [MembershipEventInline]
    actions = ["rectify", "clear", "leave", "remove"]
    view_on_site = False

    @admin.display(description=_("status"), ordering="status")
    def look(self, membership):
        return status_tag(membership.status, membership.get_status_display())

    @admin.action(description=_("Ask to put something right"))
    def rectify(self, request, rows):
        words = {"title": _("Ask to put something right"), "button": _("Ask it")}
        return self.step(request, rows, memberships.ask_to_rectify, RectifyForm, **words)

    @admin.action(description=_("It has been put right"))
    def clear(self, request, rows):
        words = {"title": _("It has been put right"), "button": _("Note it")}
        return self.step(request, rows, memberships.clear, ReasonForm, **words)

    @admin.action(description=_("Leaves by its own wish"))
    def leave(self, request, rows):
        words = {"title": _("Leaves by its own wish"), "button": _("Note it")}
        return self.step(request, rows, memberships.leave, LeavingForm, **words)

    @admin.action(description=_("Remove from the alliance"))
    def remove(self, request, rows):
        text = _("Only when it has not put right what it was asked to, and the day is over. Its people read why.")
        words = {"title": _("Remove from the alliance"), "text": text, "button": _("Remove it")}
        return self.step(request, rows, memberships.remove, LeavingForm, **words)


class JoinForm(forms.Form):
    """Which alliance, from which day."""

    alliance = forms.ModelChoiceField(label=_("Alliance"), queryset=Alliance.objects.order_by("name"))
    ground = forms.ChoiceField(label=_("Ground"), choices=AllianceMembership.Ground.choices)
    joined_on = forms.DateField(
        label=_("A member from"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: from today on."),
    )  # fmt: skip


def _join(workshop, *, alliance, **facts):
    return memberships.join(alliance, workshop, **facts)


class AllianceInline(ReadOnlyTable):
    """Where a workshop belongs, and did."""

    model = AllianceMembership
    fields = ["alliance", "ground", "joined_on", "left_on", "leaving", "status"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("alliance")


class JoinsAlliances:
    """For the admin of workshops: taking workshops into an alliance, and what takes them by right."""

    actions = ["take_in"]

    @admin.action(description=_("Take into an alliance"))
    def take_in(self, request, workshops):
        words = {"title": _("Take into an alliance"), "button": _("Take them in")}
        return self.step(request, workshops, _join, JoinForm, **words)

    def save_model(self, request, obj, form, change):
        """A workshop that is registered belongs at once to what takes it by right."""
        super().save_model(request, obj, form, change)
        if not change and (joined := memberships.join_by_right(obj, by=request.user)):
            words = ngettext(
                "It belongs to %(n)s alliance by right.", "It belongs to %(n)s alliances by right.", joined
            )
            messages.success(request, words % {"n": joined})


class ApplicationEventInline(History):
    model = AllianceApplicationEvent


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The workshop reads it as you write it."),
    )  # fmt: skip


@admin.register(AllianceApplication)
class AllianceApplicationAdmin(ReadOnlyAdmin):
    list_display = ["workshop", "alliance", "applied_by", "applied_at", "look"]
    list_filter = ["status", "alliance"]
    list_select_related = ["workshop", "alliance", "applied_by__person"]
    search_fields = ["workshop__name", "alliance__name", "words"]
    fields = [
        *("workshop", "alliance", "look", "words", "applied_by", "applied_at"),
        *("answer", "answered_by", "answered_at"),
    ]
    inlines = [ApplicationEventInline]
    actions = ["accept", "decline"]
    view_on_site = False

    @admin.display(description=_("status"), ordering="status")
    def look(self, application):
        return status_tag(application.status, application.get_status_display())

    @admin.action(description=_("Take it in"))
    def accept(self, request, rows):
        words = {"title": _("Take it in"), "button": _("Take it in")}
        return self.step(request, rows, applications.accept, AnswerForm, **words)

    @admin.action(description=_("Do not take it in this time"))
    def decline(self, request, rows):
        words = {"title": _("Do not take it in this time"), "button": _("Send the answer")}
        return self.step(request, rows, applications.decline, AnswerForm, **words)
