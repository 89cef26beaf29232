"""Workbooks out and in, beside the plainest program that does the same."""

import io

import openpyxl
import xlsxwriter
from django.db import transaction
from django.utils import timezone

from members import ledger_import
from suggestions.imports import SuggestionLedger
from suggestions.models import Suggestion

HEADER = ["单位", "建议名称", "建议人", "工号", "提出日期", "现状与问题", "采纳情况", "答复日期"]


def cells(content):
    """Every sheet of a workbook as a list of rows."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def plain_write(sheets):
    """The same cells, written by nothing but the library."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    with xlsxwriter.Workbook(io.BytesIO(), options) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def ledger(enterprise, number):
    """The bytes of a ledger of so many suggestions that the portal does not know."""
    people = list(enterprise.people.in_service().select_related("department__parent")[:50])
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for row in range(number):
        who = people[row % len(people)]
        words = f"第{row}条台账：夹具定位销磨损"
        shop = who.department.shop.name
        sheet.append([shop, words, who.name, who.work_number, "2025-03-04", words, "采纳", "2025-03-06"])
    book.save(buffer := io.BytesIO())
    return buffer.getvalue()


class Imports:
    """Reads one ledger over and over; nothing of it stays."""

    def __init__(self, enterprise, by, number):
        self.enterprise, self.by, self.number = enterprise, by, number
        self.content = ledger(enterprise, number)

    def by_portal(self):
        """Read, check, show, plan again and write, with history, figures and what undoing needs."""
        with transaction.atomic():
            upload = io.BytesIO(self.content)
            batch = ledger_import.preview(SuggestionLedger(self.enterprise), upload, "ledger.xlsx", by=self.by)
            if ledger_import.counts(batch)["new"] != self.number:
                raise RuntimeError(ledger_import.counts(batch))
            ledger_import.commit(batch, SuggestionLedger, by=self.by)
            transaction.set_rollback(True)

    def by_loop(self):
        """Read, and save row by row."""
        with transaction.atomic():
            sheet = openpyxl.load_workbook(io.BytesIO(self.content)).active
            like = self.enterprise.suggestions.first()
            for number, row in enumerate(sheet.iter_rows(min_row=2, values_only=True)):
                Suggestion(
                    number=f"B-{number}",
                    enterprise=self.enterprise,
                    department_id=like.department_id,
                    shop_id=like.shop_id,
                    title=row[1],
                    problem=row[5],
                    month=like.month,
                    due_on=like.due_on,
                    received_at=timezone.now(),
                ).save()
            transaction.set_rollback(True)
