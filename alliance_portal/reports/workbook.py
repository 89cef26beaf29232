"""A report as a workbook that looks like the office's own form: title, line, head, rows, last line; A4 across."""

import datetime as dt
import io

import xlsxwriter
from django.conf import settings
from django.utils import translation

from alliance_portal.requirements.workbook import LONGEST_CELL, NARROW, OPTIONS, PLACE_WIDTH, WIDE, shape

FIRST_ROW = 3
SHEET = "报表"


def write(sheet, notes=()):
    """The bytes of the workbook of a `Sheet`, in the words of the form; `notes` stand under it."""
    buffer = io.BytesIO()
    with translation.override(settings.LANGUAGE_CODE), xlsxwriter.Workbook(buffer, OPTIONS) as book:
        _Form(book, sheet).write([sheet.sentence, *notes])
    return buffer.getvalue()


class _Form:
    def __init__(self, book, sheet):
        self.sheet, self.page = sheet, book.add_worksheet(SHEET)
        border = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.line, self.note = book.add_format({"valign": "vcenter"}), book.add_format({"font_size": 9})
        self.head = book.add_format({**border, "bold": True, "align": "center", "bg_color": "#F2F2F2"})
        self.text = book.add_format({**border, "num_format": "@"})
        self.numbers = {places: book.add_format({**border, "num_format": shape(places)}) for places in (0, 1, 2, 4)}
        self.day = book.add_format({**border, "num_format": "yyyy-mm-dd", "align": "center"})
        self.last = max(len(sheet.columns), 1)

    def write(self, notes):
        lines = self.sheet.lines_of_cells
        self._set_up(lines)
        self.page.merge_range(0, 0, 0, self.last, self.sheet.heading, self.title)
        words = "    ".join(f"{label}：{value or '＿＿＿＿＿＿'}" for label, value in self.sheet.lines)
        self.page.merge_range(1, 0, 1, self.last, words, self.line)
        for place, name in enumerate([self.sheet.number_head, *(name for name, _number in self.sheet.heads)]):
            self.page.write_string(FIRST_ROW - 1, place, name, self.head)
        for number, cells in enumerate(lines, 1):
            self.page.write_number(FIRST_ROW - 1 + number, 0, number, self.numbers[0])
            self._row(FIRST_ROW - 1 + number, cells)
        self._below(FIRST_ROW + len(lines), notes)

    def _set_up(self, lines):
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(FIRST_ROW - 1)
        self.page.freeze_panes(FIRST_ROW, 1)
        self.page.set_footer("&C&P/&N")
        self.page.set_row(0, 32)
        self.page.set_row(1, 22)
        self.page.set_column(0, 0, PLACE_WIDTH)
        for place, (name, _number) in enumerate(self.sheet.heads):
            width = max(len(text.encode("gbk", "replace")) for text in [name, *(row[place].words for row in lines)])
            self.page.set_column(place + 1, place + 1, min(max(width + 2, NARROW), WIDE))

    def _row(self, line, cells):
        for place, cell in enumerate(cells, 1):
            if cell.number is not None:
                places = {"wan": 4, "yuan": 2, "number": 1}[cell.kind] if cell.number % 1 else 0
                self.page.write_number(line, place, cell.number, self.numbers[places])
            elif cell.day:
                self.page.write_datetime(line, place, dt.datetime.combine(cell.day, dt.time.min), self.day)
            elif cell.words:
                self.page.write_string(line, place, cell.words[:LONGEST_CELL], self.text)
            else:
                self.page.write_blank(line, place, None, self.text)

    def _below(self, line, notes):
        if not self.sheet.is_narrative:
            self.page.write_string(line, 0, self.sheet.sum_head, self.head)
            self._row(line, self.sheet.totals)
        for step, words in enumerate(notes, 1):
            self.page.write_string(line + step, 0, words, self.note)
