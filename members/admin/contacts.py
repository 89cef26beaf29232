"""Contacts that people left, for staff who answer them: masked, and read in full for a reason."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from alliance_portal.masking import masked_contact
from alliance_portal.staff_admin import ReasonForm
from alliance_portal.workflow import WorkflowError

from .. import services
from ..reauthentication import freshly_signed_in


class MasksContact:
    """For rows with a `contact`: list and page show `reach`; neither searches nor addresses spell the rest out."""

    @admin.display(description=_("contact"), empty_value="—")
    def reach(self, row):
        return masked_contact(row.contact) or None

    def lookup_allowed(self, lookup, value, request=None):
        return not lookup.startswith("contact") and super().lookup_allowed(lookup, value, request)

    @admin.action(description=_("Read contacts in full"))
    def read_contacts(self, request, rows):
        text = _("Who reads which contacts, and why, is kept in the audit. Please write no name into the reason.")
        words = {"title": _("Read contacts in full"), "text": text, "button": _("Show the contacts")}
        form, question = self.ask_first(request, rows, form_class=ReasonForm, **words)
        return question if form is None else self.contacts(request, rows, form.cleaned_data["reason"])

    @method_decorator(freshly_signed_in)
    def contacts(self, request, rows, reason):
        try:
            shown = services.phones.read_contacts(rows, by=request.user, reason=reason)
        except WorkflowError as refusal:
            self.message_user(request, refusal.message, messages.WARNING)
            return None
        context = {**self.admin_site.each_context(request), "opts": self.opts, "rows": shown}
        return TemplateResponse(request, "admin/contacts.html", context | {"title": _("Contacts in full")})
