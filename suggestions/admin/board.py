"""Boards on the shop floors: looked at, and taken back."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin

from ..models import Board
from ..services.boards import revoke_board


class IsLive(admin.SimpleListFilter):
    title = _("in use")
    parameter_name = "live"

    def lookups(self, request, model_admin):
        return [("yes", _("In use")), ("no", _("Taken back"))]

    def queryset(self, request, boards):
        if self.value() == "no":
            return boards.filter(revoked_at__isnull=False)
        return boards.live() if self.value() == "yes" else boards


@admin.register(Board)
class BoardAdmin(ReadOnlyAdmin):
    list_display = ["name", "enterprise", "department", "theme", "created_by", "created_at", "seen_at", "revoked_at"]
    list_filter = [IsLive, "enterprise"]
    list_select_related = ["enterprise", "department__parent", "created_by__person"]
    search_fields = ["name", "enterprise__name"]
    fields = [
        "name", "enterprise", "department", "pages", "seconds", "theme", "light_from", "light_until", "language",
        "quiet_from", "quiet_until", "quiet_days", "created_by", "created_at", "seen_at", "revoked_at",
    ]  # fmt: skip
    view_on_site = False
    actions = ["revoke"]

    @admin.action(description=_("Take boards back"))
    def revoke(self, request, boards):
        form, question = self.ask_first(
            request,
            boards.live(),
            title=_("Take boards back"),
            text=_("Their screens show nothing any more, and the address stays dead."),
            button=_("Take back"),
        )
        if form is None:
            return question
        self.carry_out(request, boards.live(), lambda board: revoke_board(board, by=request.user))
