"""Finance: what a change is worth, claimed and verified apart."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import enterprise_ids_with, has_role

from .. import permissions, services, story
from ..filters import FIRST_DONE, benefit_tabs
from ..forms.benefits import VerifyForm
from ..models import Suggestion
from ..services.parts import has_part_in
from .desk import carry_out, tabbed


@require_safe
def benefits(request):
    """What waits to be verified, and what has been."""
    if not enterprise_ids_with(request.user, "finance"):
        raise PermissionDenied
    rows = Suggestion.objects.visible_to(request.user).to_verify(request.user)
    return render(request, "suggestions/benefits.html", tabbed(request, rows.for_detail(), benefit_tabs(), FIRST_DONE))


@require_http_methods(["GET", "HEAD", "POST"])
def benefit(request, number):
    """One benefit: what the owner claims, and the amount that finance enters with its basis."""
    suggestion = _suggestion(request.user, number)
    if request.method == "POST":
        return _verify(request, suggestion)
    return _show(request, suggestion)


def _suggestion(user, number):
    suggestion = get_object_or_404(Suggestion.objects.visible_to(user).with_story(), number=number)
    if not has_role(user, suggestion.enterprise_id, "finance"):
        raise PermissionDenied
    return suggestion


def _verify(request, suggestion):
    if has_part_in(request.user, suggestion):
        raise PermissionDenied

    def show(form, status, latest):
        fresh = _suggestion(request.user, suggestion.number)
        return _show(request, fresh, form=form, latest=latest, status=status)

    return carry_out(
        request,
        VerifyForm(request.POST, suggestion=suggestion),
        lambda form: services.verify_benefit(suggestion, by=request.user, **form.facts),
        done=(reverse("suggestions:benefits"), _("%(number)s has been verified.") % {"number": suggestion.number}),
        show=show,
    )


def _show(request, suggestion, *, form=None, latest=None, status=200):
    may_verify = permissions.can_verify_benefit(request.user, suggestion)
    context = {
        "suggestion": suggestion,
        "photos": suggestion.photos.all(),
        "history": story.timeline(suggestion, mine=False),
        "answers": story.answers(suggestion) if suggestion.conclusion else [],
        "benefit": getattr(suggestion, "benefit", None),
        "effects": suggestion.effects.all(),
        "learned": permissions.is_learned(suggestion),
        "form": (form or VerifyForm(suggestion=suggestion)) if may_verify else form,
        "may_verify": may_verify,
        "has_part": has_part_in(request.user, suggestion),
        "latest": latest,
    }
    return render(request, "suggestions/benefit.html", context, status=status)
