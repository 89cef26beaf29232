"""Figures on other sites: looked at, and taken back."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin

from ..models import FigureEmbed
from ..services.embeds import revoke_embed
from .board import IsLive


@admin.register(FigureEmbed)
class FigureEmbedAdmin(ReadOnlyAdmin):
    list_display = ["name", "enterprise", "theme", "created_by", "created_at", "seen_at", "revoked_at"]
    list_filter = [IsLive, "enterprise"]
    list_select_related = ["enterprise", "created_by__person"]
    search_fields = ["name", "enterprise__name"]
    fields = ["name", "enterprise", "numbers", "sites", "theme", "created_by", "created_at", "seen_at", "revoked_at"]
    view_on_site = False
    actions = ["revoke"]

    @admin.action(description=_("Take figures back from other sites"))
    def revoke(self, request, embeds):
        form, question = self.ask_first(
            request,
            embeds.live(),
            title=_("Take figures back from other sites"),
            text=_("The frames on those sites show nothing any more, and the address stays dead."),
            button=_("Take back"),
        )
        if form is None:
            return question
        self.carry_out(request, embeds.live(), lambda embed: revoke_embed(embed, by=request.user))
