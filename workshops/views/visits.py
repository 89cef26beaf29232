"""What an enterprise reads of the union's visits, and what it answers. The union's own notes are not among it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.permissions import has_role

from .. import permissions, services
from ..filters import VisitFilter
from ..forms.visits import AnswerForm, FeedbackForm
from ..models import Promise, Visit
from ..querysets.visits import READERS
from ..visit_story import timeline

PAGE_SIZE = 20
CONFLICT = 409


@require_safe
def visits(request):
    """Visits to the own enterprise, the newest first; filters are in the address."""
    if not permissions.can_see_visits(request.user):
        raise PermissionDenied
    shared = Visit.objects.visible_to(request.user).told()
    found = VisitFilter(request.GET, queryset=shared.for_list(), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": found, "page_obj": page, "is_empty": not shared.exists()}
    return render(request, "workshops/visits/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request, pk):
    """What was found, advised and promised at one visit, and a word of the enterprise to it."""
    shown = _visit(request.user, pk)
    if request.method != "POST":
        return _show(request, shown, FeedbackForm())
    if not has_role(request.user, shown.enterprise_id, *READERS):
        raise PermissionDenied
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, form)
    try:
        services.visits.give_feedback(shown, by=request.user, **form.cleaned_data)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, _visit(request.user, pk), form, status=CONFLICT)
    messages.success(request, _("Sent. The union has been told."))
    return redirect(shown)


def _visit(user, pk):
    return get_object_or_404(Visit.objects.visible_to(user).told().for_page(), pk=pk)


def _show(request, visit, form, status=200):
    promises = list(visit.promises.all())
    for promise in promises:
        promise.visit = visit
        may = permissions.can_confirm_promise, permissions.can_deny_promise
        promise.may_be_answered = any(can(request.user, promise) for can in may)
    context = {
        "visit": visit,
        "promises": promises,
        "events": timeline(visit),
        "form": form,
        "may_answer": permissions.can_answer_visit(request.user, visit),
    }
    return render(request, "workshops/visits/visit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request, pk, number):
    """Whether a promise has been kept, in the words of those to whom it was made."""
    shown = _promise(request.user, pk, number)
    if not has_role(request.user, shown.visit.enterprise_id, *READERS):
        raise PermissionDenied
    if request.method != "POST":
        return _show_promise(request, shown, _form(request.user, shown))
    form = _form(request.user, shown, request.POST)
    if not form.is_valid():
        return _show_promise(request, shown, form)
    try:
        messages.success(request, _answer(request.user, shown, form))
    except WorkflowError as refusal:
        return _show_again(request, shown, form, refusal)
    return redirect(shown.visit)


def _promise(user, pk, number):
    found = Promise.objects.visible_to(user).told().for_list()
    return get_object_or_404(found, visit=pk, pk=number)


def _form(user, promise, *args):
    may = {
        "may_confirm": permissions.can_confirm_promise(user, promise),
        "may_deny": permissions.can_deny_promise(user, promise),
    }
    return AnswerForm(*args, promise=promise, **may)


def _answer(user, promise, form):
    """Carry it out, and say what has come of it."""
    data = form.cleaned_data
    facts = {"by": user, "words": data["words"], "version": data["version"]}
    if data["answer"] == AnswerForm.KEPT:
        services.promises.confirm(promise, **facts)
        return _("Thank you. It counts as kept now.")
    services.promises.deny(promise, **facts)
    return _("Noted. The union has been told what is lacking.")


def _show_again(request, promise, form, refusal):
    """With everything typed and the version that holds now, so that sending it once more can succeed."""
    fresh = _promise(request.user, promise.visit_id, promise.pk)
    form.data = form.data.copy()
    form.data["version"] = fresh.version
    form.add_error(None, refusal.message)
    return _show_promise(request, fresh, form, status=CONFLICT)


def _show_promise(request, promise, form, status=200):
    context = {"promise": promise, "visit": promise.visit, "form": form}
    return render(request, "workshops/visits/promise.html", context, status=status)
