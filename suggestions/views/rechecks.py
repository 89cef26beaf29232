"""Return visits: what is to be looked at again, and the short form of what is seen."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import permissions, rechecks, services, story
from ..filters import FIRST_DONE, recheck_tabs
from ..forms.practice import RecheckForm
from ..models import Recheck, Suggestion
from .desk import carry_out, tabbed


@require_safe
def visits(request):
    """What is to be visited, done longest first; what has been, and what is no longer used."""
    user, today = request.user, timezone.localdate()
    if not permissions.can_see_rechecks(user):
        raise PermissionDenied
    rows = (
        Suggestion.objects.visible_to(user)
        .to_recheck(user)
        .for_detail()
        .prefetch_related("rechecks__checked_by__person")
    )
    context = tabbed(request, rows, recheck_tabs(today), FIRST_DONE)
    for one in context["page_obj"]:
        point = rechecks.owed_point(one, today)
        one.visit_on = Recheck.day_of(one, point) if point else None
        one.last_visit = next(reversed(one.rechecks.all()), None)
    return render(request, "suggestions/rechecks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request, number):
    """One of them: how it looked, who was there already, and the form where a visit is owed."""
    suggestion = _suggestion(request.user, number)
    if request.method == "POST":
        return _record(request, suggestion)
    return _show(request, suggestion)


def _suggestion(user, number):
    suggestion = get_object_or_404(Suggestion.objects.visible_to(user).with_story(), number=number)
    if not permissions.can_see_rechecks(user):
        raise PermissionDenied
    if not rechecks.is_rechecked(suggestion):
        raise Http404
    return suggestion


def _record(request, suggestion):
    if not permissions.may_recheck(request.user, suggestion):
        raise PermissionDenied
    role = permissions.desk_role_in(request.user, suggestion)

    def show(form, status, latest):
        return _show(request, _suggestion(request.user, suggestion.number), form=form, latest=latest, status=status)

    return carry_out(
        request,
        RecheckForm(request.POST, request.FILES, suggestion=suggestion),
        lambda form: services.recheck(suggestion, by=request.user, role=role, **form.facts),
        done=(reverse("suggestions:rechecks"), _("Recorded. The worker sees it.")),
        show=show,
    )


def _show(request, suggestion, *, form=None, latest=None, status=200):
    may = permissions.can_recheck(request.user, suggestion)
    context = {
        "suggestion": suggestion,
        "practice": story.practice(suggestion),
        "form": form or (RecheckForm(suggestion=suggestion) if may else None),
        "held_task": not permissions.may_recheck(request.user, suggestion),
        "point": rechecks.owed_point(suggestion),
        "latest": latest,
    }
    return render(request, "suggestions/recheck.html", context, status=status)
