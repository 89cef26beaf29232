"""Sealed names: asked for by one member of union staff, opened or refused by another."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin
from members.reauthentication import freshly_signed_in

from .. import services
from ..models import Envelope


class IsOpen(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("To be answered by a second person")), ("opened", _("Opened")), ("refused", _("Refused"))]

    def queryset(self, request, envelopes):
        states = {
            "waiting": {"opened_at": None, "refused_at": None},
            "opened": {"opened_at__isnull": False},
            "refused": {"refused_at__isnull": False},
        }
        return envelopes.filter(**states.get(self.value(), {}))


@admin.register(Envelope)
class EnvelopeAdmin(ReadOnlyAdmin):
    """A hidden name is read by the two who asked and agreed, and by nobody else."""

    list_display = ["number", "enterprise", "asked_by", "created_at", "answered_by", "opened_at", "refused_at"]
    list_filter = [IsOpen]
    list_select_related = ["suggestion__enterprise", "asked_by__person", "answered_by__person"]
    search_fields = ["suggestion__number", "reason"]
    fields = ["number", "reason", "asked_by", "created_at", "answered_by", "opened_at", "refused_at", "author"]
    actions = ["open", "refuse"]

    def get_object(self, request, object_id, from_field=None):
        """Remembers who reads it: the name is for two people alone."""
        envelope = super().get_object(request, object_id, from_field)
        if envelope:
            envelope.reader = request.user
        return envelope

    @method_decorator(freshly_signed_in)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Whoever has the name before their eyes is written down."""
        response = super().change_view(request, object_id, form_url, extra_context)
        envelope = self.get_object(request, unquote(object_id))
        if envelope and _is_readable(envelope):
            services.names.name_read(envelope, by=request.user)
        return response

    @method_decorator(freshly_signed_in)
    def _open_freshly(self, request, envelopes, **facts):
        return self._answer(request, envelopes, services.open_envelope, **facts)

    @admin.display(description=_("suggestion"), ordering="suggestion__number")
    def number(self, envelope):
        return envelope.suggestion.number

    @admin.display(description=_("enterprise"))
    def enterprise(self, envelope):
        return envelope.suggestion.enterprise

    @admin.display(description=_("who had the idea"))
    def author(self, envelope):
        if envelope.opened_at is None:
            return _("Not opened")
        if not _is_readable(envelope):
            return _("Only the two who asked and agreed can read it.")
        return services.names.sealed_name(envelope.suggestion) or _("Nobody knows: it came without a name.")

    @admin.action(description=_("Open it, as the second person"))
    def open(self, request, envelopes):
        text = _("You and whoever asked can read the name then. The author is told that, by whom, and why.")
        facts = {"title": _("Open the envelope"), "text": text, "button": _("Open it")}
        return self._open_freshly(request, envelopes, **facts)

    @admin.action(description=_("Refuse, as the second person"))
    def refuse(self, request, envelopes):
        text = _("The name stays hidden. The author is told that somebody asked, and that it was refused.")
        facts = {"title": _("Leave it sealed"), "text": text, "button": _("Leave it sealed")}
        return self._answer(request, envelopes, services.refuse_envelope, **facts)

    def _answer(self, request, envelopes, service, **words):
        form, question = self.ask_first(request, envelopes, **words)
        if form is None:
            return question
        self.carry_out(request, envelopes, lambda each: service(each, by=request.user))


def _is_readable(envelope):
    """Whether it is open, and its reader one of the two."""
    return envelope.opened_at is not None and envelope.reader in (envelope.asked_by, envelope.answered_by)
