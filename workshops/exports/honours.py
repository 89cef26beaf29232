"""The register of honours as a workbook: in the columns of the import, with the figures and what they mean."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from ..imports.honours import COLUMNS as IMPORTED
from ..imports.honours import KINDS
from ..imports.meaning import LEVELS
from ..statistics.honours import DEFINITIONS
from .cells import OPTIONS, write, write_head

WIDTHS = {"title": 28, "body": 20, "reason": 40, "unit": 24, "workshop": 24}
# In the words of the import, whatever the language of the page: the file can be corrected and brought in again.
COLUMNS = (
    *((column.heading, WIDTHS.get(column.id, 14)) for column in IMPORTED),
    ("状态", 10), ("撤销日期", 12), ("查验编号", 16),
)  # fmt: skip


def honours(listed, figures):
    """The bytes of a workbook: the rows of the list with full names, and their figures."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _rows(book.add_worksheet(_("Honours")), listed, bold)
        _sums(book.add_worksheet(_("Sums")), figures, bold)
    return buffer.getvalue()


def _rows(sheet, listed, bold):
    write_head(sheet, COLUMNS, bold)
    for number, honour in enumerate(listed, 1):
        write(sheet, number, _cells(honour))


def _cells(honour):
    person, workshop = honour.person, honour.workshop
    return [
        honour.title, LEVELS[honour.level][0], KINDS[honour.kind][0], honour.body, honour.document_number,
        honour.granted_on, person and person.name, person and person.work_number, workshop and workshop.name,
        honour.team, honour.enterprise.name, honour.reason, honour.get_status_display(), honour.revoked_on, honour.code,
    ]  # fmt: skip


def _sums(sheet, figures, bold):
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 16)
    write(sheet, 0, [_("Day"), figures.day], bold)
    rows = [[str(level.label), number] for level, number in figures.rows]
    rows += [[_("Together"), figures.total], [_("Honours of people who are named"), figures.named, figures.of_persons]]
    rows += [[str(one.name), str(one.text)] for one in DEFINITIONS]
    for number, row in enumerate(rows, 1):
        write(sheet, number, row)
