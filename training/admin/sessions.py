"""Sessions as district staff reads them; they are written and changed on the pages of the workbench alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, ReasonForm
from members.admin.histories import History

from .. import services
from ..models import (
    Attendance,
    Enrolment,
    Material,
    Series,
    Session,
    SessionEvent,
    TopicWish,
    TopicWishEvent,
)


class PeopleInline(ReadOnlyTable):
    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person__enterprise", "session")


class EnrolmentInline(PeopleInline):
    model = Enrolment
    fields = ["person", "status", "asked_at"]


class AttendanceInline(PeopleInline):
    model = Attendance
    fields = ["person", "way", "arrived_at"]


class MaterialInline(ReadOnlyTable):
    model = Material
    fields = ["name", "readers", "added_by", "created_at"]
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("added_by__person", "session")


class EventInline(History):
    model = SessionEvent


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ["number", "topic", "function", "kind", "enterprise", "starts_at", "class_hours", "status"]
    list_filter = ["function", "status", "enterprise"]
    list_select_related = ["enterprise", "series", "booking__venue", "lecturer_person", "created_by__person"]
    search_fields = ["number", "topic", "lecturer", "enterprise__name"]
    inlines = [EnrolmentInline, AttendanceInline, MaterialInline, EventInline]
    actions = ["cancel"]
    view_on_site = True
    fieldsets = [
        (None, {"fields": ["number", "topic", "function", "kind", "form", "status", "about", "bring"]}),
        (pgettext_lazy("session", "Who holds it"), {"fields": ["enterprise", "co_hosts", "workshops", "series"]}),
        (_("When and where"), {"fields": ["starts_at", "ends_at", "place", "booking", "how_to_join"]}),
        (_("Who teaches"), {"fields": ["lecturer", "lecturer_person", "lecturer_kind"]}),
        (_("Who may come"), {"fields": ["audience", "capacity", "taken", "enrol_until"]}),
        (_("What counts"), {"fields": ["class_hours", "head_count"]}),
        (pgettext_lazy("record", "Entry"), {"fields": ["source", "created_by", "created_at"]}),
    ]

    @admin.action(description=_("Cancel sessions"))
    def cancel(self, request, sessions):
        text = _("This is final. Everybody who has a seat reads why.")
        words = {"title": _("Cancel sessions"), "text": text}
        return self.step(request, sessions, services.sessions.cancel, ReasonForm, **words)


class SessionInline(ReadOnlyTable):
    model = Session
    fields = ["number", "starts_at", "status"]
    view_on_site = False


@admin.register(Series)
class SeriesAdmin(ReadOnlyAdmin):
    list_display = ["title", "enterprise", "is_course"]
    list_filter = ["is_course", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["title"]
    fields = ["title", "enterprise", "is_course"]
    inlines = [SessionInline]


class WishEventInline(History):
    model = TopicWishEvent


@admin.register(TopicWish)
class TopicWishAdmin(ReadOnlyAdmin):
    """Who asked is not shown: numbers are what a session is made for."""

    list_display = ["text", "enterprise", "status", "number", "asked_at"]
    list_filter = ["status", "enterprise"]
    list_select_related = ["enterprise", "speciality", "session"]
    search_fields = ["text", "enterprise__name"]
    inlines = [WishEventInline]
    fields = ["text", "enterprise", "speciality", "status", "reason", "session", "number", "asked_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_voices()

    @admin.display(description=_("would come"), ordering="number")
    def number(self, wish):
        return wish.number
