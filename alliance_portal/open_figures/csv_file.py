"""A chapter as CSV: one line for each number, so that the columns stay the same whatever is asked for."""

import csv
import io

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal.text import unarmed


def write(content):
    """The bytes of the file: UTF-8 with the mark by which spreadsheet programs know it, and no formula in it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_head())
    for row in _rows(content):
        writer.writerow(["" if cell is None else unarmed(cell) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def _head():
    return [
        _("Chapter"), _("Figures of"), _("From month"), _("To month"), _("As of"), _("Definitions, version"),
        _("Part"), _("Name of the part"), pgettext("of a figure", "Code"), _("Figure"), _("Value"),
        _("Unit of measure"), _("Numerator"), _("Denominator"), _("As shown"),
    ]  # fmt: skip


def _rows(content):
    about = content.about
    period = about["period"] or {"from": None, "to": None}
    before = [about["name"], about["place"]["name"], period["from"], period["to"], about["as_of"]]
    before.append(about["definitions"]["version"])
    parts = [(None, None, content.figures, content.rates)]
    parts += [(line.key, line.name, figures, rates) for line, figures, rates in content.lines]
    for key, name, figures, rates in parts:
        for one, number in figures:
            yield [*before, key, name, one.code, one.name, number, one.unit, None, None, None]
        for one, rate, shown in rates:
            yield [*before, key, name, one.code, one.name, None, None, rate.numerator, rate.denominator, shown]
