"""What a person says about the money: it has arrived, or it has not."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..forms.rewards import ReceiveForm
from ..models import RewardShare
from .desk import CONFLICT


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request, number):
    """One payment at a time, the oldest first; which one it is stands in the form."""
    shares = list(_own(request.user, number))
    if not shares:
        raise Http404
    form = ReceiveForm(request.POST or None, initial={"answer": request.GET.get("answer")})
    share = next((one for one in shares if permissions.can_receive_reward(request.user, one)), None)
    if share is None:
        messages.info(request, _nothing_to_say(shares))
        return redirect("suggestions:mine")
    if request.method == "POST" and form.is_valid():
        try:
            meant = next((one for one in shares if one.pk == form.cleaned_data["share"]), share)
            messages.success(request, _say(request.user, meant, form.cleaned_data))
            return redirect("suggestions:mine")
        except WorkflowError as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "share": share, "suggestion": share.reward.suggestion}
    return render(request, "suggestions/rewards/receive.html", context, status=CONFLICT if _is_late(form) else 200)


def _nothing_to_say(shares):
    if any(share.paid_on is None for share in shares):
        return _("It has not been paid yet. You are asked once it is.")
    return _("You have confirmed it already. Thank you.")


def _own(user, number):
    shares = RewardShare.objects.visible_to(user).own(user).filter(reward__suggestion__number=number)
    return shares.for_list().order_by("pk")


def _say(user, share, data):
    if data["answer"] == ReceiveForm.YES:
        services.rewards.receive(share, by=user)
        return _("Thank you. The reward has arrived.")
    services.rewards.report_missing(share, by=user, note=data["note"])
    return _("Finance looks into it and answers you here.")


def _is_late(form):
    return form.is_bound and bool(form.non_field_errors())
