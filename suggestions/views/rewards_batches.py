"""Batches for finance: made by officers, paid row by row or by a file, answered where nothing has arrived."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.workflow import WorkflowError
from members.permissions import has_role
from members.reauthentication import freshly_signed_in

from .. import exports, permissions, services
from ..forms.rewards import MissingForm, PayForm
from ..models import Reward, RewardBatch, RewardShare
from ..services.rewards.batches import MOST_IN_BATCH
from .desk import CONFLICT, PAGE_SIZE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def batches(request):
    """What went to finance, the newest first."""
    if not permissions.can_see_batches(request.user):
        raise PermissionDenied
    found = RewardBatch.objects.visible_to(request.user).for_list()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "suggestions/rewards/batches.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The ticked rewards with everybody who will be paid; sending them cannot be undone by one tap."""
    if not permissions.can_send_rewards(request.user):
        raise PermissionDenied
    ticked = request.POST.getlist("reward") or request.GET.getlist("reward")
    chosen = list(_sendable(request.user).filter(number__in=ticked[:MOST_IN_BATCH]))
    if request.method == "POST":
        try:
            batch = services.rewards.send(chosen, by=request.user)
            messages.success(request, _("%(number)s is with finance now.") % {"number": batch.number})
            return redirect("suggestions:reward-batch", batch.number)
        except WorkflowError as refusal:
            messages.error(request, refusal.message)
    return render(request, "suggestions/rewards/batch_new.html", _to_be_sent(chosen))


def _sendable(user):
    """Approved ones of enterprises in which the user is an officer."""
    approved = Reward.objects.visible_to(user).filter(status=Reward.Status.APPROVED)
    return approved.in_ledger_of(user, "officer").for_list().order_by("approved_at", "pk")


def _to_be_sent(rewards):
    rows = [
        {
            "reward": reward,
            "parts": services.rewards.parts_of(reward.suggestion, reward.due_fen),
            "obstacle": services.rewards.obstacles_to_paying(reward),
        }
        for reward in rewards
    ]
    return {
        "rows": rows,
        "total_fen": sum(reward.due_fen for reward in rewards),
        "is_ready": bool(rows) and not any(row["obstacle"] for row in rows),
    }


@require_safe
def batch(request, number):
    """Who is paid how much: to read, to print, and for finance to mark as paid."""
    found = _batch(request.user, number)
    shares = list(RewardShare.objects.visible_to(request.user).filter(reward__batch=found).for_list())
    for share in shares:
        share.may_pay = permissions.can_pay_share(request.user, share)
        share.may_answer = permissions.can_answer_missing(request.user, share)
    context = {
        "batch": found,
        "shares": shares,
        "total_fen": sum(share.fen for share in shares),
        "paid": sum(share.paid_on is not None for share in shares),
        "received": sum(share.received_at is not None for share in shares),
        "pays": has_role(request.user, found.enterprise_id, "finance"),
    }
    return render(request, "suggestions/rewards/batch.html", context)


def _batch(user, number):
    found = RewardBatch.objects.visible_to(user).select_related("enterprise", "sent_by__person")
    batch = get_object_or_404(found, number=number)
    if not permissions.can_see_batch(user, batch):
        raise PermissionDenied
    return batch


@require_safe
@freshly_signed_in
@audit.exported
def workbook(request, number):
    """The same as a file; filled in with the days, it can be brought back."""
    found = _batch(request.user, number)
    shares = RewardShare.objects.visible_to(request.user).filter(reward__batch=found).for_list()
    name = _("Rewards %(number)s.xlsx") % {"number": found.number}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(exports.batch(found, shares), content_type=XLSX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, number, pk):
    """One row of a batch, for finance: mark it as paid, or say what became of money that has not arrived."""
    found = _batch(request.user, number)
    rows = RewardShare.objects.visible_to(request.user).filter(reward__batch=found).for_list()
    row = get_object_or_404(rows, pk=pk)
    if not has_role(request.user, found.enterprise_id, "finance"):
        raise PermissionDenied
    form = _form_for(request, row)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            messages.success(request, _carry_out(request.user, row, form))
            return redirect("suggestions:reward-batch", number)
        except WorkflowError as refusal:
            form.add_error(None, refusal.message)
    status = CONFLICT if request.method == "POST" and (form is None or form.non_field_errors()) else 200
    context = {"batch": found, "share": row, "form": form}
    return render(request, "suggestions/rewards/share.html", context, status=status)


def _form_for(request, share):
    """The form that fits the row now, None when there is nothing to do."""
    data = request.POST if request.method == "POST" else None
    if permissions.can_answer_missing(request.user, share):
        return MissingForm(data)
    return PayForm(data, share=share) if permissions.can_pay_share(request.user, share) else None


def _carry_out(user, share, form):
    data = form.cleaned_data
    if isinstance(form, PayForm):
        services.rewards.pay(share, by=user, paid_on=data["paid_on"])
        return _("Noted as paid. The person is asked to confirm it.")
    if data["finding"] == MissingForm.PAID:
        services.rewards.answer_missing(share, by=user, answer=data["answer"])
        return _("Answered. The person is asked once more.")
    services.rewards.unpay(share, by=user, reason=data["answer"])
    return _("The note of the payment is taken back. Please pay it and mark it then.")
