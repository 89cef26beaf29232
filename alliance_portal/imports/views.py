"""The staff's pages for ledgers: upload, preview, confirm, result, undo. Every batch comes through `visible_to`."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alliance_portal.workflow import WorkflowError
from members import ledger_import
from members.models import ImportBatch, ImportRow

from . import workbooks
from .forms import UploadForm
from .kinds import KINDS

State, Outcome = ImportBatch.State, ImportRow.Outcome
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_PER_PAGE = 100
# What stops an import is shown all at once, as far as a page can bear it.
REFUSED_PER_PAGE = 1000


def _render(request, name, title, **context):
    chrome = admin.site.each_context(request)
    return render(request, f"admin/imports/{name}.html", {**chrome, "title": title, **context})


def _batch(request, pk):
    batches = ImportBatch.objects.visible_to(request.user).select_related("enterprise", "uploaded_by__person")
    return get_object_or_404(batches, pk=pk)


def _download(content, name):
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": content_disposition_header(True, name)}
    )


@require_GET
def import_list(request):
    batches = ImportBatch.objects.visible_to(request.user).select_related("enterprise", "uploaded_by__person")
    page = Paginator(batches, 30).get_page(request.GET.get("page"))
    return _render(request, "list", _("Imported ledgers"), page_obj=page, kinds=ImportBatch.Kind.choices)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    asked = {name: request.GET[name] for name in ("kind", "enterprise") if name in request.GET}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, user=request.user, initial=asked)
    if form.is_valid() and (batch := form.save()):
        return redirect("admin:import-preview", batch.pk)
    return _render(request, "upload", _("Import a ledger"), form=form, kinds=ImportBatch.Kind.choices)


@require_GET
def preview(request, pk):
    """What the file would do, row by row; nothing has been written yet."""
    batch = _batch(request, pk)
    if batch.state != State.PREVIEWED:
        return redirect("admin:import-result", pk)
    return _render(request, "preview", _("Check before importing"), **_rows(request, batch))


@require_GET
def result(request, pk):
    batch = _batch(request, pk)
    if batch.state == State.PREVIEWED:
        return redirect("admin:import-preview", pk)
    return _render(request, "result", batch.get_state_display(), **_rows(request, batch))


def _rows(request, batch):
    """The counts of the batch, the chosen tab and its rows."""
    counts = ledger_import.counts(batch)
    chosen = request.GET.get("outcome")
    if chosen not in counts:
        chosen = next((name for name in ("refused", "new", "changed", "same") if counts[name]), "new")
    rows = batch.rows.filter(outcome=chosen)
    page = Paginator(rows, REFUSED_PER_PAGE if chosen == Outcome.REFUSED else ROWS_PER_PAGE)
    return {
        "batch": batch,
        "counts": counts,
        "tabs": [(value, label, counts[value]) for value, label in Outcome.choices],
        "chosen": chosen,
        "good": counts["new"] + counts["changed"],
        "matched": [header["title"] for header in batch.headers if header["id"]],
        "unmatched": [header["title"] for header in batch.headers if header["title"] and not header["id"]],
        "new_departments": _new_departments(batch),
        "page_obj": (shown := page.get_page(request.GET.get("page"))),
        "lines": [_line(batch, row) for row in shown],
    }


def _new_departments(batch):
    named = batch.rows.filter(values__has_key="new_department").values_list("values__new_department", flat=True)
    return list(dict.fromkeys(named))


def _line(batch, row):
    """A row as the table shows it: the cells of the columns that are imported, under the file's own names."""
    places = [place for place, header in enumerate(batch.headers) if header["id"]]
    return {
        "number": row.number,
        "problems": row.problems,
        "changed": row.values.get("changed") or [],
        "cells": [_shown(row.cells, place) for place in places],
    }


def _shown(cells, place):
    value = cells[place] if place < len(cells) else None
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"


@require_POST
def commit(request, pk):
    """Import the rows that are good; the others stay in a list to correct."""
    batch = _batch(request, pk)
    return _settled(request, batch, lambda: ledger_import.commit(batch, KINDS[batch.kind], by=request.user))


@require_POST
def discard(request, pk):
    batch = _batch(request, pk)
    return _settled(request, batch, lambda: ledger_import.discard(batch))


def _settled(request, batch, act):
    try:
        act()
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
    return redirect("admin:import-result", batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, pk):
    """Ask first; then bring everything back, or say which rows stand in the way."""
    batch = _batch(request, pk)
    if batch.state != State.COMMITTED:
        return redirect("admin:import-result", pk)
    refusal = None
    if request.method == "POST":
        try:
            ledger_import.undo(batch, KINDS[batch.kind], by=request.user)
            return redirect("admin:import-result", pk)
        except WorkflowError as problem:
            refusal = problem
    counts = ledger_import.counts(batch)
    return _render(request, "undo", _("Undo this import?"), batch=batch, counts=counts, refusal=refusal)


@require_GET
def refused(request, pk):
    batch = _batch(request, pk)
    name = batch.file_name.rsplit(".", 1)[0]
    return _download(workbooks.refused_rows(batch), _("%(name)s - rows to correct.xlsx") % {"name": name})


@require_GET
def template(request, kind):
    if kind not in KINDS:
        raise Http404
    return _download(workbooks.template(KINDS[kind]), f"{KINDS[kind].kind.label}.xlsx")
