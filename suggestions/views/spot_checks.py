"""Spot checks: the list, one of them, the suggestions of its sample, and what was found so far of an enterprise."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.attachments import hand_out
from alliance_portal.periods import Period
from alliance_portal.text import clean_line
from members.models import Enterprise
from workshops.views.acting import carry_out

from .. import checked, exports, permissions, services
from ..exports.spot_checks import how_to_repeat
from ..filters import SpotCheckRowFilter
from ..forms.spot_checks import CommentForm, FindForm, PlanForm
from ..models import SpotCheck, SpotCheckFile, SpotCheckRow
from ..querysets import CHECKED_ROLES
from ..statistics import spot_checks as figures

CHECKS_ON_A_PAGE, ROWS_ON_A_PAGE = 20, 50
METHODS = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check_of(user, pk):
    """The check, for those who may see it; for everybody else it is not there."""
    found = SpotCheck.objects.visible_to(user).prefetch_related("enterprises", "comments__written_by__person")
    return get_object_or_404(found.defer("register"), pk=pk)


def _rows_of(user, check):
    return SpotCheckRow.objects.visible_to(user).filter(spot_check=check).for_list()


@require_safe
def checks(request):
    """All checks for staff; for an enterprise those that are over and had a sample of it, each with its result."""
    if not permissions.can_see_spot_checks(request.user):
        raise PermissionDenied
    found = SpotCheck.objects.visible_to(request.user).for_list()
    page = Paginator(found, CHECKS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = SpotCheckRow.objects.visible_to(request.user).filter(spot_check__in=[check.pk for check in page])
    context = {
        "page_obj": page,
        "lines": checked.with_results(page, rows),
        "may_run": permissions.can_run_spot_checks(request.user),
    }
    return render(request, "suggestions/spot_checks/list.html", context)


@require_http_methods(METHODS)
def new(request):
    """Plan one; nothing is drawn yet."""
    if not permissions.can_run_spot_checks(request.user):
        raise PermissionDenied
    form = PlanForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        made = services.plan_spot_check(by=request.user, **form.cleaned_data)
        messages.success(request, _("Planned. Draw the sample when you are ready to go."))
        return redirect(made)
    return render(request, "suggestions/spot_checks/new.html", {"form": form})


@require_http_methods(METHODS)
def check(request, pk):
    """One check: its sample with the findings, the results, how it was drawn; officers comment on theirs, once."""
    shown = check_of(request.user, pk)
    if request.method != "POST":
        return _show(request, shown, CommentForm())
    own = _commenting(request.user, shown)
    if own is None:
        raise PermissionDenied
    form = CommentForm(request.POST)

    def perform(form):
        return services.comment_on_spot_check(shown, own, by=request.user, **form.cleaned_data)

    def show(form, status):
        return _show(request, check_of(request.user, pk), form, status)

    return carry_out(request, form, perform, done=(shown.get_absolute_url(), _("Kept beside the result.")), show=show)


def _commenting(user, check):
    """The enterprise for which the user is an officer and that has a sample in the check, first one that has not
    commented yet; None without any.
    """
    held = Enterprise.objects.visible_to(user).with_role(user, "officer")
    rows = SpotCheckRow.objects.visible_to(user).filter(spot_check=check).order_by()
    if permissions.can_run_spot_checks(user):
        return None
    own = held.filter(pk__in=rows.values("suggestion__enterprise"))
    return own.exclude(pk__in=check.comments.values("enterprise")).first() or own.first()


def _show(request, shown, form, status=200):
    rows = _rows_of(request.user, shown)
    found = SpotCheckRowFilter(request.GET, queryset=rows, request=request)
    own = _commenting(request.user, shown)
    may_comment = own is not None and permissions.can_comment_on_spot_check(request.user, shown, own.pk)
    context = {
        "check": shown,
        "results": checked.results_of(request.user, shown, rows),
        "filter": found,
        "page_obj": Paginator(found.qs, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "events": checked.timeline(shown),
        "how_to_repeat": how_to_repeat(),
        "may_run": permissions.can_run_spot_checks(request.user),
        "form": form if may_comment else None,
        "commenting": own,
        "next_row": rows.open().first() if shown.is_drawn else None,
    }
    return render(request, "suggestions/spot_checks/check.html", context, status=status)


@require_http_methods(METHODS)
def row(request, pk, place):
    """One suggestion of the sample: what is declared, the questions, and the finding."""
    shown = _row(request.user, pk, place)
    if request.method != "POST":
        may = permissions.can_run_spot_checks(request.user) and shown.spot_check.is_drawn
        return _show_row(request, shown, FindForm(record=shown) if may else None)
    if not permissions.can_run_spot_checks(request.user):
        raise PermissionDenied
    form = FindForm(request.POST, request.FILES, record=shown)

    def show(form, status):
        return _show_row(request, _row(request.user, pk, place), form, status)

    def done(_result):
        following = _rows_of(request.user, shown.spot_check).open().first()
        return (following or shown.spot_check).get_absolute_url(), _("Kept.")

    return carry_out(
        request,
        form,
        lambda form: services.spot_checks.find(shown, by=request.user, **form.facts),
        done=done,
        show=show,
    )


def _row(user, pk, place):
    found = SpotCheckRow.objects.visible_to(user).for_list().prefetch_related("files")
    return get_object_or_404(found, spot_check=pk, place=place)


def _show_row(request, shown, form, status=200):
    context = {
        "row": shown,
        "check": shown.spot_check,
        "declared": checked.declared(request.user, shown),
        "replies": checked.replies(shown),
        "files": shown.files.all(),
        "form": form,
        "may_run": permissions.can_run_spot_checks(request.user),
    }
    return render(request, "suggestions/spot_checks/row.html", context, status=status)


@require_safe
def file(request, pk):
    """A photo or a paper from the spot."""
    found = get_object_or_404(SpotCheckFile.objects.visible_to(request.user), pk=pk)
    return hand_out(found.file, found.name)


@require_safe
@audit.exported
def sheet(request, pk):
    """The sheets to take along, one block for each suggestion; for staff."""
    shown = check_of(request.user, pk)
    if not permissions.can_run_spot_checks(request.user):
        raise PermissionDenied
    rows = checked.with_proposers(_rows_of(request.user, shown))
    context = {"check": shown, "rows": rows, "now": timezone.now()}
    return render(request, "suggestions/spot_checks/sheet.html", context)


@require_safe
@audit.exported
def workbook(request, pk):
    """Findings, results, and the register from which it was drawn, so that anybody can draw it again; for staff."""
    shown = get_object_or_404(SpotCheck.objects.visible_to(request.user), pk=pk)
    if not permissions.can_run_spot_checks(request.user):
        raise PermissionDenied
    name = _("Spot check %(title)s.xlsx") % {"title": shown.title}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    rows = _rows_of(request.user, shown)
    content = exports.spot_check(shown, rows, checked.results_of(request.user, shown, rows))
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_safe
def found(request):
    """What was found of what came in during some months, each suggestion as it was found last: behind the rates."""
    if not permissions.can_see_spot_checks(request.user):
        raise PermissionDenied
    period, now = Period.asked_for(request.GET), timezone.now()
    rows = SpotCheckRow.objects.visible_to(request.user).of_closed().filter(spot_check__closed_at__lte=now)
    enterprises = Enterprise.objects.visible_to(request.user).with_role(request.user, *CHECKED_ROLES)
    enterprise = enterprises.filter(code=clean_line(request.GET.get("enterprise", ""))[:6]).first()
    rows = rows.filter(suggestion__enterprise=enterprise) if enterprise else rows
    last = checked.last_rows(rows, period)
    context = {
        "period": period,
        "enterprise": enterprise,
        "result": figures.checked_in(rows, period, now)[None],
        "page_obj": Paginator(last.for_list(), ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "suggestions/spot_checks/found.html", context)
