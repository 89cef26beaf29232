"""What the proposer does with a suggestion that is under way: take it back, add details, confirm on the spot."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..forms.worker import (
    AppealForm,
    AskAgainForm,
    ConfirmForm,
    DetailsForm,
    RateForm,
    ShowNameForm,
    WithdrawForm,
)
from ..guests import for_guests_too
from ..models import Suggestion
from ..services.merging import holds_others
from .worker import story_of

CONFLICT = 409


@method_decorator(for_guests_too, name="dispatch")
class Move(View):
    """A page that says what will happen, and the POST that does it.

    Others than the proposer get 403. A step that no longer fits leads back with a message; if something was
    typed, it is shown again beside the fresh state.
    """

    http_method_names = ["get", "head", "post"]
    form_class = template_name = None

    def get(self, request, number):
        suggestion = self._mine(request.user, number)
        if not self.may(request.user, suggestion):
            messages.warning(request, self.too_late(suggestion))
            return redirect(suggestion)
        return self._show(suggestion, self.form_for(suggestion, initial={"version": suggestion.version}))

    def post(self, request, number):
        suggestion = self._mine(request.user, number)
        form = self.form_for(suggestion, request.POST, request.FILES)
        if not self.may(request.user, suggestion):
            return self._show_again(suggestion, form, self.too_late(suggestion))
        if not form.is_valid():
            return self._show(suggestion, form)
        try:
            messages.success(request, self.perform(suggestion, form.cleaned_data))
        except WorkflowError as refusal:
            return self._show_again(self._mine(request.user, number), form, refusal.message)
        return redirect(suggestion)

    def form_for(self, suggestion, *args, **kwargs):
        return self.form_class(*args, **kwargs)

    def _mine(self, user, number):
        suggestion = get_object_or_404(Suggestion.objects.visible_to(user).with_story(), number=number)
        if not permissions.is_proposer(user, suggestion):
            raise PermissionDenied
        return suggestion

    def _show_again(self, fresh, form, message):
        """With everything typed and the version that holds now, so that sending it once more can succeed."""
        form.full_clean()
        form.data = form.data.copy()
        form.data["version"] = fresh.version
        form.add_error(None, message)
        return self._show(fresh, form, status=CONFLICT)

    def _show(self, suggestion, form, status=200):
        user = self.request.user
        context = {**story_of(suggestion, user), "form": form, "may": self.may(user, suggestion)}
        return render(self.request, self.template_name, context, status=status)

    @staticmethod
    def too_late(suggestion):
        return _("This is already “%(status)s”, so the step no longer fits.") % {
            "status": suggestion.get_status_display()
        }


class Withdraw(Move):
    form_class, template_name = WithdrawForm, "suggestions/withdraw.html"
    may = staticmethod(permissions.can_withdraw)

    def perform(self, suggestion, data):
        services.withdraw(suggestion, by=self.request.user, version=data["version"])
        return _("Taken back. You can send it in again at any time.")

    @staticmethod
    def too_late(suggestion):
        return holds_others() if suggestion.merged.all() else Move.too_late(suggestion)


class ShowName(Move):
    form_class, template_name = ShowNameForm, "suggestions/show_name.html"
    may = staticmethod(permissions.can_show_name)

    def perform(self, suggestion, data):
        services.show_name(suggestion, by=self.request.user, version=data["version"])
        return _("Your name stands beside the suggestion now.")


class AskAgain(Move):
    form_class, template_name = AskAgainForm, "suggestions/ask_again.html"
    may = staticmethod(permissions.can_ask_again)

    def perform(self, suggestion, data):
        services.ask_again(suggestion, by=self.request.user, **data)
        return _("Thank you. The reviewer explains it once more.")

    @staticmethod
    def too_late(suggestion):
        return _("This can be asked once for each answer, within 30 days.")


class Appeal(Move):
    form_class, template_name = AppealForm, "suggestions/appeal.html"
    may = staticmethod(permissions.can_appeal)

    def perform(self, suggestion, data):
        services.appeal(suggestion, by=self.request.user, **data)
        return _("Somebody else looks at it now.")

    @staticmethod
    def too_late(suggestion):
        return _("A refusal is looked at by somebody else once, within 30 days.")


class Rate(Move):
    """Rating leaves no trace in the suggestion, so there is no version to compare."""

    form_class, template_name = RateForm, "suggestions/rate.html"
    may = staticmethod(permissions.can_rate)

    def perform(self, suggestion, data):
        services.rate(suggestion, by=self.request.user, value=data["value"])
        return _("Thank you. It is counted.")

    @staticmethod
    def too_late(suggestion):
        return _("An answer is rated once, within 60 days.")


class Supplement(Move):
    form_class, template_name = DetailsForm, "suggestions/more.html"
    may = staticmethod(permissions.can_supplement)

    def perform(self, suggestion, data):
        services.supplement(suggestion, by=self.request.user, **data)
        return _("Thank you. The reviewer goes on with it.")


class Confirm(Move):
    form_class, template_name = ConfirmForm, "suggestions/confirm.html"
    may = staticmethod(permissions.can_confirm)

    def form_for(self, suggestion, *args, **kwargs):
        return self.form_class(*args, learned=permissions.is_learned(suggestion), **kwargs)

    def perform(self, suggestion, data):
        move = services.confirm if data["answer"] == ConfirmForm.YES else services.deny
        move(suggestion, by=self.request.user, note=data["note"], version=data["version"])
        if data["answer"] == ConfirmForm.YES:
            if permissions.is_learned(suggestion):
                return _("Thank you. What was learned stays for others.")
            return _("Thank you. Your idea has become reality.")
        return _("Thank you. The owner has been told and goes on.")
