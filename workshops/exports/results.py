"""Results as a workbook, in the columns of the import."""

import io

import xlsxwriter
from django.utils.translation import pgettext

from ..imports.results import COLUMNS as IMPORTED
from ..imports.results import INNOVATIONS
from .cells import OPTIONS, wan, write, write_head

WIDTHS = {"title": 28, "before": 40, "method": 40, "after": 40, "unit": 24, "workshop": 24, "makers": 24}
COLUMNS = (
    ("编号", 14),
    *((column.heading, WIDTHS.get(column.id, 14)) for column in IMPORTED),
    ("核定效益", 14), ("状态", 10),
)  # fmt: skip


def results(listed):
    """The bytes of a workbook, for those who keep the results."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(pgettext("heading", "Results"))
        write_head(sheet, COLUMNS, book.add_format({"bold": True}))
        for number, result in enumerate(listed, 1):
            write(sheet, number, _cells(result))
    return buffer.getvalue()


def _cells(result):
    makers = "、".join(_called(maker, result) for maker in result.makers.all())
    own = [one for one in result.workshops.all() if one.enterprise_id == result.enterprise_id]
    return [
        result.number, result.title, result.five_small, INNOVATIONS[result.innovation][0], result.enterprise.name,
        own[0].name if own else "", makers, result.before, result.method,
        result.after, result.applicability, result.in_use_since, wan(result.claimed_yuan), result.reckoning,
        "、".join(patent.number for patent in result.patents.all()), wan(result.verified_yuan),
        result.get_status_display(),
    ]  # fmt: skip


def _called(maker, result):
    """Colleagues as the roster has them; whoever is of another enterprise by name only where everybody may read it."""
    if not maker.person_id:
        return maker.outsider
    person = maker.person
    if person.enterprise_id == result.enterprise_id:
        return f"{person.name} {person.work_number}"
    return f"{person.name if person.is_named else person.masked_name}（{person.enterprise.short_name}）"
