"""The pages of the district, for its staff: the comparison, one drawing as a table, and what is owed where."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit, definitions
from alliance_portal.text import clean_line
from members.models import Enterprise
from suggestions.statistics import COUNTED

from .. import panels, units
from ..filters import EnterpriseFilter
from . import funnel, owed, workbook
from .forms import MonthsForm
from .picture import names_of, paint, select

ENTERPRISES_ON_A_PAGE, ROWS_ON_A_PAGE = 50, 50
OWED_SHOWN = 8


def _filter(request):
    enterprises = Enterprise.objects.visible_to(request.user)
    return EnterpriseFilter(request.GET, queryset=enterprises, request=request).offer()


def _drawn(request):
    """Which rate is drawn."""
    asked = request.GET.get("rate")
    return asked if asked in funnel.DRAWN else funnel.DRAWN[0]


def _choices(selection, view, drawn, anchor=""):
    """[(name, address, is it drawn)] of the rates that can be drawn."""
    names = {"adoption": _("Adoption rate"), "in_time": _("In-time answer rate")}
    return [(names[code], selection.url(view, rate=code) + anchor, code == drawn) for code in funnel.DRAWN]


def _say_problems(request, selection):
    for problem in selection.problems:
        messages.warning(request, problem)


@require_safe
def district(request):
    """A sentence, the lead figures, the enterprises, what chance explains, and what is owed where."""
    painted, drawn = paint(request), _drawn(request)
    selection, summary = painted.selection, painted.summary
    _say_problems(request, selection)
    names = names_of(request.user)
    late = owed.lines(request.user, names, selection.scope.among)
    context = {
        "selection": selection,
        "summary": summary,
        "whole": painted.whole,
        "months_form": MonthsForm(selection),
        "filter": _filter(request),
        "periods": selection.periods_offered("district"),
        "links": {code: selection.rows_url(code) for code in [*COUNTED, "proposers"]},
        "rungs": panels.rungs(summary, selection),
        "head": painted.head,
        "page_obj": Paginator(painted.lines, ENTERPRISES_ON_A_PAGE).get_page(request.GET.get("page")),
        "complete": units.complete(painted.lines),
        "funnel": funnel.draw(painted.lines, painted.whole, drawn),
        "drawn": _choices(selection, "district", drawn, "#p-funnel"),
        "funnel_url": selection.url("district-funnel", rate=drawn),
        "owed_kinds": owed.KINDS,
        "owed_lines": late[:OWED_SHOWN],
        "owed_totals": owed.totals(late),
        "owed_number": len(late),
        "owed_url": selection.url("district-owed"),
        "export_url": selection.url("district-export"),
        "version": definitions.VERSION,
    }
    return render(request, "dashboard/district/district.html", context)


@require_safe
def chance(request):
    """The drawing with every enterprise in it as a table."""
    painted, drawn = paint(request), _drawn(request)
    _say_problems(request, painted.selection)
    found = funnel.draw(painted.lines, painted.whole, drawn)
    context = {
        "selection": painted.selection,
        "funnel": found,
        "drawn": _choices(painted.selection, "district-funnel", drawn),
        "page_obj": Paginator(found.dots, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "back_url": painted.selection.url("district"),
    }
    return render(request, "dashboard/district/chance.html", context)


@require_safe
def owing(request):
    """Every enterprise that owes something today, kind by kind."""
    selection = select(request)
    late = owed.lines(request.user, names_of(request.user), selection.scope.among)
    context = {
        "selection": selection,
        "filter": _filter(request),
        "owed_kinds": owed.KINDS,
        "owed_totals": owed.totals(late),
        "page_obj": Paginator(late, ENTERPRISES_ON_A_PAGE).get_page(request.GET.get("page")),
        "back_url": selection.url("district"),
    }
    return render(request, "dashboard/district/owed.html", context)


@require_safe
def owed_rows(request, code):
    """The rows behind one number of what is owed."""
    select(request)
    kind = owed.BY_CODE.get(code)
    if kind is None:
        raise Http404
    own = Enterprise.objects.visible_to(request.user)
    enterprise = get_object_or_404(own, code=clean_line(request.GET.get("enterprise", "")))
    page = Paginator(kind.rows(request.user, enterprise), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "kind": kind,
        "enterprise": enterprise,
        "page_obj": page,
        "lines": [kind.line(row) for row in page],
    }
    return render(request, "dashboard/district/owed_rows.html", context)


@require_safe
@audit.exported
def export(request):
    """The comparison as a workbook, with how sure each rate is."""
    painted = paint(request)
    parts = {"place": painted.selection.place, "period": painted.selection.period.label}
    name = _("Enterprises compared %(place)s %(period)s.xlsx") % parts
    return FileResponse(workbook.write(painted, request.user), as_attachment=True, filename=name)
