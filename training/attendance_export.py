"""Who is enrolled in a session and who came, as a workbook."""

import io

import xlsxwriter
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from workshops.exports.cells import OPTIONS, write, write_head

HEADS = (
    ("序号", 6), ("姓名", 12), ("工号", 12), ("单位", 28), ("部门", 18), ("报名状态", 12), ("报名时间", 18),
    ("是否到场", 10), ("签到时间", 18), ("签到方式", 14),
)  # fmt: skip


def people(session, listed):
    """The bytes of a workbook: those who came first, then who was expected."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(_("People"))
        write_head(sheet, HEADS, book.add_format({"bold": True}))
        lines = [*((line, True) for line in listed.arrived), *((line, False) for line in listed.missing)]
        for number, (line, is_there) in enumerate(lines, 1):
            write(sheet, number, _cells(number, line, is_there))
    return buffer.getvalue()


def _cells(number, line, is_there):
    person, enrolment, came = line.person, line.enrolment, line.attendance
    return [
        number, person.name, person.work_number, person.enterprise.name, person.department.name,
        enrolment.get_status_display() if enrolment else "", _moment(enrolment and enrolment.asked_at),
        "是" if is_there else "否", _moment(line.arrived_at if is_there else None),
        came.get_way_display() if came else "",
    ]  # fmt: skip


def _moment(when):
    return f"{localtime(when):%Y-%m-%d %H:%M}" if when else ""
