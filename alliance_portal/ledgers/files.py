"""Opening a ledger file: what it is, whether it is safe to read, and its rows.

A workbook is a zip archive: before the slow reader sees it, its declared sizes are added up and its rows and
cells are counted in the raw XML.
"""

import csv
import datetime as dt
import io
import math
import re
import warnings
import zipfile
from dataclasses import dataclass

import openpyxl
from django.utils.translation import gettext as _

from .cells import Formula
from .errors import LedgerError

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_MEMBERS = 200
MAX_ROWS = 20_000
MAX_CELLS = 1_000_000
MAX_COLUMNS = 100
LAST_ROW = 1_048_576

OLE = b"\xd0\xcf\x11\xe0"
CHUNK = 1024 * 1024
ROW_TAG = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")
CELL_TAG = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
CONTENT_TAG = re.compile(rb"<(?:\w+:)?(?:v|is|f)(?=[\s>])")
TEXT_AS_FORMULA = re.compile(r'="([^"]*)"')


@dataclass(frozen=True)
class Sheet:
    """The filled rows of a sheet, each with its number as the spreadsheet program shows it."""

    name: str
    rows: list


def read(upload, name):
    """Return the visible sheets of an uploaded workbook (.xlsx) or the one of a CSV file (UTF-8 or GB18030).

    Raises LedgerError that names the limit or what to do.
    """
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise LedgerError(_("This file is empty (0 bytes). Please save it again and choose it once more."))
    if len(data) > MAX_BYTES:
        raise LedgerError(_("This file is larger than 10 MB. Please split it, or remove pictures from it."))
    if data.startswith(b"PK"):
        return _workbook(data)
    if data.startswith(OLE):
        raise LedgerError(
            _("This is an old .xls workbook, or it has a password. Please save it as .xlsx without a password.")
        )
    if not name.lower().endswith((".csv", ".txt")):
        raise LedgerError(_("This is not an Excel workbook. Please choose an .xlsx or .csv file."))
    return [_csv(data)]


def _too_many_rows():
    return LedgerError(_("This file has more than 20,000 rows, which is the limit. Please split it."))


def _workbook(data):
    try:
        _check_archive(data)
        with warnings.catch_warnings():
            # What the workbook's styles and extensions lack does not concern its values.
            warnings.simplefilter("ignore")
            sheets = _sheets(data, computed=False)
            has_formulas = any(
                isinstance(value, Formula) for sheet in sheets for _n, row in sheet.rows for value in row
            )
            return _with_results(sheets, _sheets(data, computed=True)) if has_formulas else sheets
    except LedgerError:
        raise
    except Exception:
        # A broken archive fails in a dozen ways that all mean the same.
        raise LedgerError(
            _("This workbook cannot be read. Please open it in Excel or WPS, save it as .xlsx and try again.")
        ) from None


def _check_archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise LedgerError(
                _("This workbook holds more than 50 MB or 200 parts when unpacked. Please save the ledger alone.")
            )
        if "xl/workbook.xml" not in archive.namelist():
            raise LedgerError(_("This is not an Excel workbook. Please choose an .xlsx or .csv file."))
        for member in members:
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                with archive.open(member) as stream:
                    _check_size(stream)


def _check_size(stream):
    """Count the filled rows and all cells in the raw XML; stop at the limit."""
    rows, count, rest = 0, 0, b""
    while chunk := stream.read(CHUNK):
        *complete, rest = ROW_TAG.split(rest + chunk)
        rows, count = _counted(complete, rows, count)
        if len(rest) > 16 * CHUNK:
            raise LedgerError(_("A row of this workbook is longer than 16 MB. Please save the ledger alone."))
        # The tag was cut off by the split: put it back, so that the next chunk sees where the row begins.
        rest = b"<row" + rest if complete else rest
    _counted([rest], rows, count)


def _counted(parts, rows, count):
    for part in parts:
        rows += bool(CONTENT_TAG.search(part))
        count += len(CELL_TAG.findall(part))
    # Title rows and totals come on top of the ledger's own.
    if rows > MAX_ROWS + 50:
        raise _too_many_rows()
    if count > MAX_CELLS:
        raise LedgerError(_("This workbook has more than 1,000,000 cells. Please save the ledger alone."))
    return rows, count


def _sheets(data, *, computed):
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [Sheet(sheet.title, _rows(sheet)) for sheet in visible]
    finally:
        book.close()


def _rows(sheet):
    # What the file says about its own extent may be wrong, even on purpose.
    sheet.reset_dimensions()
    found, before = [], None
    for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MAX_COLUMNS), 1):
        # All the rows that the file leaves out are one and the same tuple; there may be a million of them.
        if row is not before and (values := _values(row)):
            found.append((number, values))
        before = row
    return found


def _values(row):
    values = [_value(cell) for cell in row]
    while values and values[-1] is None:
        values.pop()
    return values


def _value(cell):
    value = cell.value
    if value is None:
        return None
    # Text that looks like a formula would become one in the next program.
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
        return Formula(value if isinstance(value, str) else "=…")
    if isinstance(value, float) and not math.isfinite(value):
        return "#NUM!"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _with_leading_zeros(value, cell.number_format or "")
    return value if isinstance(value, str | bool | dt.date) else str(value)


def _with_leading_zeros(value, number_format):
    """A work number typed as a number under the format 000000 is shown, and meant, with its zeros."""
    if re.fullmatch("0{2,20}", number_format) and value >= 0 and float(value).is_integer():
        return str(int(value)).zfill(len(number_format))
    return value


def _with_results(sheets, computed):
    """Put the stored result of each formula beside its text."""
    results = {
        (sheet.name, number, place): value
        for sheet in computed
        for number, row in sheet.rows
        for place, value in enumerate(row)
    }
    for sheet in sheets:
        for number, row in sheet.rows:
            for place, value in enumerate(row):
                if isinstance(value, Formula):
                    row[place] = Formula(value.text, _typed(results.get((sheet.name, number, place))))
    return sheets


def _typed(result):
    return None if isinstance(result, Formula) else result


def _csv(data):
    text = _decoded(data)
    head = "\n".join(text.splitlines()[:10])
    delimiter = max(",\t;", key=head.count)
    rows = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            values = [_csv_value(value) for value in row[:MAX_COLUMNS]]
            if any(value is not None for value in values):
                rows.append((number, values))
            if len(rows) > MAX_ROWS + 50:
                raise _too_many_rows()
    except csv.Error:
        raise _unreadable_csv() from None
    return Sheet("CSV", rows)


def _decoded(data):
    """UTF-8 as most programs write it, UTF-16 and GB18030 as Excel does."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _unreadable_csv()


def _unreadable_csv():
    return LedgerError(_("This CSV file cannot be read. Please save it from Excel or WPS as .xlsx and try again."))


def _csv_value(value):
    if not value.strip():
        return None
    if quoted := TEXT_AS_FORMULA.fullmatch(value):
        return quoted[1]
    return Formula(value) if value.startswith("=") else value
