"""Workbooks for the staff's own hands: the rows to correct, and an empty template. No cell becomes a formula."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_CELL = 32_767
WIDTHS = {"problem": 36, "idea": 36, "title": 28}


def refused_rows(batch):
    """The refused rows with their original cells, and why each was refused; corrected, it can be uploaded again."""
    headers = [header["title"] for header in batch.headers]
    rows = batch.rows.filter(outcome="refused")
    lines = [[*_padded(row.cells, len(headers)), row.number, _reasons(row)] for row in rows]
    return _workbook([[*headers, _("Row in the first file"), _("Why it was refused")], *lines])


def _padded(cells, width):
    return [*cells, *[None] * width][:width]


def _reasons(row):
    return "\n".join(f"{column}：{reason}" for column, reason in row.problems)


def _workbook(lines):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(_("Rows to correct"))
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(number, place, value[:LONGEST_CELL], text)
                elif value is not None:
                    sheet.write(number, place, value)
    return buffer.getvalue()


def template(ledger):
    """An empty ledger with the usual column names, its cells formatted as text, and a sheet that explains them."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(str(ledger.kind.label)[:31])
        strong = book.add_format({"bold": True, "num_format": "@"})
        formats = {form: book.add_format({"num_format": form}) for form in {column.form for column in ledger.columns}}
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(ledger.columns):
            sheet.set_column(place, place, WIDTHS.get(column.id, 16), formats[column.form])
            sheet.write_string(0, place, column.heading, strong)
        _explain(book.add_worksheet(_("How to fill it in")), ledger, strong)
    return buffer.getvalue()


def _explain(sheet, ledger, strong):
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 80)
    for place, title in enumerate((_("Column"), _("Needed"), _("What belongs in it"))):
        sheet.write_string(0, place, title, strong)
    for number, column in enumerate(ledger.columns, 1):
        sheet.write_string(number, 0, column.heading)
        sheet.write_string(number, 1, _("yes") if column.required else "")
        sheet.write_string(number, 2, str(column.hint()))
