"""The way of every ledger: read, preview, confirm or discard, and perhaps undo.

A kind of ledger is a subclass of `LedgerImport`. What the preview understood is stored; confirming plans it once
more against what is in the database by then, under a lock, so that nothing stale is written.
"""

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import audit, ledgers
from alliance_portal.ledgers.cells import as_text
from alliance_portal.text import clean
from alliance_portal.workflow import WorkflowError

from .models import Enterprise, ImportBatch, ImportRow
from .services.retention import ROWS_KEPT

State, Outcome = ImportBatch.State, ImportRow.Outcome
WRITTEN = (Outcome.NEW, Outcome.CHANGED)
NAMED_AT_MOST = 20


class UndoRefusedError(WorkflowError):
    """Something happened to rows of this import since; `touched` maps row numbers to what it was."""

    def __init__(self, touched):
        named = [f"{number}（{what}）" for number, what in sorted(touched.items())]
        rest = "…" if len(named) > NAMED_AT_MOST else ""
        message = ngettext(
            "%(n)s row has been worked on since, so nothing is undone: row %(rows)s",
            "%(n)s rows have been worked on since, so nothing is undone: rows %(rows)s",
            len(named),
        )
        super().__init__(message % {"n": len(named), "rows": "、".join(named[:NAMED_AT_MOST]) + rest})
        self.touched = touched


class LedgerImport:
    """One kind of ledger in one enterprise: which columns it has, what its rows mean, how they are written."""

    kind = ""
    columns = ()
    # The column under which a repeated row is reported.
    identified_by = ""

    def __init__(self, enterprise, headers=(), *, locking=False):
        self.enterprise, self.locking = enterprise, locking
        # The day the file speaks of.
        self.dated = timezone.localdate()
        self.titles = {column.id: column.heading for column in self.columns}
        self.name_columns(headers)

    def name_columns(self, headers):
        """Call the columns as the file does."""
        self.titles |= {header["id"]: header["title"] for header in headers if header["id"]}

    def refuse(self, row, column_id, reason):
        """Note one more reason against a row, under the name its file gives the column."""
        row.problems.append([self.titles[column_id], str(reason)])
        row.outcome = Outcome.REFUSED

    def judge(self, row, changed):
        """Call the row changed, naming the columns whose ids are given, or the same when there are none."""
        row.values["changed"] = [self.titles[column_id] for column_id in changed]
        row.outcome = Outcome.CHANGED if changed else Outcome.SAME

    def identity(self, values):
        """What two rows of one file must not share; None when it is not known."""
        raise NotImplementedError

    def check(self, row, failed):
        """Refuse what contradicts itself; the cells of the `failed` columns could not be read."""

    def plan(self, rows):
        """Compare the rows with the database: set outcome and object_id, refuse what does not fit.

        With `locking` the rows it compares with stay locked until the transaction ends.
        """
        raise NotImplementedError

    def write(self, rows, *, by):
        """Write the new and the changed rows; set object_id, before and after for the undoing."""
        raise NotImplementedError

    def touched(self, rows):
        """{row number: what it is called} of the written rows that something happened to since."""
        raise NotImplementedError

    def put_back(self, rows, *, by):
        """Bring everything back to what it was before the rows were written."""
        raise NotImplementedError


def preview(ledger, upload, name, *, by):
    """Read a file, plan every row and store the plan; return the ImportBatch. Raises LedgerError."""
    match = ledgers.match(ledgers.read(upload, name), ledger.columns)
    if not match.rows:
        raise ledgers.LedgerError(_("There are no rows below the column names."))
    headers = [{"title": title, "id": column.id if column else ""} for title, column, _unit in match.columns]
    ledger.name_columns(headers)
    ledger.dated = match.dated or ledger.dated
    rows = [_understood(ledger, match, number, cells) for number, cells in match.rows]
    _refuse_repeated(ledger, rows)
    ledger.plan(rows)
    upload.seek(0)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            kind=ledger.kind,
            enterprise=ledger.enterprise,
            file_name=clean(name)[-200:],
            sha256=hashlib.sha256(upload.read()).hexdigest(),
            headers=headers,
            uploaded_by=by,
        )
        _store(batch, rows)
    return batch


def _store(batch, rows):
    places = {header["title"]: place for place, header in enumerate(batch.headers)}
    for row in rows:
        row.pk, row.batch = None, batch
        row.problems.sort(key=lambda problem: places.get(problem[0], len(places)))
    ImportRow.objects.bulk_create(rows)


def _understood(ledger, match, number, cells):
    row, failed = ImportRow(number=number, outcome=Outcome.SAME, cells=[_as_json(value) for value in cells]), set()
    for value, (_title, column, unit) in zip(_padded(cells, match.columns), match.columns, strict=True):
        if column is None:
            continue
        try:
            row.values[column.id] = column.parse(value, unit)
        except ledgers.CellError as problem:
            failed.add(column.id)
            ledger.refuse(row, column.id, problem.reason)
    ledger.check(row, failed)
    return row


def _padded(cells, columns):
    """The row as wide as its header: short rows end early, cells right of the last name belong to nothing."""
    return [*cells, *[None] * len(columns)][: len(columns)]


def _as_json(value):
    if value is None or isinstance(value, bool | int | float):
        return value
    return clean(as_text(value))


def _refuse_repeated(ledger, rows):
    first = {}
    for row in rows:
        identity = ledger.identity(row.values)
        if identity is None:
            continue
        if identity in first:
            reason = _("This is already in row %(n)s of the file.") % {"n": first[identity]}
            ledger.refuse(row, ledger.identified_by, reason)
        elif row.outcome != Outcome.REFUSED:
            first[identity] = row.number


def counts(batch):
    """{outcome: number of rows}, every outcome named."""
    found = dict(batch.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    return {outcome.value: found.get(outcome, 0) for outcome in Outcome}


def _locked(batch, state, message):
    """Lock the batch and its enterprise: two imports into one enterprise wait for each other."""
    Enterprise.objects.select_for_update().get(pk=batch.enterprise_id)
    fresh = ImportBatch.objects.select_for_update(of=["self"]).select_related("enterprise").get(pk=batch.pk)
    if fresh.state != state:
        raise WorkflowError(message % {"state": fresh.get_state_display()})
    return fresh


def commit(batch, kind, *, by, whole=False):
    """Write the rows that the preview showed as new or changed; return the batch.

    A row that no longer fits is refused and named in the result. With `whole` nothing is written if any row is refused.
    Raises WorkflowError when somebody was faster, or when nothing may be written.
    """
    with transaction.atomic():
        batch = _locked(batch, State.PREVIEWED, _("This import is already finished: “%(state)s”."))
        ledger = kind(batch.enterprise, batch.headers, locking=True)
        rows = list(batch.rows.exclude(outcome=Outcome.REFUSED))
        ledger.plan(rows)
        if whole and (len(rows) < batch.rows.count() or any(row.outcome == Outcome.REFUSED for row in rows)):
            raise WorkflowError(_("Some rows are refused, so nothing has been imported."))
        ledger.write([row for row in rows if row.outcome in WRITTEN], by=by)
        batch.rows.exclude(outcome=Outcome.REFUSED).delete()
        _store(batch, rows)
        batch.state, batch.committed_at = State.COMMITTED, timezone.now()
        batch.save(update_fields=["state", "committed_at", "updated_at"])
        audit.record(audit.Act.IMPORTED, by=by, about=batch, enterprise=batch.enterprise_id, detail=batch.kind)
    return batch


def discard(batch):
    """Import nothing of it."""
    with transaction.atomic():
        batch = _locked(batch, State.PREVIEWED, _("This import is already finished: “%(state)s”."))
        batch.state = State.DISCARDED
        batch.save(update_fields=["state", "updated_at"])
    return batch


def undo(batch, kind, *, by):
    """Bring everything back to what it was before this import, or raise UndoRefusedError and change nothing."""
    with transaction.atomic():
        batch = _locked(batch, State.COMMITTED, _("This import cannot be undone: “%(state)s”."))
        ledger = kind(batch.enterprise, batch.headers)
        if batch.created_at < timezone.now() - ROWS_KEPT:
            raise WorkflowError(_("Its rows were deleted after a year, so this import cannot be undone any more."))
        rows = list(batch.rows.filter(outcome__in=WRITTEN))
        if touched := ledger.touched(rows):
            raise UndoRefusedError(touched)
        ledger.put_back(rows, by=by)
        batch.state, batch.undone_at = State.UNDONE, timezone.now()
        batch.save(update_fields=["state", "undone_at", "updated_at"])
        audit.record(audit.Act.IMPORT_UNDONE, by=by, about=batch, enterprise=batch.enterprise_id, detail=batch.kind)
    return batch


def date_or_none(text):
    return dt.date.fromisoformat(text) if text else None
