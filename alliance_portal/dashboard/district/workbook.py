"""The comparison as a workbook: sums, enterprises with the interval of each rate, chance, and what is owed."""

import tempfile

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal.numbers import EMPTY
from suggestions.statistics import DEFINITIONS

from ..samples import wilson
from ..shares import span
from ..workbook import LARGE, OPTIONS, Sheets, write_sums
from . import funnel, owed
from .picture import names_of


def write(painted, user):
    """Return an open temporary file with the workbook, at its beginning; it is gone when closed."""
    target = tempfile.SpooledTemporaryFile(LARGE)  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheets = Sheets(book)
    write_sums(sheets, painted.summary, painted.selection)
    _enterprises(sheets, painted)
    _chance(sheets, painted)
    _owed(sheets, painted, user)
    _definitions(sheets)
    book.close()
    target.seek(0)
    return target


def _enterprises(sheets, painted):
    head = [_("Enterprise"), _("Enterprise code"), _("Industry"), _("Town or park"), _("People in service"),
            _("People who suggested"), *_columns(_("Participation rate")),
            pgettext("figure", "Received"), _("Suggestions per 100 people"),
            _("Answered in time"), _("Answered or overdue"), *_columns(_("In-time answer rate")),
            pgettext("figure", "Adopted"), *_columns(_("Adoption rate")),
            _("Looked at in spot checks"), _("Found true in spot checks"),
            _("Done"), *_columns(_("Implementation rate")),
            _("Verified by finance"), _("Verified benefit, yuan"), _("Days to answer (median)"),
            _("Waiting for an answer"), _("Overdue"), _("Owed for more than 90 days")]  # fmt: skip
    rows = ([*_place(line), *_numbers(line)] for line in [*painted.lines, painted.whole])
    sheets.add(_("Enterprises"), head, (24, 8, 16, 16, *[12] * (len(head) - 4)), rows)


def _columns(name):
    return (
        name,
        _("%(rate)s: 95%% interval") % {"rate": name},
        _("%(rate)s: against the months before") % {"rate": name},
    )


def _place(line):
    unit = line.unit
    return [line.name, *((unit.code, unit.industry, unit.town) if unit else ("", "", ""))]


def _numbers(line):
    tally, shares = line.tally, {column: _share(line, share) for column, share in line.shares.items()}
    return [
        tally.headcount, tally.proposers, *shares["participation"],
        tally["received"], tally.per_hundred if line.is_ranked else None,
        tally["in_time"], tally["answer_due"], *shares["in_time"],
        tally["adopted"], *shares["adoption"], *_checked(line),
        tally["implemented"], *shares["implementation"],
        tally["verified"], tally["verified_yuan"], tally.days.median if line.is_ranked else None,
        tally["pending"], tally["overdue"], tally["stalled"],
    ]  # fmt: skip


def _checked(line):
    return [line.checked.looked_at, line.checked.confirmed] if line.checked else [None, None]


def _share(line, share):
    """The rate, its Wilson interval and what became of it; of few people or few rows the two numbers alone."""
    rate = share.rate
    if not (line.is_ranked and rate.has_percentage):
        return [EMPTY if rate.is_empty else share.words, "", ""]
    return [str(rate), span(wilson(rate)), share.trend.words if share.trend else ""]


def _chance(sheets, painted):
    """For each rate that is drawn, every dot with its limits."""
    head = [
        _("Rate"), _("Enterprise"), _("Numerator"), _("Denominator"), _("Rate"), _("Inner limits"), _("Outer limits"),
        _("Where it lies"),
    ]  # fmt: skip
    names = {"adoption": _("Adoption rate"), "in_time": _("In-time answer rate")}
    rows = (
        [names[column], dot.name, dot.rate.numerator, dot.rate.denominator, str(dot.rate), *dot.cells, dot.words]
        for column in funnel.DRAWN
        for dot in funnel.draw(painted.lines, painted.whole, column).dots
    )
    sheets.add(_("What chance explains"), head, (16, 24, 12, 12, 12, 18, 18, 20), rows)


def _owed(sheets, painted, user):
    late = owed.lines(user, names_of(user), painted.selection.scope.among)
    head = [_("Enterprise"), *(str(kind.label) for kind in owed.KINDS)]
    rows = ([str(line.enterprise), *(number for number, _kind, _url in line.cells)] for line in late)
    sheets.add(_("What is owed"), head, (24, *[14] * len(owed.KINDS)), rows)


def _definitions(sheets):
    kinds = [(str(kind.label), str(kind.text)) for kind in owed.KINDS]
    rows = [*([str(one.name), str(one.text)] for one in DEFINITIONS), *map(list, kinds)]
    sheets.add(_("Definitions"), [_("Figure"), _("What it counts")], (30, 110), rows)
