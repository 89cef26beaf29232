"""A spot check as a workbook: the findings, the results, and the register with which anybody can draw it again."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models import SpotCheckRow
from ..sampling import rank
from ..statistics.spot_checks import by_enterprise
from .batches import OPTIONS


def spot_check(check, rows, lines):
    """The bytes of a workbook; `check` is the whole row, with its register, `lines` are its results by enterprise."""
    buffer, rows = io.BytesIO(), list(rows)
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _sheet(book, bold, _("Sample"), _sample(check, rows), (6, 16, 18, 36, 20, 16, 40, 16, *[14] * 12))
        _sheet(book, bold, pgettext("of a spot check", "Results"), _results(check, lines), (24, 12, 12, 12, 12, 14))
        _sheet(book, bold, _("How it was drawn"), _method(check), (24, 100))
        _sheet(book, bold, _("Register"), _register(check, rows), (12, 18, 68, 8))
    return buffer.getvalue()


def _sheet(book, bold, name, rows, widths):
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, place, value)
            else:
                sheet.write_string(number, place, str(value), bold if not number else None)


def _sample(check, rows):
    """No name of anybody who had an idea."""
    replies = {str(code): str(label) for code, label in SpotCheckRow.Reply.choices} | {"": ""}
    yield [
        _("No."), _("Enterprise"), _("Number"), _("Title"), _("Department"), pgettext("of a spot check", "Finding"),
        _("In words"), _("Looked at on"), *check.questions,
    ]  # fmt: skip
    for row in rows:
        one, day = row.suggestion, f"{timezone.localtime(row.checked_at):%Y-%m-%d}" if row.checked_at else ""
        facts = [row.place, one.enterprise, one.number, one.title, one.department]
        yield [*facts, row.get_finding_display(), row.words, day, *(replies[reply] for reply in row.replies)]


def _results(check, lines):
    yield [
        _("Enterprise"), _("Declared"), _("Drawn"), _("Looked at on the spot"), _("Found true"),
        _("Could not be checked"),
    ]  # fmt: skip
    for line in lines:
        if not line.get("is_whole"):
            yield [line["name"], line["declared"], *_numbers(line["found"])]
    yield [_("Together"), check.declared, *_numbers(by_enterprise(check.rows.all())[None])]


def _numbers(found):
    return [found.drawn, found.looked_at, found.confirmed, found.unchecked]


def _method(check):
    yield [pgettext("of a spot check", "What"), _("How")]
    yield [pgettext("of a spot check", "Title"), check.title]
    yield [_("Figure"), check.get_figure_display()]
    yield [_("Months of receipt"), check.period.label]
    yield [_("How many"), f"{check.get_method_display()} {check.size}"]
    yield [_("Drawn at"), f"{timezone.localtime(check.drawn_at):%Y-%m-%d %H:%M}" if check.drawn_at else ""]
    yield [_("Seed"), check.seed]
    yield [_("How to draw it again"), how_to_repeat()]


def how_to_repeat():
    return _(
        "Take the register, all numbers that were declared at the moment of the draw. Of each number write seed, "
        "colon, number, and take the SHA-256 of that text. In every enterprise the smallest values are drawn, as many "
        "as belong to it: so many of each, or the total shared out by what each declared (whole parts first, then the "
        "largest remainders)."
    )


def _register(check, rows):
    """Every declared number with its value, those that were drawn marked."""
    drawn = {row.suggestion.number for row in rows}
    yield [_("Enterprise code"), _("Number"), "SHA-256", _("Drawn")]
    for code in sorted(check.register):
        for number in check.register[code]:
            yield [code, number, rank(check.seed, number), "✓" if number in drawn else ""]
