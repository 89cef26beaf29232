"""Versions that were frozen: freezing one, reading it, signing it, and what it would say today."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit, services
from alliance_portal.models import Snapshot
from alliance_portal.workflow import WorkflowError
from members.models import Enterprise
from members.reauthentication import freshly_signed_in
from workshops.views.acting import carry_out, show_form

from .. import spans
from ..drawing import draw
from ..forms import FreezeForm
from ..permissions import can_sign, can_sign_for, role_for
from ..selection import choose
from ..sheet import Sheet
from ..version import Version, told
from .drawing import ROWS_ON_A_PAGE, file_of, label_of, versions_of

METHODS = ["GET", "HEAD", "POST"]
CHANGES_SHOWN = 200


def found(request, pk):
    """The version of that number; to everybody who may not read it, it is not there."""
    kept = Snapshot.objects.visible_to(request.user).select_related("frozen_by__person", "signed_by__person")
    return Version(get_object_or_404(kept, pk=pk), request.user)


@require_http_methods(METHODS)
def freeze(request, code):
    """Keep every cell of the report as it is now, to be signed; a correction says why."""
    label, selection = label_of(code), choose(request)
    if not selection.may_sign:
        raise PermissionDenied
    newest = versions_of(selection, code).first()
    if newest and not newest.is_signed:
        return redirect(newest)
    form = FreezeForm(request.POST if request.method == "POST" else None, is_correction=newest is not None)

    def perform(form):
        scope = selection.scope
        facts = {"role": role_for(request.user, scope.unit_id), "as_of": scope.at, **form.cleaned_data}
        place = scope.place | {"table": code}
        return services.freeze_report(draw(code, scope), by=request.user, place=place, **facts)

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    def done(snapshot):
        return snapshot.get_absolute_url(), _("Frozen. Please look it over and sign it.")

    facts = {"report": label, "period": selection.span.label}
    words = {
        "title": _("Freeze “%(report)s” of %(period)s?") % facts,
        "text": _("Every cell is kept as it is now. Until it is signed, what was frozen can be thrown away."),
        "button": _("Freeze it"),
        "back": selection.url("report", code),
        "back_label": label,
    }
    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


@require_safe
def snapshot(request, pk):
    """One version: its cells, who signed it, what differs from the one before, and whether its seal still holds."""
    version = found(request, pk)
    content, whole = version.snapshot.content, request.GET.get("rows") == "all"
    page = Paginator(content["rows"], max(len(content["rows"]), 1) if whole else ROWS_ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    differences = version.differences
    context = {
        "version": version,
        "snapshot": version.snapshot,
        "sheet": Sheet.kept(version.snapshot, page.object_list),
        "page_obj": page,
        "whole": whole,
        "differences": differences[:CHANGES_SHOWN],
        "more": len(differences) - CHANGES_SHOWN,
        "may_sign": can_sign(request.user, version.snapshot),
        "may_correct": version.is_newest and can_sign_for(request.user, version.snapshot.enterprise),
        "query": _query(request.user, version.snapshot),
    }
    return render(request, "reports/snapshot.html", context)


def _query(user, one):
    """The parameters that lead to the report as it is today."""
    code = Enterprise.objects.visible_to(user).filter(pk=one.enterprise).values_list("code", flat=True).first()
    return f"enterprise={code}&period={one.period_code}" if code else f"period={one.period_code}"


@require_safe
def today(request, pk):
    """What was signed and what the portal would say today, beside each other; nothing of it changes."""
    version = found(request, pk)
    differences = told(version.snapshot.content, version.today())
    context = {
        "version": version,
        "snapshot": version.snapshot,
        "sheet": Sheet.kept(version.snapshot, []),
        "differences": differences[:CHANGES_SHOWN],
        "more": len(differences) - CHANGES_SHOWN,
        "may_correct": version.is_newest and can_sign_for(request.user, version.snapshot.enterprise),
        "query": _query(request.user, version.snapshot),
    }
    return render(request, "reports/today.html", context)


@require_http_methods(METHODS)
@freshly_signed_in
def sign(request, pk):
    """Sign what was frozen, after the password once more. From then on it is never changed."""
    version = found(request, pk)
    if not can_sign_for(request.user, version.snapshot.enterprise):
        raise PermissionDenied
    if request.method == "POST":
        return _moved(request, version, services.sign_report, _("Signed. Print it or download it below."))
    words = {"table": version.snapshot.get_table_display(), "who": request.user}
    context = {
        "title": _("Sign “%(table)s” as %(who)s?") % words,
        "text": _(
            "Your name and the time stand on it. It is never changed again; a mistake is corrected by a new version."
        ),
        "button": _("Sign it"),
        "back": version.snapshot.get_absolute_url(),
        "back_label": str(version.snapshot.get_table_display()),
    }
    return show_form(request, FreezeForm(is_correction=False), **context)


def _moved(request, version, service, done):
    one = version.snapshot
    try:
        service(one, by=request.user, role=role_for(request.user, one.enterprise))
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect(one)


@require_http_methods(METHODS)
def discard(request, pk):
    """Ask, then throw away what was frozen and not signed."""
    one = found(request, pk).snapshot
    if not can_sign_for(request.user, one.enterprise):
        raise PermissionDenied
    if request.method == "POST":
        return _thrown_away(request, one)
    words = {"table": one.get_table_display(), "period": spans.read(one.period_code).label}
    context = {
        "title": _("Throw away “%(table)s” of %(period)s?") % words,
        "text": _("Every cell that was frozen is gone for good. Who threw it away and when is kept in the audit."),
        "button": _("Throw it away"),
        "danger": True,
        "back": one.get_absolute_url(),
        "back_label": str(one.get_table_display()),
    }
    return redirect(one) if one.is_signed else show_form(request, FreezeForm(is_correction=False), **context)


def _thrown_away(request, one):
    query = _query(request.user, one)
    try:
        services.discard_report(one, by=request.user)
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
        return redirect(one)
    messages.success(request, _("Thrown away. No cell of it is kept."))
    return redirect(f"{reverse('report', args=[one.table])}?{query}")


@require_safe
@freshly_signed_in
@audit.exported
def as_workbook(request, pk):
    """The version as a file, with its check value."""
    version = found(request, pk)
    return file_of(Sheet.kept(version.snapshot), version.notes)
