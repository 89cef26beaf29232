"""Pages of staff about visits inside the admin: the steps of one, its minutes on paper, and the figures."""

from django.contrib import admin, messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit, definitions
from alliance_portal.periods import Period
from alliance_portal.workflow import WorkflowError

from ..exports import visits as workbooks
from ..forms.periods import PeriodForm
from ..forms.visits import StepForm
from ..models import Visit
from ..statistics import visits as figures
from ..visit_steps import STEPS

CONFLICT = 409


def _visit(user, pk):
    return get_object_or_404(Visit.objects.visible_to(user).for_page(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, code):
    """Asks before a step is taken; what does not fit any more is said there."""
    visit, chosen = _visit(request.user, pk), STEPS.get(code)
    if chosen is None:
        raise Http404
    if visit.status not in chosen.fits:
        messages.warning(request, _("This step does not fit any more."))
        return redirect("admin:workshops_visit_change", pk)
    form = StepForm(request.POST if request.method == "POST" else None, step=chosen)
    if request.method != "POST" or not form.is_valid():
        return _show(request, visit, chosen, form)
    try:
        chosen.perform(visit, request.user, form.cleaned_data.get("words", ""))
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, visit, chosen, form, status=CONFLICT)
    messages.success(request, chosen.done)
    return redirect("admin:workshops_visit_change", pk)


def _show(request, visit, step, form, status=200):
    context = {**admin.site.each_context(request), "title": step.title, "visit": visit, "step": step, "form": form}
    context["opts"] = Visit._meta
    return render(request, "workshops/visits/step.html", context, status=status)


@require_safe
def sheet(request, pk):
    """The minutes of one visit on A4, to be signed; without the internal note."""
    visit = _visit(request.user, pk)
    context = {"visit": visit, "promises": visit.promises.all(), "now": timezone.now()}
    return render(request, "workshops/visits/sheet.html", context)


@require_safe
def visit_figures(request):
    """What came of visits, by kind of enterprise and by month; the page and the file say the same."""
    period = Period.asked_for(request.GET)
    context = {
        "period": period,
        "summary": figures.summarise(period, user=request.user),
        "form": PeriodForm(period),
        "definitions": figures.DEFINITIONS,
        "version": definitions.VERSION,
    }
    return render(request, "workshops/visits/figures.html", context)


@require_safe
@audit.exported
def visit_workbook(request):
    period = Period.asked_for(request.GET)
    summary = figures.summarise(period, user=request.user)
    name = _("Visits %(period)s.xlsx") % {"period": period.label}
    return FileResponse(workbooks.write(summary), as_attachment=True, filename=name)
