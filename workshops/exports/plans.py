"""A yearly plan as a workbook, to be worked on and passed up. No cell becomes a formula."""

import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..statistics import PlanFigures
from ..statistics.plans import DEFINITIONS
from .cells import OPTIONS

WIDTHS = (6, 14, 40, 40, 30, 12, 14, 10, 10, 14, 30, 14, 24)


def workbook(plan, items):
    """The bytes of a workbook: the items, their sums, and what the sums mean."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _add(book, bold, _("Items"), _head(), WIDTHS, map(_cells, items))
        _add(book, bold, _("Sums"), [_("Figure"), _("Value"), _("Numerator"), _("Denominator")], (36, 24, 12, 12),
             _sums(plan, _count(items)))  # fmt: skip
        meanings = ([str(each.name), str(each.text)] for each in DEFINITIONS)
        _add(book, bold, _("Definitions"), [_("Figure"), _("What it counts")], (30, 110), meanings)
    return buffer.getvalue()


def _add(book, bold, name, head, widths, rows):
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, head, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)


def _head():
    return [
        _("No."), _("Kind"), _("Goal"), _("Measure and target"), _("Workshops in charge"), _("Responsible person"),
        _("To be done by"), _("Done, %"), pgettext("plan item", "State"), _("Done on"), _("Why it was given up"),
        _("How often carried over"), _("Carried over from"),
    ]  # fmt: skip


def _cells(item):
    return [
        item.number, item.get_kind_display(), item.goal, item.measure,
        str(_(", ")).join(str(one) for one in item.owners.all()),
        item.responsible.name if item.responsible else "", item.due_on.isoformat(), item.percent,
        str(item.state.label), item.done_on.isoformat() if item.done_on else "", item.given_up_reason,
        item.carried_times, str(item.carried_from.plan) if item.carried_from else "",
    ]  # fmt: skip


def _count(items):
    """The figures of the rows as they are written, so that the sheets agree."""
    states = [item.state for item in items]
    names = {"open": "plan_open", "late": "plan_late", "done": "plan_done", "given_up": "plan_given_up"}
    names["carried"] = "plan_carried"
    return PlanFigures(total=len(items), **{name: states.count(code) for name, code in names.items()})


def _sums(plan, figures):
    yield [_("Yearly plan"), str(plan)]
    yield [pgettext("plan item", "State"), plan.get_status_display()]
    names = {one.code: str(one.name) for one in DEFINITIONS}
    yield [names["plan_items"], figures.total]
    yield [names["plan_done"], figures.done]
    yield [names["plan_late"], figures.late]
    yield [_("Items given up"), figures.given_up]
    yield [_("Items carried over"), figures.carried]
    yield [names["plan_done_rate"], str(figures.rate), figures.done, figures.total]
    if plan.closing_words:
        yield [_("Words at the end of the year"), plan.closing_words]
