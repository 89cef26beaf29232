"""The figures of sessions as a workbook: the same lines as the page, and every definition."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from alliance_portal import definitions
from alliance_portal.moments import full_day
from workshops.exports.cells import OPTIONS, write, write_head

from ..statistics import SESSIONS


def figures(summary):
    """A file object with the workbook, at its beginning."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        for group in summary.groups:
            _table(book.add_worksheet(group.heading), group, summary.whole, bold)
        _about(book.add_worksheet(_("Definitions")), summary, bold)
    target.seek(0)
    return target


def _table(sheet, group, whole, bold):
    names = (_("Sessions"), _("People trained"), _("Attendances"), _("of these by name"), _("Class hours"))
    write_head(sheet, [(group.first, 32), *((name, 12) for name in names)], bold)
    for number, line in enumerate(group.lines, 1):
        write(sheet, number, [line.name, *_numbers(line.figures)])
    total = _("Together") if group.adds_up else _("Together, each session once")
    write(sheet, len(group.lines) + 1, [total, *_numbers(whole)], bold)


def _numbers(figures):
    return [figures.sessions, figures.people, figures.person_times, figures.named, float(figures.class_hours)]


def _about(sheet, summary, bold):
    write_head(sheet, [(_("Figure"), 30), (_("What it counts"), 110)], bold)
    rows = [
        [_("Period"), summary.period.label],
        [_("As known on"), full_day(summary.as_of)],
        [_("Definitions, version"), str(definitions.VERSION)],
        *([str(one.name), str(one.text)] for one in SESSIONS),
    ]
    for number, row in enumerate(rows, 1):
        write(sheet, number, row)
