"""The page of district staff: which enterprises have frozen and signed, and which have not yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alliance_portal.models import ReportTable

from ..forms import UnitsForm
from ..permissions import can_follow_signing
from ..selection import choose_span
from ..units import Standing, units_of

PAGE_SIZE = 30


@require_safe
def units(request):
    """Every enterprise in use with its reports of a period; filters and page are in the address."""
    if not can_follow_signing(request.user):
        raise PermissionDenied
    span, problems = choose_span(request.GET.get("period"))
    for problem in problems:
        messages.warning(request, problem)
    report, state, order = (request.GET.get(name, "") for name in ("report", "state", "order"))
    tables = [report] if report in ReportTable.values else ReportTable.values
    found = units_of(request.user, span, tables)
    shown = [one for one in found if one.stands(state)] if state in Standing.values else found
    if order == "signed":
        shown = sorted(shown, key=lambda one: one.signed)
    context = {
        "form": UnitsForm(span, report=report, state=state, order=order),
        "span": span,
        "heads": [ReportTable(table).label for table in tables],
        "page_obj": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "complete": sum(one.stands(Standing.SIGNED) for one in found),
        "all": len(found),
    }
    return render(request, "reports/units.html", context)
