"""Messages on their way out as district staff see them: whether they get through, never what they say or to whom.

And the pages of news, of what people say of the portal, and of reports, which are written beside their views.
"""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from . import audit_admin, outbox
from .feedback import admin as feedback_admin
from .models import OutboxMessage
from .newsroom import admin as newsroom_admin
from .numbers import EMPTY
from .reports import admin as reports_admin
from .staff_admin import LongListAdmin, ReadOnlyAdmin

__all__ = ["OutboxMessageAdmin", "audit_admin", "feedback_admin", "newsroom_admin", "reports_admin"]

State = OutboxMessage.State
LOOKS = {State.WAITING: "warn", State.SENT: "ok", State.GIVEN_UP: "err"}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, messages):
        kinds = {State.WAITING: messages.waiting, State.SENT: messages.sent, State.GIVEN_UP: messages.given_up}
        return kinds.get(self.value(), messages.all)()


@admin.register(OutboxMessage)
class OutboxMessageAdmin(LongListAdmin, ReadOnlyAdmin):
    list_display = ["created_at", "channel", "service", "look", "attempts", "sent_at", "given_up_at", "trouble"]
    list_filter = [StateFilter, "channel"]
    sortable_by = ["created_at", "sent_at", "given_up_at"]
    search_fields = ["last_error"]
    fields = [
        "channel",
        "service",
        "look",
        "attempts",
        "created_at",
        "not_before",
        "claimed_until",
        "sent_at",
        "given_up_at",
        "trouble",
    ]
    actions = ["try_again"]

    def lookup_allowed(self, lookup, value, request=None):
        """The filters and nothing else: `?address__startswith=` in the page's address would spell out whose it is."""
        return lookup.split("__")[0] in {"state", "channel"}

    @admin.display(description=_("state"))
    def look(self, message):
        return format_html('<span class="tag tag--{}">{}</span>', LOOKS[message.state], message.state.label)

    @admin.display(description=_("last error"))
    def trouble(self, message):
        words = message.last_error.partition(": ")[2]
        return format_html("{} · {}", message.trouble, words) if words else message.trouble or EMPTY

    @admin.action(description=_("Try again"))
    def try_again(self, request, messages):
        given_up = messages.given_up().exclude(address="")
        form, question = self.ask_first(
            request,
            given_up,
            title=_("Try again"),
            text=_(
                "Messages that were given up start anew, for three days. Thirty days after a message was given up its "
                "address is deleted, and it can no longer be sent."
            ),
            button=_("Try again"),
        )
        if form is None:
            return question
        self.carry_out(request, given_up, outbox.try_again)
