"""The list of a batch, for finance to pay from."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from ..services.rewards.arithmetic import to_yuan

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# In the words of the import that brings the paid rows back, whatever the language of the page.
BATCH_COLUMNS = (
    ("批次号", 18),
    ("工号", 12),
    ("姓名", 12),
    ("建议编号", 18),
    ("建议名称", 40),
    ("金额（元）", 14),
    ("事由", 24),
    ("发放日期", 14),
)


def batch(batch, shares):
    """The payments of a batch as the bytes of a workbook; the day is left for finance to fill in."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(batch.number)
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        money = book.add_format({"num_format": "0.00"})
        sheet.freeze_panes(1, 0)
        for place, (title, width) in enumerate(BATCH_COLUMNS):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, bold)
        for number, share in enumerate(shares, 1):
            _write_row(sheet, number, _cells(batch, share), text, money)
    return buffer.getvalue()


def _cells(batch, share):
    suggestion = share.reward.suggestion
    reason = _("Suggestion reward, %(grade)s") % {"grade": share.reward.grade.name}
    paid_on = share.paid_on.isoformat() if share.paid_on else ""
    person = share.person
    return [
        *(batch.number, person.work_number, person.name, suggestion.number, suggestion.title),
        *(to_yuan(share.fen), reason, paid_on),
    ]


def _write_row(sheet, number, cells, text, money):
    for place, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(number, place, value, text)
        else:
            sheet.write_number(number, place, value, money)
