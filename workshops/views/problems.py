"""The board: the list, one problem with what its reader may know and do, and the task book."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from alliance_portal.periods import Period
from members.permissions import is_district_staff

from ..filters.problems import ProblemFilter
from ..fitting import fitting
from ..models import Bid, Problem, ProblemEvent, Result
from ..permissions import can_see_workbench
from ..permissions import problems as permissions
from ..services.problems import chosen_bid
from ..statistics.problems import count_problems

PAGE_SIZE = 24
Verb = ProblemEvent.Verb
# What everybody may read of its history; the words of it are for those who are on it.
PUBLIC = {
    Verb.OPEN, Verb.REOPENED, Verb.CLAIMED, Verb.WORKING, Verb.PASSED, Verb.DELIVERED, Verb.REWORK, Verb.ACCEPTED,
    Verb.FAILED, Verb.ENDED, Verb.UNCLAIMED, Verb.PAID,
}  # fmt: skip


@login_not_required
@require_safe
def problems(request):
    """Every problem that was ever put on the board and that the reader may read, the newest first."""
    readable = Problem.objects.visible_to(request.user).on_the_board()
    found = ProblemFilter(request.GET, queryset=readable, request=request)
    page = Paginator(found.qs.for_list().newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page_obj": page,
        "is_search": any(found.form.cleaned_data.values()) if found.form.is_valid() else False,
        "may_post": permissions.can_post(request.user),
        "figures": count_problems(readable, Period.this_year()),
        "year": timezone.localdate().year,
    }
    return render(request, "workshops/problems/list.html", context)


@login_not_required
@require_safe
def problem(request, number):
    """One problem: for everybody what it is and how it stands, for those who are on it all the rest."""
    shown = get_object_or_404(Problem.objects.visible_to(request.user).for_list(), number=number)
    user, solver = request.user, chosen_bid(shown)
    keeps = is_district_staff(user) or permissions.keeps_problem(user, shown)
    inside = keeps or permissions.solves(user, solver)
    context = {
        "problem": shown,
        "solver": solver,
        "keeps": keeps,
        "inside": inside,
        "bids": Bid.objects.visible_to(user).filter(problem=shown).for_page() if user.is_authenticated else [],
        "may_choose": permissions.can_choose(user, shown),
        "milestones": shown.milestones.all(),
        "steps": steps_of(user, shown, solver),
        "may_plan": permissions.can_plan(user, shown, solver),
        "may_report": permissions.can_work(user, shown, solver),
        "may_check": permissions.can_check_milestones(user, shown),
        "may_see_book": permissions.can_see_task_book(user, shown, solver),
        "history": _history(shown, inside),
        "results": Result.objects.visible_to(user).filter(problem=shown),
        "fitting": fitting(shown, user) if not shown.is_over else None,
    }
    return render(request, "workshops/problems/problem.html", context)


def _history(problem, inside):
    events = problem.events.select_related("actor__person").order_by("-occurred_at", "-pk")
    return events if inside else events.filter(verb__in=PUBLIC)


def steps_of(user, problem, solver):
    """[(address, what the button says, kind of button)] of what this person may do with it now."""
    may, complete = permissions, not problem.is_draft or problem.target_value
    offered = [
        ("hand-in", may.can_change_problem(user, problem), _("Hand it in"), "primary" if complete else ""),
        ("change", may.can_change_problem(user, problem), _("Change the words"), "" if complete else "primary"),
        ("open", may.can_check_problem(user, problem), _("Put it on the board"), "primary"),
        ("send-back", may.can_check_problem(user, problem), _("Send it back"), ""),
        ("bid", may.can_bid(user, problem), _("We can solve it: bid"), "primary"),
        ("sign", may.can_sign(user, problem), _("The task book is signed"), "primary"),
        ("deliver", may.can_work(user, problem, solver), _("Deliver the solution"), "primary"),
        ("accept", may.can_accept_problem(user, problem), _("Accept it"), "primary"),
        ("rework", may.can_accept_problem(user, problem), _("Something is still to be done"), ""),
        ("pay", may.can_pay(user, problem), _("The reward has been paid"), "primary"),
        ("unclaimed", may.can_declare_unclaimed(user, problem), _("No bid fits"), ""),
        ("reopen", may.can_reopen(user, problem), _("Open it to bids again"), ""),
        ("fail", may.can_fail(user, problem), _("It could not be solved"), ""),
        ("end", may.can_end(user, problem), _("End it early"), ""),
        ("drop", may.can_change_problem(user, problem), _("Do not post it"), ""),
    ]
    return [
        (reverse(f"workshops:problem-{name}", args=[problem.number]), label, kind)
        for name, allowed, label, kind in offered
        if allowed
    ]


def _tabs(user):
    """{code: (label, the problems behind it)}"""
    seen = Problem.objects.visible_to(user)
    posted = (pgettext("problems", "Posted by us"), seen.kept_by(user).exclude(status="dropped"))
    bids = (pgettext("problems", "Bid for by us"), seen.bid_for_by(user))
    check = (pgettext("problems", "To be checked"), seen.to_check(user))
    if is_district_staff(user):
        return {"check": check, "all": (pgettext("problems", "All of them"), seen)}
    return {"posted": posted, "bids": bids, "check": check}


@require_safe
def desk(request):
    """The problems somebody works with: posted, bid for, or to be checked."""
    if not can_see_workbench(request.user):
        raise PermissionDenied
    tabs = _tabs(request.user)
    show = request.GET.get("show") if request.GET.get("show") in tabs else next(iter(tabs))
    rows = tabs[show][1].for_list().newest_first()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "show": show,
        "tabs": [{"code": code, "label": label, "count": found.count()} for code, (label, found) in tabs.items()],
        "may_post": permissions.can_post(request.user),
        "figures": count_problems(Problem.objects.visible_to(request.user).kept_by(request.user), Period.this_year()),
        "year": timezone.localdate().year,
    }
    return render(request, "workshops/problems/desk.html", context)


@require_safe
def task_book(request, number):
    """The task book on A4, with the lines on which both sides sign."""
    shown = get_object_or_404(Problem.objects.visible_to(request.user).for_list(), number=number)
    solver = chosen_bid(shown)
    if not permissions.can_see_task_book(request.user, shown, solver):
        raise PermissionDenied
    team = solver.team.select_related("person__department")
    context = {"problem": shown, "solver": solver, "team": team, "milestones": shown.milestones.all()}
    return render(request, "workshops/problems/task_book.html", context)
