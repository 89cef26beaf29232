"""The pages for ledgers: upload, preview, confirm, result, undo. Every batch comes through `visible_to`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
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


class ImportPages:
    """The same pages wherever they stand; a `frames.Frame` says for whom and with what around them."""

    def __init__(self, frame):
        self.frame = frame

    def _render(self, request, name, title, **context):
        around = {"layout": self.frame.layout, "names": self.frame.names, **self.frame.chrome(request)}
        return render(request, f"imports/{name}.html", {**around, "title": title, **context})

    def _kinds(self, request):
        """The ledgers this person may bring in here; whoever may bring in none has no business here."""
        offered = self.frame.offered_to(request.user)
        if not offered:
            raise PermissionDenied
        return offered

    def _batches(self, request):
        self._kinds(request)
        return self.frame.batches(request.user).select_related("enterprise", "uploaded_by__person")

    def _batch(self, request, pk):
        return get_object_or_404(self._batches(request), pk=pk)

    def _to(self, page, *args):
        return redirect(self.frame.url(page, *args))

    @method_decorator(require_GET)
    def list(self, request):
        page = Paginator(self._batches(request), 30).get_page(request.GET.get("page"))
        context = {"page_obj": page, "kinds": self._kinds(request), "empty": self.frame.empty}
        return self._render(request, "list", self.frame.title, **context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def upload(self, request):
        kinds = self._kinds(request)
        asked = {name: request.GET[name] for name in ("kind", "enterprise") if name in request.GET}
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, frame=self.frame, user=request.user, initial=asked)
        if form.is_valid() and (batch := form.save()):
            return self._to("preview", batch.pk)
        return self._render(request, "upload", _("Import a ledger"), form=form, kinds=kinds)

    @method_decorator(require_GET)
    def preview(self, request, pk):
        """What the file would do, row by row; nothing has been written yet."""
        batch = self._batch(request, pk)
        if batch.state != State.PREVIEWED:
            return self._to("result", pk)
        return self._render(request, "preview", _("Check before importing"), **_rows(request, batch))

    @method_decorator(require_GET)
    def result(self, request, pk):
        batch = self._batch(request, pk)
        if batch.state == State.PREVIEWED:
            return self._to("preview", pk)
        return self._render(request, "result", batch.get_state_display(), **_rows(request, batch))

    @method_decorator(require_POST)
    def commit(self, request, pk):
        """Import the rows that are good; the others stay in a list to correct."""
        batch = self._batch(request, pk)
        return self._settled(request, batch, lambda: ledger_import.commit(batch, KINDS[batch.kind], by=request.user))

    @method_decorator(require_POST)
    def discard(self, request, pk):
        batch = self._batch(request, pk)
        return self._settled(request, batch, lambda: ledger_import.discard(batch))

    def _settled(self, request, batch, act):
        try:
            act()
        except WorkflowError as refusal:
            messages.error(request, refusal.message)
        return self._to("result", batch.pk)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def undo(self, request, pk):
        """Ask first; then bring everything back, or say which rows stand in the way."""
        batch = self._batch(request, pk)
        if batch.state != State.COMMITTED:
            return self._to("result", pk)
        refusal = None
        if request.method == "POST":
            try:
                ledger_import.undo(batch, KINDS[batch.kind], by=request.user)
                return self._to("result", pk)
            except WorkflowError as problem:
                refusal = problem
        counts = ledger_import.counts(batch)
        title = _("Undo this import?")
        return self._render(request, "undo", title, batch=batch, counts=counts, refusal=refusal)

    @method_decorator(require_GET)
    def refused(self, request, pk):
        batch = self._batch(request, pk)
        name = batch.file_name.rsplit(".", 1)[0]
        return _download(workbooks.refused_rows(batch), _("%(name)s - rows to correct.xlsx") % {"name": name})

    @method_decorator(require_GET)
    def template(self, request, kind):
        if kind not in dict(self._kinds(request)):
            raise Http404
        return _download(workbooks.template(KINDS[kind]), f"{KINDS[kind].kind.label}.xlsx")


def _download(content, name):
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": content_disposition_header(True, name)}
    )


def _rows(request, batch):
    """The counts of the batch, the chosen tab and its rows."""
    counts = ledger_import.counts(batch)
    chosen = request.GET.get("outcome")
    if chosen not in counts:
        chosen = next((name for name in ("refused", "new", "changed", "same") if counts[name]), "new")
    rows = batch.rows.filter(outcome=chosen)
    page = Paginator(rows, REFUSED_PER_PAGE if chosen == Outcome.REFUSED else ROWS_PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    lines = [_line(batch, row) for row in shown]
    return {
        "batch": batch,
        "counts": counts,
        "tabs": [(value, label, counts[value]) for value, label in Outcome.choices],
        "chosen": chosen,
        "good": counts["new"] + counts["changed"],
        "matched": [header["title"] for header in batch.headers if header["id"]],
        "unmatched": [header["title"] for header in batch.headers if header["title"] and not header["id"]],
        "new_departments": _new_departments(batch),
        "page_obj": shown,
        "lines": lines,
        "numbered": any(line["given"] for line in lines),
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
        "given": (row.after or {}).get("number", ""),
        "cells": [_shown(row.cells, place) for place in places],
    }


def _shown(cells, place):
    value = cells[place] if place < len(cells) else None
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
