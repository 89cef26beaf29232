"""The figures of workshops as a workbook: each, all together, and what the columns count."""

import tempfile

import xlsxwriter
from django.utils.translation import gettext as _

from alliance_portal import definitions

from ..workbook import LARGE, OPTIONS, Sheets
from . import figures


def write(table):
    """Return an open temporary file with the workbook, at its beginning; it is gone when closed."""
    target = tempfile.SpooledTemporaryFile(LARGE)  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheets = Sheets(book)
    columns = [str(fact.name) for fact in figures.facts()]
    head = [_("Workshop"), _("Enterprise"), *columns]
    sheets.add(_("Workshops"), head, (28, 20, *[12] * len(columns)), map(_row, [*table.lines, table.whole]))
    sheets.add(_("Definitions"), [_("Figure"), _("What it counts")], (30, 110), _meanings(table))
    book.close()
    target.seek(0)
    return target


def _row(line):
    enterprise = str(line.workshop.enterprise) if line.workshop else ""
    return [line.name, enterprise, *(line.numbers[code] for code in figures.CODES)]


def _meanings(table):
    yield [_("Months"), table.period.label]
    yield [_("Definitions, version"), str(definitions.VERSION)]
    for fact in figures.facts():
        yield [str(fact.name), str(fact.text)]
