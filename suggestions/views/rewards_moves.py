"""Steps of a reward, each on a page that says what will happen: approve, refuse, withdraw, give back, take back."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from members.permissions import has_role

from .. import permissions, services
from ..forms.rewards import ClawBackForm, RewardForm, RewardReasonForm
from ..models import Reward
from ..querysets import PAYING_ROLES
from .desk import carry_out
from .rewards import card_of


class RewardStep(View):
    """A page that asks, and the POST that does it; `roles` may open it, `may` says whether the person can do it now.

    What does not fit is told by the service: with the fresh state, and everything that was typed.
    """

    http_method_names = ["get", "head", "post"]
    form_class, roles = RewardReasonForm, ("officer",)

    def get(self, request, number):
        reward = self._reward(number)
        return self._show(reward, self.form_class(reward=reward))

    def post(self, request, number):
        reward = self._reward(number)
        form = self.form_class(request.POST, reward=reward)
        done = (reverse("suggestions:reward", args=[reward.suggestion.number]), self.done())
        return carry_out(request, form, lambda form: self.perform(reward, form), done=done, show=self._show_again)

    def _reward(self, number):
        found = Reward.objects.visible_to(self.request.user).for_ledger()
        self.reward = get_object_or_404(found, number=number)
        if not has_role(self.request.user, self.reward.enterprise_id, *self.roles):
            raise PermissionDenied
        return self.reward

    def _show_again(self, form, status, latest):
        return self._show(self._reward(self.reward.number), form, latest=latest, status=status)

    def _show(self, reward, form, *, latest=None, status=200):
        may = self.may(self.request.user, reward)
        context = {
            **self.words(reward),
            "suggestion": reward.suggestion,
            "card": card_of(reward, self.request.user),
            "may": may,
            "form": form if may else None,
            "typed": form.data.get("reason"),
            "latest": latest,
        }
        return render(self.request, "suggestions/rewards/step.html", context, status=status)


class Approve(RewardStep):
    form_class = RewardForm
    may = staticmethod(permissions.can_approve_reward)

    def perform(self, reward, form):
        return services.rewards.approve(reward, by=self.request.user, **form.cleaned_data)

    @staticmethod
    def done():
        return _("Approved.")

    @staticmethod
    def words(reward):
        return {
            "title": _("Approve this reward?"),
            "text": _("The author reads the amount at once. It goes to finance with the next batch."),
            "button": _("Approve"),
            "too_late": _("Whoever proposed it or gets it does not approve it. Another officer does."),
            "other": reverse("suggestions:reward-reject", args=[reward.number]),
        }


class Reject(RewardStep):
    may = staticmethod(permissions.can_approve_reward)

    def perform(self, reward, form):
        return services.rewards.reject(reward, by=self.request.user, **form.cleaned_data)

    @staticmethod
    def done():
        return _("Not approved. It can be proposed anew.")

    @staticmethod
    def words(reward):
        return {
            "title": _("Do not approve this reward?"),
            "text": _("Whoever proposed it reads why, and can propose it anew."),
            "button": _("Do not approve"),
            "too_late": _("Whoever proposed it or gets it does not decide on it. Another officer does."),
        }


class Withdraw(RewardStep):
    roles = ("officer", "reviewer")
    may = staticmethod(permissions.can_withdraw_reward)

    def perform(self, reward, form):
        role = "officer" if has_role(self.request.user, reward.enterprise_id, "officer") else "reviewer"
        return services.rewards.withdraw(reward, by=self.request.user, role=role, **form.cleaned_data)

    @staticmethod
    def done():
        return _("Withdrawn. It can be proposed anew.")

    @staticmethod
    def words(reward):
        return {
            "title": _("Withdraw this reward?"),
            "text": _("It can be proposed anew. What has gone to finance is not withdrawn but given back."),
            "button": _("Withdraw"),
            "too_late": _("Whoever proposed it withdraws a proposal, and an officer what is approved."),
        }


class GiveBack(RewardStep):
    roles = PAYING_ROLES
    may = staticmethod(permissions.can_give_back_reward)

    def perform(self, reward, form):
        role = "finance" if has_role(self.request.user, reward.enterprise_id, "finance") else "officer"
        return services.rewards.give_back(reward, by=self.request.user, role=role, **form.cleaned_data)

    @staticmethod
    def done():
        return _("Taken out of the batch. It is approved as before.")

    @staticmethod
    def words(reward):
        return {
            "title": _("Take it out of the batch?"),
            "text": _("It is approved as before and is shared out anew when it is sent again."),
            "button": _("Take it out of the batch"),
            "too_late": _("A part of it has been paid, or it is not with finance any more."),
        }


class ClawBack(RewardStep):
    form_class = ClawBackForm
    may = staticmethod(permissions.can_claw_back_reward)

    def perform(self, reward, form):
        data = {name: form.cleaned_data[name] for name in ("reason", "version")}
        return services.rewards.claw_back(reward, by=self.request.user, amounts=form.amounts, **data)

    @staticmethod
    def done():
        return _("Noted as taken back. The people read why.")

    @staticmethod
    def words(reward):
        return {
            "title": _("Take money back?"),
            "text": _("Where something was got by fraud (Art. 21). The people read the amount and the reason."),
            "button": _("Take the money back"),
            "danger": True,
            "too_late": _("Nothing is left of it that could be taken back."),
        }
