"""From adopted to done: the list of what is under way, and the page on which the owner reports."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import enterprise_ids_with

from .. import permissions, rechecks, services, story, under_way
from ..filters import FIRST_DUE, OverdueFilter, chosen_tab, kept, tracking_tabs
from ..forms.tracking import FinishForm, ProgressForm, ReopenForm, TickForm
from ..listing import under_way_rows, with_progress
from ..models import Suggestion
from ..querysets import TRACKING_ROLES
from .desk import carry_out, tabbed


@require_safe
def tracking(request):
    """What is under way, first due first: the enterprise's for those who answer or lead, for others their own tasks."""
    user, now = request.user, timezone.now()
    sees_all = bool(enterprise_ids_with(user, *TRACKING_ROLES))
    tabs = tracking_tabs(now, user, own_only=not sees_all)
    rows = with_progress(Suggestion.objects.visible_to(user).to_track(user).with_task())
    tab = chosen_tab(tabs, request.GET.get("tab"))
    late = Late(request.GET, rows.with_steps().filter(tab.condition), now) if tab.code == "late" else None
    narrowed = late and (late.filter.qs, late.filter.order)
    context = {"late": late, "visits": None}
    context |= tabbed(request, rows, tabs, FIRST_DUE, narrowed=narrowed, **(_visits(user) if sees_all else {}))
    context["rows"] = [] if late else under_way_rows(context["page_obj"])
    return render(request, "suggestions/tracking.html", context)


class Late:
    """What is behind time: how much for which reason, narrowed and put in order by the address.

    `kept` is what the form of the filters carries along, `query` the address without a reason.
    """

    def __init__(self, data, rows, now):
        rows = under_way.with_lateness(rows)
        counts = under_way.count(rows, now)
        self.reasons = [(code, name, counts[code]) for code, name in under_way.REASONS.items()]
        self.filter = OverdueFilter(data, queryset=rows, now=now)
        self.why = self.filter.chosen.get("why", "")
        self.is_grouped = "sort" not in self.filter.chosen

        self.kept = {"tab": "late"}
        self.query = kept(self.filter.chosen | self.kept, ("tab", "unit", "sort"))


def _visits(user):
    """The return visits that are owed in the enterprises of the user."""
    return {"visits": Suggestion.objects.visible_to(user).to_recheck(user).filter(rechecks.is_owed())}


@require_http_methods(["GET", "HEAD", "POST"])
def track(request, number):
    """How far one suggestion is, its steps, and what its owner reports."""
    suggestion = task_of(request.user, number)
    if request.method == "POST":
        return _act(request, suggestion)
    return _show(request, suggestion)


def task_of(user, number):
    """An adopted suggestion with all that belongs to it, for those who may follow it."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(user).with_story(), number=number)
    if not permissions.can_follow(user, suggestion):
        raise PermissionDenied
    if not hasattr(suggestion, "implementation"):
        raise Http404
    return suggestion


def _act(request, suggestion):
    if not permissions.can_keep_record(request.user, suggestion):
        raise PermissionDenied
    form_class, service, message = MOVES.get(request.POST.get("move"), MOVES["progress"])
    form = form_class(request.POST, request.FILES, suggestion=suggestion)
    role = permissions.role_in(request.user, suggestion)

    def show(form, status, latest):
        fresh = task_of(request.user, suggestion.number)
        return _show(request, fresh, form=form, latest=latest, status=status)

    return carry_out(
        request,
        form,
        lambda form: service(suggestion, by=request.user, role=role, **form.facts),
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
    "tick": (TickForm, services.tick_step, lambda: _("Ticked. The worker sees it.")),
    "reopen": (ReopenForm, services.reopen_step, lambda: _("The step is open again.")),
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
        "practice": story.practice(suggestion),
        "steps": _steps(user, suggestion, form),
        "forms": _forms(user, suggestion, form),
        "ways": _ways(user, suggestion),
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
    return [sent if isinstance(sent, form) else form(suggestion=suggestion) for form in fitting]


def _steps(user, suggestion, sent):
    """Each step with the form of its button, None where it is only read."""
    may = permissions.can_plan(user, suggestion)
    steps = suggestion.implementation.milestones.all()
    return [(step, _step_form(suggestion, step, sent) if may else None) for step in steps]


def _step_form(suggestion, step, sent):
    form_class = ReopenForm if step.done_at else TickForm
    if isinstance(sent, form_class) and sent["step"].value() == str(step.pk):
        return sent
    auto_id = f"{form_class.name}-{step.pk}-%s"
    return form_class(suggestion=suggestion, initial={"step": step.pk}, auto_id=auto_id)


def _ways(user, suggestion):
    """(name of the page, what it is for) of whatever else may be done now."""
    doors = [
        ("plan", _("Plan steps, change days"), permissions.can_plan),
        ("hand-over", _("Hand the task over"), permissions.can_plan),
        ("trial", _("It was tried and did not work"), permissions.can_plan),
        ("before", _("Add a photo from before"), permissions.can_add_photo_before),
        ("pair", _("Choose the photos side by side"), permissions.can_choose_pair),
        ("claim-benefit", _("State the benefit"), permissions.can_claim_benefit),
        ("quota", _("Keep the old work quota"), permissions.can_protect_quota),
        ("recheck", _("Record a return visit"), permissions.can_recheck),
        ("make-result", _("Make a result of it that others can take over"), permissions.can_make_result),
    ]
    return [(f"suggestions:{name}", label) for name, label, may in doors if may(user, suggestion)]


def _stands_in(user, suggestion):
    """The owner for whom a reviewer keeps the record, None when the owner does it."""
    return None if permissions.is_owner(user, suggestion) else suggestion.implementation.owner
