"""A table as a workbook that looks like the office's form, and beside it what each column counts."""

import datetime as dt
import io
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from alliance_portal.facts import scaled
from workshops.radar.cells import HAND, SYSTEM

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_CELL = 32_767
NUMBER_WIDTH, PLACE_WIDTH = 8, 6
NARROW, WIDE = 12, 40


def write(sheet):
    """The bytes of the workbook of a `Sheet`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        _Form(book, sheet).write()
        _explain(book, sheet)
    return buffer.getvalue()


class _Form:
    """Title over all columns, the line of who reports, head, rows, sums, and what is to be said under them."""

    def __init__(self, book, sheet):
        self.sheet, self.table = sheet, sheet.table
        self.page = book.add_worksheet(_("Table"))
        border = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.line = book.add_format({"valign": "vcenter"})
        self.head = book.add_format({**border, "bold": True, "align": "center", "bg_color": "#F2F2F2"})
        self.text = book.add_format({**border, "num_format": "@"})
        self.numbers = {places: book.add_format({**border, "num_format": shape(places)}) for places in range(3)}
        self.day = book.add_format({**border, "num_format": "yyyy-mm-dd", "align": "center"})
        self.note = book.add_format({"font_size": 9, "font_color": "#595959"})
        self.last = max(len(self.table.columns), 1)

    def write(self):
        self._set_up()
        self.page.merge_range(0, 0, 0, self.last, self.sheet.heading, self.title)
        words = "    ".join(f"{label}：{value or '＿＿＿＿＿＿'}" for label, value in self.sheet.lines)
        self.page.merge_range(1, 0, 1, self.last, words, self.line)
        for place, name in enumerate([_("No."), *self.sheet.head]):
            self.page.write_string(2, place, name, self.head)
        for number, row in enumerate(self.table.rows, 1):
            self._row(number, row)
        self._below(3 + len(self.table.rows))

    def _set_up(self):
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(2)
        self.page.freeze_panes(3, 1)
        self.page.set_row(0, 32)
        self.page.set_row(1, 22)
        self.page.set_column(0, 0, PLACE_WIDTH)
        for place, name in enumerate(self.sheet.head, 1):
            self.page.set_column(place, place, self._width(place - 1, name))

    def _width(self, place, name):
        """As wide as its longest word, within reason; a Chinese character takes two places."""
        values = [str(row.cells[place].value or "") for row in self.table.rows]
        longest = max(len(text.encode("gbk", "replace")) for text in [name, *values])
        return min(max(longest + 2, NARROW), WIDE)

    def _row(self, number, row):
        self.page.write_number(2 + number, 0, number, self.numbers[0])
        for place, (cell, column) in enumerate(zip(row.cells, self.table.columns, strict=True), 1):
            self._cell(2 + number, place, cell.fact, cell.value, column)

    def _cell(self, line, place, fact, value, column):
        if value is None:
            self.page.write_blank(line, place, None, self.text)
        elif isinstance(value, int | Decimal):
            places = 2 if column.in_wan else min(fact.decimals, 2)
            self.page.write_number(line, place, scaled(value, in_wan=column.in_wan), self.numbers[places])
        elif isinstance(value, dt.date):
            self.page.write_datetime(line, place, dt.datetime.combine(value, dt.time.min), self.day)
        else:
            self.page.write_string(line, place, str(value)[:LONGEST_CELL], self.text)

    def _below(self, line):
        self.page.write_string(line, 0, _("Sum"), self.head)
        columns = zip(self.table.totals, self.table.wants, self.table.columns, strict=True)
        for place, (total, want, column) in enumerate(columns, 1):
            self._cell(line, place, want.fact, total, column)
        for step, words in enumerate(self.sheet.footnotes, 1):
            self.page.write_string(line + step, 0, words, self.note)


def shape(places):
    return "#,##0" + ("." + "#" * places if places else "")


def _explain(book, sheet):
    """Each column with the fact behind it, what that counts, and how many of its cells came from where."""
    page = book.add_worksheet(_("Definitions"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    head = [_("Column"), _("Fact"), _("What it counts"), _("Filled by the system"), _("Filled by hand"), _("Empty")]
    for place, (name, width) in enumerate(zip(head, (24, 24, 80, 14, 14, 10), strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, name, bold)
    for line, (name, want) in enumerate(zip(sheet.head, sheet.table.wants, strict=True), 1):
        origins = [row.cells[line - 1].origin for row in sheet.table.rows]
        for place, words in enumerate((name, str(want.fact.name), str(want.fact.text))):
            page.write_string(line, place, words, wrapped)
        filled = (
            origins.count(SYSTEM),
            origins.count(HAND),
            len(origins) - origins.count(SYSTEM) - origins.count(HAND),
        )
        for place, number in enumerate(filled, 3):
            page.write_number(line, place, number, wrapped)
