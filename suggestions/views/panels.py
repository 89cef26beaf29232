"""Panels: those that wait for me, the vote of my seat, what was voted, and calling one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import workflow
from alliance_portal.keyset import Order, may_be_empty
from members.permissions import is_district_staff
from workshops.models import Rubric

from .. import permissions, services
from ..filters import Tab
from ..forms.panel import AbstainForm, CallForm, VoteForm
from ..models import Panel, Suggestion
from ..querysets import OPEN_PANEL
from ..services.seats import is_own, steps_aside
from ..statistics.panel import panel_result, progress
from .desk import CONFLICT, tabbed

MOST_OFFERED = 200


@require_safe
def panels(request):
    """Those that wait for my vote, those under way, and those that are closed; the first to end first."""
    user = request.user
    if is_district_staff(user):
        raise PermissionDenied
    visible = Panel.objects.visible_to(user)
    mine = Panel.objects.visible_to(user).awaited_from(user)
    tabs = [
        Tab("waiting", _("Waiting for my vote"), mine),
        Tab("open", _("Under way"), OPEN_PANEL & ~mine),
        Tab("closed", pgettext("panels", "Finished"), ~OPEN_PANEL, Order(may_be_empty("-closed_at"), "-pk")),
    ]
    context = tabbed(request, visible.for_list(), tabs, Order("vote_by", "pk"))
    for panel in context["page_obj"]:
        panel.progress = progress(panel)
    return render(request, "suggestions/panels.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def panel(request, number):
    """The suggestion, the vote of my seat, and what may be read of the others'."""
    shown = _panel(request.user, number)
    if request.method == "POST":
        return _vote(request, shown)
    may_vote = permissions.can_vote(request.user, shown)
    return _show(request, shown, _form(request.user, shown) if may_vote else None)


def _panel(user, number):
    """The newest panel on it that exists for this person."""
    found = Panel.objects.visible_to(user).with_votes().filter(suggestion__number=number).first()
    if found is None:
        raise Http404
    if is_district_staff(user):
        raise PermissionDenied
    return found


def _form(user, panel, *args):
    """Nobody judges an idea of their own: an author whose name is hidden can abstain."""
    form_class = AbstainForm if is_own(user, panel.suggestion) else VoteForm
    return form_class(*args, panel=panel)


def _vote(request, panel):
    """What no longer fits is refused by the service, so that nothing typed is lost."""
    if not _is_member(request.user, panel):
        raise PermissionDenied
    form = _form(request.user, panel, request.POST)
    if not form.is_valid():
        return _show(request, panel, form)
    try:
        services.cast_vote(panel, by=request.user, **form.vote)
    except workflow.WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, _panel(request.user, panel.suggestion.number), form, status=CONFLICT)
    messages.success(request, _("Your vote is in. Thank you."))
    return redirect(panel)


def _show(request, panel, form, status=200):
    user = request.user
    reads = permissions.can_read_votes(user, panel)
    context = {
        "panel": panel,
        "suggestion": panel.suggestion,
        "may_read": Suggestion.objects.visible_to(user).filter(pk=panel.suggestion_id).exists(),
        "photos": panel.suggestion.photos.all(),
        "progress": progress(panel),
        "seats": panel.seats.all() if permissions.can_see_seats(user, panel) else [],
        "aside": _why_aside(user, panel),
        "form": form,
        "is_author": isinstance(form, AbstainForm),
        "ballots": _ballots(panel) if reads else [],
        "result": panel_result(panel) if permissions.can_read_result(user, panel) else None,
        "decision": panel.decisions.select_related("decided_by__person").first(),
    }
    return render(request, "suggestions/panel.html", context, status=status)


def _ballots(panel):
    """Beside a hidden name without the voters', in an order that tells nothing: who abstained could be the author."""
    ballots = [seat.vote for seat in panel.seats.all() if seat.vote]
    if panel.suggestion.name_hidden:
        ballots.sort(key=lambda ballot: (-ballot.total, ballot.recommendation, ballot.opinion))
    return ballots


def _why_aside(user, panel):
    """The sentence for a member who does not vote here, "" for everybody else."""
    reason = steps_aside(user, panel.suggestion) if _is_member(user, panel) else None
    return reason.label if reason else ""


def _is_member(user, panel):
    """Whether the user was called, or sits there now."""
    return any(seat.member_id == user.pk or seat.holder == user for seat in panel.seats.all())


@require_http_methods(["GET", "HEAD", "POST"])
def call(request, number):
    """Choose rubric, members, stand-ins, quorum and day."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user).for_panel(), number=number)
    if not permissions.can_review(request.user, suggestion):
        raise PermissionDenied
    if not permissions.can_call_panel(request.user, suggestion):
        messages.warning(request, _("No panel can be called here now."))
        return redirect("suggestions:review", number)
    rubrics = Rubric.objects.visible_to(request.user).offered_in(suggestion.enterprise)
    form = CallForm(request.POST or None, suggestion=suggestion, rubrics=rubrics)
    if request.method == "POST" and form.is_valid():
        return _call(request, suggestion, form)
    return _show_call(request, suggestion, form)


def _call(request, suggestion, form):
    facts = {name: form.cleaned_data[name] for name in ("rubric", "quorum", "vote_by", "version")}
    try:
        services.call_panel(suggestion, by=request.user, seats=form.seats, **facts)
    except workflow.WorkflowError as refusal:
        form.data = form.data.copy()
        form.data["version"] = Suggestion.objects.visible_to(request.user).get(pk=suggestion.pk).version
        form.add_error(None, refusal.message)
        return _show_call(request, suggestion, form, status=CONFLICT)
    messages.success(request, _("%(number)s is before the panel now.") % {"number": suggestion.number})
    return redirect(reverse("suggestions:panel", args=[suggestion.number]))


def _show_call(request, suggestion, form, status=200):
    people = suggestion.enterprise.people.in_service().filter(user__is_active=True)
    context = {
        "suggestion": suggestion,
        "form": form,
        "colleagues": people.select_related("department").order_by("work_number")[:MOST_OFFERED],
    }
    return render(request, "suggestions/panel_call.html", context, status=status)


def beside(user, suggestion):
    """What the reviewer's desk shows of a panel: the newest one, its result or how many have voted."""
    called = suggestion.version > 1 and suggestion.panels.all()
    visible = Panel.objects.visible_to(user).with_votes()
    shown = visible.filter(suggestion=suggestion).first() if called else None
    return {
        "panel": shown,
        "panel_progress": progress(shown) if shown else None,
        "panel_result": panel_result(shown) if shown and permissions.can_read_result(user, shown) else None,
    }
