"""The figures of visits as a workbook: the same lines as the page, and every definition."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from alliance_portal import definitions
from alliance_portal.moments import full_day
from alliance_portal.numbers import Rate

from ..statistics.visits import DEFINITIONS
from .cells import OPTIONS


def write(summary):
    """A file object with the workbook, at its beginning."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        _lines(book, _("By kind of enterprise"), _("Kind of enterprise"), [*summary.kinds, summary.whole])
        _lines(book, _("Month by month"), _("Month"), [*summary.months, summary.whole])
        _about(book, summary)
    target.seek(0)
    return target


def _lines(book, name, first, lines):
    head = [
        *(first, _("Visits"), _("Enterprises visited"), _("Enterprises"), _("Share of enterprises visited")),
        *(_("Promises made"), _("Promises due"), _("Promises kept"), _("Kept in time"), _("Kept in time of those due")),
    ]
    rows = [
        [
            *(line.name, line.visits, line.visited, line.enterprises, str(Rate(line.visited, line.enterprises))),
            *(line.made, line.due, line.kept, line.in_time, str(Rate(line.in_time, line.due))),
        ]
        for line in lines
    ]
    _sheet(book, name, head, rows, widths=(24, *[14] * 9))


def _about(book, summary):
    rows = [
        [_("Period"), summary.period.label],
        [_("As known on"), full_day(summary.as_of)],
        [_("Definitions, version"), str(definitions.VERSION)],
        *([str(one.name), str(one.text)] for one in DEFINITIONS),
    ]
    _sheet(book, _("Definitions"), [_("Figure"), _("What it counts")], rows, widths=(30, 110))


def _sheet(book, name, head, rows, *, widths):
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.write_row(0, 0, head, bold)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            write_cell = sheet.write_string if isinstance(value, str) else sheet.write_number
            write_cell(number, place, value)
