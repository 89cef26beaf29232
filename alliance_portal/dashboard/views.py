from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit, definitions, keyset
from suggestions.statistics import COUNTED, UnknownFigureError

from . import glossary, panels, table, units, workbook
from .forms import ScopeForm
from .selection import choose

ROWS_ON_A_PAGE = 50


def _selection(request, **how):
    """What the address asks for; what it asks for in vain is said on the page."""
    selection = choose(request, **how)
    for problem in selection.problems:
        messages.warning(request, problem)
    return selection


@require_safe
def dashboard(request):
    selection = _selection(request)
    summary = selection.summarise()
    sort = request.GET.get("sort")
    sort = sort if sort in units.SORTS else units.SORTS[0]
    lines = [] if selection.scope.department else units.lines(summary, selection, sort=sort)
    page = units.page_of(lines, summary, request.GET.get("page"))
    whole_line = units.whole_line(summary, selection)
    return render(
        request,
        "dashboard/dashboard.html",
        {
            "selection": selection,
            "summary": summary,
            "form": ScopeForm(selection),
            "version": definitions.VERSION,
            "links": {code: selection.rows_url(code) for code in [*COUNTED, "proposers"]},
            "export_url": selection.url("dashboard-export"),
            "rungs": panels.rungs(summary, selection),
            "reasons": panels.reasons(summary, selection),
            "understood": panels.understood(summary),
            "checked": selection.checked[None],
            "checked_url": selection.checked_url,
            "ages": panels.ages(summary, selection),
            "oldest": panels.oldest(summary, selection) if summary["waiting_week"] else "",
            "months": panels.months(summary, selection),
            "days": panels.answer_days(summary, selection),
            "page_obj": page,
            "whole_line": whole_line,
            "head": units.head(selection, sort=sort),
            "complete": units.complete(lines or [whole_line]),
        },
    )


@require_safe
def rows(request):
    selection = _selection(request, narrowed=True)
    code = request.GET.get("figure") or "received"
    try:
        listed = table.listed(selection, code, order=request.GET.get("order"))
    except UnknownFigureError:
        raise Http404(_("There is no such figure.")) from None
    page = _page(request, listed)
    return render(
        request,
        "dashboard/rows.html",
        {
            "selection": selection,
            "listed": listed,
            "page_obj": page,
            "lines": [] if listed.is_of_people else table.lines(page, selection),
            "back_url": selection.url(),
            "export_url": selection.url("dashboard-export", figure=code),
        },
    )


def _page(request, listed):
    if not listed.is_of_people:
        return keyset.page(request, table.for_page(listed.rows), listed.sorted_by, ROWS_ON_A_PAGE, known=listed.total)
    paginator = Paginator(listed.rows, ROWS_ON_A_PAGE)
    paginator.count = listed.total
    return paginator.get_page(request.GET.get("page"))


@require_safe
@audit.exported
def export(request):
    selection = choose(request, narrowed=True)
    code = request.GET.get("figure") or "received"
    try:
        listed = table.listed(selection, code)
    except UnknownFigureError:
        raise Http404(_("There is no such figure.")) from None
    return FileResponse(workbook.write(selection, listed), as_attachment=True, filename=_file_name(selection, listed))


def _file_name(selection, listed):
    parts = {"place": selection.place, "period": selection.period.label, "figure": listed.name}
    return _("Suggestions %(place)s %(period)s %(figure)s.xlsx") % parts


@login_not_required
@require_safe
def meanings(request):
    """Every definition, for everybody."""
    return render(
        request,
        "dashboard/definitions.html",
        {
            "chapters": glossary.chapters(),
            "version": definitions.VERSION,
            "since": definitions.IN_FORCE_SINCE,
        },
    )
