"""The matrix of skills as a workbook: one row for each unit and speciality, in numbers that name nobody."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from members.models import Person

from ..statistics.skills import DEFINITIONS
from .cells import OPTIONS, write, write_head

GRADES = tuple(reversed(Person.SkillGrade))


def skills(matrix, day):
    """The bytes of a workbook: the rows of the matrix, and what the numbers mean."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _rows(book.add_worksheet(_("Skills")), matrix, bold)
        _meaning(book.add_worksheet(_("Definitions")), day, bold)
    return buffer.getvalue()


def _rows(sheet, matrix, bold):
    grades = [(str(grade.label), 10) for grade in GRADES]
    head = [(_("Unit"), 24), (_("Speciality"), 20), (_("With a valid certificate"), 12), *grades]
    tail = [(_("Without a certificate"), 12), (_("People needed"), 8), (_("Least grade"), 12), (_("People lacking"), 8)]
    write_head(sheet, [*head, *tail], bold)
    filled = [(line.unit, cell) for line in matrix.lines for cell in line.cells if cell]
    for number, (unit, cell) in enumerate(filled, 1):
        write(sheet, number, _cells(unit, cell))


def _cells(unit, cell):
    numbers = [cell.have, *(cell.grades[grade.value] for grade in GRADES), cell.without]
    need = [cell.need.number, cell.need.get_least_grade_display(), cell.gap] if cell.need else []
    return [str(unit), str(cell.speciality), *numbers, *need]


def _meaning(sheet, day, bold):
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    write(sheet, 0, [_("Day"), day], bold)
    for number, one in enumerate(DEFINITIONS, 1):
        write(sheet, number, [str(one.name), str(one.text)])
