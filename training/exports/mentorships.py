"""The register of mentoring as a workbook, in the columns of the import."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from workshops.exports.cells import OPTIONS, write, write_head

from ..guests import number_of
from ..imports.mentorships import COLUMNS, RESULTS
from ..models import Mentorship

WIDTHS = {"goals": 36, "workshop": 24, "apprentices": 20, "apprentice_numbers": 20}
HEADS = (("序号", 6), *((column.heading, WIDTHS.get(column.id, 14)) for column in COLUMNS), ("状态", 12))


def mentorships(listed):
    """The bytes of a workbook; what it says can be imported again without a difference."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(_("Register of mentoring"))
        write_head(sheet, HEADS, book.add_format({"bold": True}))
        for number, mentorship in enumerate(listed.exclude(status__in=Mentorship.BEFORE_SIGNED), 1):
            write(sheet, number, _cells(number, mentorship))
    return buffer.getvalue()


def _cells(number, one):
    taught = [apprenticeship.person for apprenticeship in one.apprenticeships.all()]
    results = {apprenticeship.result for apprenticeship in one.apprenticeships.all() if apprenticeship.result}
    return [
        number, one.number, one.mentor.name, one.mentor.work_number, "、".join(person.name for person in taught),
        "、".join(_number(person, one) for person in taught), one.trade, one.workshop.name if one.workshop else "",
        one.starts_on, one.ends_on, one.goals, RESULTS[results.pop()][0] if len(results) == 1 else "",
        one.get_status_display(),
    ]  # fmt: skip


def _number(person, mentorship):
    """With the code of the enterprise for a guest."""
    return person.work_number if person.enterprise_id == mentorship.enterprise_id else number_of(person)
