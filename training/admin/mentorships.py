"""Mentoring agreements as district staff reads them; they change by the steps of the workbench alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, ReasonForm, status_tag
from members.admin.histories import History

from .. import services
from ..models import Apprenticeship, Extension, GuidanceRecord, MentorChange, Mentorship, MentorshipEvent, Stage


class ApprenticeInline(ReadOnlyTable):
    model = Apprenticeship
    fields = ["person", "signed_at", "result", "score", "grade_before", "grade_after", "graduated_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person__enterprise")


class StageInline(ReadOnlyTable):
    model = Stage
    fields = ["content", "due_on", "result", "finding", "checked_on"]


class RecordInline(ReadOnlyTable):
    model = GuidanceRecord
    fields = ["month", "person", "words"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class ChangeInline(ReadOnlyTable):
    fields = ["decided_on", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("decided_by__person")


class MentorChangeInline(ChangeInline):
    model = MentorChange
    fields = ["former", "mentor", *ChangeInline.fields]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("former", "mentor")


class ExtensionInline(ChangeInline):
    model = Extension
    fields = ["former_ends_on", "ends_on", *ChangeInline.fields]


class EventInline(History):
    model = MentorshipEvent


@admin.register(Mentorship)
class MentorshipAdmin(ReadOnlyAdmin):
    list_display = ["number", "enterprise", "mentor", "trade", "starts_on", "ends_on", "state"]
    list_filter = ["status", "enterprise", "source"]
    list_select_related = ["enterprise", "mentor", "workshop__enterprise", "created_by__person"]
    search_fields = ["number", "trade", "mentor__name", "apprenticeships__person__name", "enterprise__name"]
    inlines = [ApprenticeInline, StageInline, RecordInline, MentorChangeInline, ExtensionInline, EventInline]
    actions = ["end"]
    view_on_site = True
    fieldsets = [
        (None, {"fields": ["number", "state", "enterprise", "workshop", "mentor", "trade", "target_grade", "goals"]}),
        (
            _("Term"),
            {"fields": ["starts_on", "ends_on", "signed_on", "on_paper", "closed_on", "renewed"]},
        ),
        (_("How it ended"), {"fields": ["end_reason", "award", "awarded_on"]}),
        (pgettext_lazy("record", "Entry"), {"fields": ["source", "created_by", "created_at"]}),
    ]

    @admin.display(description=_("status"), ordering="status")
    def state(self, mentorship):
        return status_tag(mentorship.look, mentorship.look_label)

    @admin.action(description=_("End agreements early"))
    def end(self, request, mentorships):
        text = _("This is final. From today on they are not in force any more; all on them read why.")
        words = {"title": _("End agreements early"), "text": text}
        return self.step(request, mentorships, services.end, ReasonForm, **words)
