"""Problems on the board as staff look them up; every step is taken on the problem's own page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, status_tag
from members.admin.histories import History

from ..models import Bid, BidEvent, BidMember, Problem, ProblemEvent, ProblemMilestone


class BidTable(ReadOnlyTable):
    model = Bid
    fields = ["workshop", "promised_on", "offered_at", "status"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("workshop")


class MilestoneTable(ReadOnlyTable):
    model = ProblemMilestone
    fields = ["title", "due_on", "reported_at", "passed_at"]


class ProblemHistory(History):
    model = ProblemEvent


@admin.register(Problem)
class ProblemAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "enterprise", "look_tag", "bids_until", "due_on"]
    list_filter = ["status", "visibility", "enterprise"]
    list_select_related = ["enterprise", "workshop"]
    search_fields = ["number", "title", "description", "enterprise__name"]
    date_hierarchy = "opened_at"
    fieldsets = [
        (None, {"fields": ["number", "enterprise", "workshop", "title", "description", "look_tag"]}),
        (_("Aim and terms"), {"fields": ["current_value", "target_value", "specialities", "bids_until", "due_on"]}),
        (_("Terms"), {"fields": ["reward", "visibility", "crosses", "ownership", "ownership_note", "contact"]}),
        (_("How it ended"), {"fields": ["closed_at", "reached_value", "outcome", "reward_paid_on", "reward_receipt"]}),
    ]
    inlines = [BidTable, MilestoneTable, ProblemHistory]

    @admin.display(description=_("status"), ordering="status")
    def look_tag(self, problem):
        return status_tag(problem.look, problem.look_label)


class TeamTable(ReadOnlyTable):
    model = BidMember
    fields = ["place", "person", "does"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person__department")


class BidHistory(History):
    model = BidEvent


@admin.register(Bid)
class BidAdmin(ReadOnlyAdmin):
    list_display = ["problem", "workshop", "promised_on", "look_tag"]
    list_filter = ["status", "workshop__enterprise"]
    list_select_related = ["problem", "workshop__enterprise", "offered_by__person"]
    search_fields = ["problem__number", "problem__title", "workshop__name"]
    fields = ["problem", "workshop", "plan", "needs", "promised_on", "offered_by", "offered_at", "look_tag"]
    inlines = [TeamTable, BidHistory]
    view_on_site = False

    @admin.display(description=_("status"), ordering="status")
    def look_tag(self, bid):
        return status_tag(bid.status, bid.get_status_display())
