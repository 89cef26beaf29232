"""A proposer agrees to be named beside a finished improvement, or takes that back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .. import permissions, services
from ..forms.consent import ConsentForm
from .moves import Move

WITHDRAW = "withdraw"


class Consent(Move):
    """Withdrawing is one press, in whatever state things are; neither leaves a trace in the suggestion."""

    form_class, template_name = ConsentForm, "suggestions/consent.html"
    may = staticmethod(permissions.can_consent)

    def post(self, request, number):
        if request.POST.get("move") == WITHDRAW:
            return self._withdraw(request, number)
        return super().post(request, number)

    def _withdraw(self, request, number):
        suggestion = self._mine(request.user, number)
        services.withdraw_consent(suggestion, by=request.user)
        messages.success(request, _("Your name is no longer shown."))
        return redirect(suggestion)

    def perform(self, suggestion, data):
        services.give_consent(suggestion, by=self.request.user, audience=data["audience"])
        return _("Thank you. Your name stands beside it now.")

    @staticmethod
    def too_late(suggestion):
        if suggestion.name_hidden:
            return _("The name is hidden. Please show it first.")
        return _("Names are shown once an idea is adopted.")
