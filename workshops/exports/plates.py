"""Plates as a workbook: the columns of the table that offices keep, the figures above the list, and what they mean."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from ..imports.meaning import KINDS, LEVELS
from ..statistics.definitions import PLATES
from .cells import OPTIONS, write

# In the words of the import, whatever the language of the page: the file can be corrected and brought in again.
COLUMNS = (
    ("序号", 6), ("工作室名称", 28), ("类型", 18), ("级别", 10), ("牌匾名称", 28), ("命名单位", 20), ("命名文号", 20),
    ("命名时间", 12), ("领衔人", 10), ("领衔人荣誉", 16), ("团队人数", 10), ("所在单位", 24), ("专业方向", 20),
    ("体系", 12), ("状态", 12), ("有效期至", 12), ("下次复核", 12), ("整改期限", 12), ("撤销日期", 12),
)  # fmt: skip


def plates(listed, figures):
    """The bytes of a workbook: the rows of the list, and the figures of the same day."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _rows(book.add_worksheet(_("Plates")), listed, bold)
        _sums(book.add_worksheet(_("Sums")), figures, bold)
        _definitions(book.add_worksheet(_("Definitions")), bold)
    return buffer.getvalue()


def _rows(sheet, listed, bold):
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, bold)
    for number, plate in enumerate(listed, 1):
        write(sheet, number, [number, *_cells(plate)])


def _cells(plate):
    workshop = plate.workshop
    return [
        workshop.name, KINDS[workshop.kind][0], LEVELS[plate.level][0], plate.title, plate.body, plate.document_number,
        plate.granted_on, plate.leader_name, workshop.leader_honour, plate.team_size, workshop.enterprise.name,
        workshop.speciality, plate.get_system_display(), plate.get_status_display(), plate.valid_until,
        plate.review_due_on, plate.rectify_by, plate.revoked_on,
    ]  # fmt: skip


def _sums(sheet, figures, bold):
    """As on the page: workshops by their highest valid level, plates by level and system."""
    systems = figures.systems
    head = [_("Level"), _("Workshops"), _("Plates"), *(str(system.label) for system in systems)]
    rows = [
        [_("Day"), figures.day],
        head,
        *(
            [str(level.label), workshops, plates, *(figures.plates[level, system] for system in systems)]
            for level, workshops, plates in figures.levels
        ),
        [_("Without a valid plate"), figures.without],
        [_("Together"), figures.workshops, figures.designations, *(figures.plates_of(system=one) for one in systems)],
    ]
    sheet.set_column(0, 0, 24)
    for number, row in enumerate(rows):
        write(sheet, number, row)
    for place, title in enumerate(head):
        sheet.write_string(1, place, title, bold)


def _definitions(sheet, bold):
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.write_row(0, 0, [_("Figure"), _("What it counts")], bold)
    for number, definition in enumerate(PLATES, 1):
        write(sheet, number, [str(definition.name), str(definition.text)])
