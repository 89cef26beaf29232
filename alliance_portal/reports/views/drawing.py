"""The list of reports, and each as it would be today: on the page, on paper, as a workbook."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit, definitions
from alliance_portal.models import ReportTable, Snapshot
from members.reauthentication import freshly_signed_in

from .. import workbook
from ..drawing import draw
from ..forms import SelectionForm
from ..selection import choose
from ..sheet import Sheet
from ..tables import BY_CODE

ROWS_ON_A_PAGE, VERSIONS_ON_A_PAGE = 50, 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def selected(request):
    """What the address asks for; what it asks for in vain is said on the page."""
    selection = choose(request)
    for problem in selection.problems:
        messages.warning(request, problem)
    return selection


def label_of(code):
    """What a report is called; Http404 where there is none of that code."""
    if code not in ReportTable.values:
        raise Http404
    return ReportTable(code).label


def versions_of(selection, code):
    """All versions of one report that the person may see, the newest first."""
    seen = Snapshot.objects.visible_to(selection.user)
    return seen.of_report(selection.scope.unit_id, code, selection.span.code).for_list().order_by("-number")


@require_safe
def reports(request):
    """The seven reports of a unit and a period, each with what was signed of it, and all that was ever signed."""
    selection = selected(request)
    own = Snapshot.objects.visible_to(request.user).of_unit(selection.scope.unit_id)
    newest = {}
    for one in own.filter(period_code=selection.span.code).for_list().order_by("number"):
        newest[one.table] = one
    signed = Paginator(own.signed().for_list().newest_first(), VERSIONS_ON_A_PAGE)
    context = {
        "selection": selection,
        "form": SelectionForm(selection),
        "lines": [_line(selection, code, newest.get(code)) for code in ReportTable.values],
        "page_obj": signed.get_page(request.GET.get("page")),
    }
    return render(request, "reports/reports.html", context)


def _line(selection, code, snapshot):
    return {
        "label": ReportTable(code).label,
        "url": selection.url("report", code),
        "workbook": selection.url("report-workbook", code),
        "snapshot": snapshot,
    }


@require_safe
def report(request, code):
    """What the report says now. All rows with `?rows=all`, to be printed."""
    label, selection = label_of(code), selected(request)
    content, whole = draw(code, selection.scope), request.GET.get("rows") == "all"
    page = Paginator(content["rows"], max(len(content["rows"]), 1) if whole else ROWS_ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    versions = list(versions_of(selection, code))
    context = {
        "selection": selection,
        "form": SelectionForm(selection),
        "code": code,
        "label": label,
        "sheet": Sheet.drawn(content, selection.scope, page.object_list),
        "page_obj": page,
        "whole": whole,
        "newest": versions[0] if versions else None,
        "columns": BY_CODE[code].columns if code in BY_CODE else (),
        "definitions": definitions.VERSION,
    }
    return render(request, "reports/report.html", context)


@require_safe
@freshly_signed_in
@audit.exported
def as_workbook(request, code):
    """The same as a file that looks like the office's form. It lists people, so the password is asked for again."""
    label_of(code)
    selection = choose(request)
    sheet = Sheet.drawn(draw(code, selection.scope), selection.scope)
    return file_of(sheet, [_("Drawn up, not signed.")])


def file_of(sheet, notes):
    """The answer with the workbook."""
    name = f"{sheet.content['unit']}{sheet.heading}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(workbook.write(sheet, notes), content_type=XLSX, headers=headers)
