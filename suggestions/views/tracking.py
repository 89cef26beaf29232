"""From adopted to done: the list of what is under way, and the page on which the owner reports."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import enterprise_ids_with

from .. import permissions, services, story
from ..filters import tracking_tabs
from ..forms.tracking import ClaimForm, FinishForm, ProgressForm
from ..models import Suggestion
from ..querysets import TRACKING_ROLES, read_story
from .desk import carry_out, tabbed


@require_safe
def tracking(request):
    """What is under way, first due first: the enterprise's for those who answer or lead, for others their own tasks."""
    visible = Suggestion.objects.visible_to(request.user).to_track(request.user)
    rows = visible.for_detail().order_by(F("implementation__due_on").asc(nulls_last=True), "pk")
    sees_all = bool(enterprise_ids_with(request.user, *TRACKING_ROLES))
    tabs = tracking_tabs(timezone.localdate(), request.user, own_only=not sees_all)
    return render(request, "suggestions/tracking.html", tabbed(request, rows, tabs))


@require_http_methods(["GET", "HEAD", "POST"])
def track(request, number):
    """How far one suggestion is, and the owner's three forms."""
    suggestion = _suggestion(request.user, number)
    if request.method == "POST":
        return _act(request, suggestion)
    return _show(request, suggestion)


def _suggestion(user, number):
    suggestion = get_object_or_404(Suggestion.objects.visible_to(user).for_detail(), number=number)
    if not permissions.can_follow(user, suggestion):
        raise PermissionDenied
    if not hasattr(suggestion, "implementation"):
        raise Http404
    read_story(suggestion)
    return suggestion


def _act(request, suggestion):
    if not permissions.can_keep_record(request.user, suggestion):
        raise PermissionDenied
    form_class, service, message = MOVES.get(request.POST.get("move"), MOVES["progress"])
    form = form_class(request.POST, request.FILES, suggestion=suggestion)
    role = permissions.role_in(request.user, suggestion)

    def show(form, status, latest):
        fresh = _suggestion(request.user, suggestion.number)
        return _show(request, fresh, form=form, latest=latest, status=status)

    return carry_out(
        request,
        form,
        lambda form: service(suggestion, by=request.user, role=role, **form.cleaned_data),
        done=(reverse("suggestions:track", args=[suggestion.number]), message()),
        show=show,
    )


# Button -> its form, what it does, and what is said afterwards.
MOVES = {
    "progress": (ProgressForm, services.report_progress, lambda: _("Noted. The worker sees it.")),
    "finish": (
        FinishForm,
        services.finish,
        lambda: _("Reported as done. The worker is asked to have a look and confirm."),
    ),
    "claim": (ClaimForm, services.claim_benefit, lambda: _("The benefit has been stated. Finance verifies it.")),
}


def _show(request, suggestion, *, form=None, latest=None, status=200):
    user = request.user
    context = {
        "suggestion": suggestion,
        "photos": suggestion.photos.all(),
        "history": story.timeline(suggestion, mine=False),
        "answers": story.answers(suggestion) if suggestion.conclusion else [],
        "headline": story.headline(suggestion, mine=False),
        "sentence": story.sentence(suggestion, mine=False),
        "benefit": getattr(suggestion, "benefit", None),
        "forms": _forms(user, suggestion, form),
        "form": form,
        "latest": latest,
        "for_owner": _stands_in(user, suggestion),
    }
    return render(request, "suggestions/track.html", context, status=status)


def _forms(user, suggestion, sent):
    """The forms that fit now, the one that was sent with what was typed."""
    fitting = []
    if permissions.can_report(user, suggestion):
        fitting += [ProgressForm] if suggestion.implementation.finished_at else [ProgressForm, FinishForm]
    if permissions.can_claim_benefit(user, suggestion):
        fitting.append(ClaimForm)
    return [sent if isinstance(sent, form) else form(suggestion=suggestion) for form in fitting]


def _stands_in(user, suggestion):
    """The owner for whom a reviewer keeps the record, None when the owner does it."""
    return None if permissions.is_owner(user, suggestion) else suggestion.implementation.owner
