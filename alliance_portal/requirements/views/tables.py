"""Each superior's table: on the screen, as a workbook that looks like the form, and on paper to sign and stamp."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit
from alliance_portal.attachments import hand_out
from alliance_portal.periods import parse_month
from members.models import Enterprise
from workshops.models import FactEntry, Requirement, Workshop
from workshops.radar.asked import Asked
from workshops.radar.dues import due_in
from workshops.radar.questions import due_of_part
from workshops.radar.table import part_of, table_of

from .. import workbook
from ..sheet import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sheet(request, pk, month):
    """The table of a requirement's report, of as many workshops as the person answers for, with its heading."""
    requirement = get_object_or_404(Requirement.objects.visible_to(request.user).for_radar(), pk=pk)
    first = parse_month(month)
    part = first and part_of(requirement, first)
    due = due_of_part(part) if part else first and due_in(requirement, first)
    if not due:
        raise Http404
    enterprise = _enterprise(request)
    workshops = _workshops(request.user, due, part, enterprise)
    return Sheet(table=table_of(due, workshops), enterprise=enterprise or _only_one(workshops), by=request.user)


def _enterprise(request):
    code = request.GET.get("enterprise")
    return get_object_or_404(Enterprise.objects.visible_to(request.user), code=code) if code else None


def _workshops(user, due, part, enterprise):
    """Whom it was asked of when it was sent, or would be asked of now; of these the person's own."""
    own = Workshop.objects.visible_to(user).at_work(user).select_related("enterprise")
    own = own.order_by("enterprise__name", "name", "pk")
    if enterprise:
        own = own.filter(enterprise=enterprise)
    if part:
        return list(own.filter(request_parts=part))
    return Asked([due.requirement], own.active()).workshops_of(due)


def _only_one(workshops):
    enterprises = {one.enterprise_id: one.enterprise for one in workshops}
    return next(iter(enterprises.values())) if len(enterprises) == 1 else None


@require_safe
def table(request, pk, month):
    """The table with what was filled by the portal, what was typed, and what is missing where."""
    sheet = _sheet(request, pk, month)
    context = {"sheet": sheet, "table": sheet.table, "due": sheet.table.due, "query": request.GET.urlencode()}
    return render(request, "requirements/table.html", context)


@require_safe
def paper(request, pk, month):
    """The same on A4, with the line for signature and stamp."""
    sheet = _sheet(request, pk, month)
    context = {"sheet": sheet, "table": sheet.table, "due": sheet.table.due, "query": request.GET.urlencode()}
    return render(request, "requirements/paper.html", context)


@require_safe
@audit.exported
def as_workbook(request, pk, month):
    """The same as a file that looks like the office's form."""
    sheet = _sheet(request, pk, month)
    name = _("%(title)s %(period)s.xlsx") % {"title": sheet.title, "period": sheet.table.due.period.label}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(workbook.write(sheet), content_type=XLSX, headers=headers)


@require_safe
def blank_form(request, pk):
    """The superior's blank form, as it came."""
    requirement = get_object_or_404(Requirement.objects.visible_to(request.user), pk=pk)
    return hand_out(requirement.blank_form, requirement.blank_form_name)


@require_safe
def proof(request, pk):
    """A file that was given as a value."""
    entry = get_object_or_404(FactEntry.objects.visible_to(request.user), pk=pk)
    return hand_out(entry.file, entry.file_name)
