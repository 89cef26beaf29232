"""The figures as a workbook: sums, units, months, the rows themselves, and every definition. No names of people."""

import datetime as dt
import tempfile

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal import definitions
from alliance_portal.periods import month_and_year
from suggestions.models import Decision, Implementation, Suggestion
from suggestions.statistics import DEFINITIONS, FIGURES, RATES
from suggestions.statistics.answer_days import with_answer_days
from suggestions.statistics.summary import with_decline_reason
from workshops.statistics import DEFINITIONS as WORKSHOPS

from . import units

# One sheet of a workbook holds 1,048,576 rows; the heading takes some of them.
MOST_ROWS = 1_000_000
# A larger workbook goes to the disk until it is sent.
LARGE = 4 * 1024 * 1024
OPTIONS = {
    "constant_memory": True,
    # A text that begins with "=" stays a text.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def write(selection, listed):
    """Return an open temporary file with the workbook, at its beginning; it is gone when closed."""
    summary = selection.summarise()
    target = tempfile.SpooledTemporaryFile(LARGE)  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheets = Sheets(book)
    write_sums(sheets, summary, selection)
    _units(sheets, summary, selection)
    _months(sheets, summary)
    _rows(sheets, listed)
    if selection.plates:
        _plates(sheets, selection.plates)
    _definitions(sheets)
    book.close()
    target.seek(0)
    return target


class Sheets:
    """Sheets with a bold heading row, written from top to bottom."""

    def __init__(self, book):
        self.book = book
        self.bold = book.add_format({"bold": True})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def add(self, name, head, widths, rows):
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, head, self.bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._cell(sheet, number, column, value)

    def _cell(self, sheet, number, column, value):
        if isinstance(value, str):
            sheet.write_string(number, column, value)
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(number, column, timezone.localtime(value).replace(tzinfo=None), self.moment)
        elif value is not None:
            sheet.write_number(number, column, value)


def write_sums(sheets, summary, selection):
    """The sheet of all sums and rates, with place, months and moment."""
    days = summary.whole.days
    rows = [
        [_("Place"), selection.place, "", ""],
        [_("Months of receipt"), selection.period.label, "", ""],
        [_("As known at"), summary.as_of, "", ""],
        [_("Definitions, version"), definitions.VERSION, "", ""],
        *([str(figure.name), summary[figure.code], "", ""] for figure in FIGURES),
        [_("People who suggested"), summary["proposers"], "", ""],
        [_("People in service"), summary["headcount"], "", ""],
        [_("Days to answer (median)"), days.median, "", ""],
        [_("Days to answer (nine of ten)"), days.ninth_decile, "", ""],
        *(_rate(rate, summary) for rate in RATES),
    ]
    sheets.add(_("Sums"), [_("Figure"), _("Value"), _("Numerator"), _("Denominator")], (36, 24, 12, 12), rows)


def _rate(rate, summary):
    """A rate with its two numbers; per 100 people it is a number, not a percentage."""
    numbers = [summary[rate.numerator], summary[rate.denominator]]
    if rate.code == "per_hundred":
        return [str(rate.name), summary.whole.per_hundred, *numbers]
    return [str(rate.name), str(summary.rate(rate.code)), *numbers]


def _units(sheets, summary, selection):
    head = [
        _("Department") if selection.scope.enterprise else _("Enterprise"),
        _("People in service"), _("People who suggested"), _("Participation rate"), pgettext("figure", "Received"),
        _("Answered"), pgettext("figure", "Adopted"), _("Adoption rate"), _("Done"), _("Implementation rate"),
        _("Verified benefit, yuan"), _("Days to answer (median)"), _("Waiting for an answer"), _("Overdue"),
    ]  # fmt: skip
    found = [] if selection.scope.department else units.lines(summary, selection, sort=units.SORTS[0])
    lines = [*found, units.whole_line(summary, selection)]
    sheets.add(_("Departments"), head, (24, *[12] * 13), map(_unit, lines))


def _unit(line):
    """As on the page: of a small unit there are the two numbers of a rate and no percentage."""
    tally = line.tally
    participation, adoption, implementation = (
        str(rate) if line.is_ranked else rate.fraction or str(rate)
        for rate in map(tally.rate, ("participation_rate", "adoption_rate", "implementation_rate"))
    )
    return [
        line.name, tally.headcount, tally.proposers, participation, tally["received"],
        tally["answered"], tally["adopted"], adoption, tally["implemented"], implementation,
        tally["verified_yuan"], tally.days.median if line.is_ranked else None, tally["pending"], tally["overdue"],
    ]  # fmt: skip


def _months(sheets, summary):
    codes = {
        "received", "answered", "adopted", "reserved", "declined", "merged", "forwarded", "pending", "implemented",
        "verified", "verified_yuan",
    }  # fmt: skip
    names = [str(figure.name) for figure in FIGURES if figure.code in codes]
    ordered = [figure.code for figure in FIGURES if figure.code in codes]
    rows = (
        [month_and_year(month.first), *(month[code] for code in ordered), str(month.adoption_rate)]
        for month in summary.months
    )
    sheets.add(_("Months"), [_("Month"), *names, _("Adoption rate")], (14, *[12] * (len(names) + 1)), rows)


def _plates(sheets, figures):
    """Workshops by their highest valid level, plates by level and system, as on the page."""
    head = [_("Level"), _("Workshops"), _("Plates"), *(str(system.label) for system in figures.systems)]
    rows = [
        *([str(row["label"]), row["workshops"], row["plates"], *row["systems"]] for row in figures.rows),
        [_("Without a valid plate"), figures.without, 0],
        [_("Together"), figures.workshops, figures.designations, *figures.by_system],
        [_("Day"), f"{figures.day:%Y-%m-%d}"],
    ]
    sheets.add(_("Workshops and plates"), head, (24, *[12] * (len(head) - 1)), rows)


def _rows(sheets, listed):
    if listed.is_of_people:
        head = [_("Enterprise"), _("Department"), _("Suggestions")]
        rows = ([p["enterprise_name"], p["shop_name"], p["number"]] for p in listed.rows[:MOST_ROWS])
        sheets.add(_("Rows"), head, (24, 24, 12), rows)
        return
    head = [
        _("Number"), _("Title"), _("Enterprise"), _("Department"), _("Category"), _("Came by"), _("Received at"),
        _("Answer by"), _("Status"), _("Answered at"), _("Days to answer"), _("Why not"), _("Done at"),
        _("Verified benefit, yuan"), _("Estimate, yuan"), _("How it ended"),
    ]  # fmt: skip
    found = with_decline_reason(with_answer_days(listed.rows))[:MOST_ROWS]
    widths = (16, 40, 16, 20, 14, 10, 16, 12, 14, 16, 10, 20, 16, 14, 14, 20)
    sheets.add(_("Rows"), head, widths, _detailed(found.iterator(chunk_size=2000)))


def _detailed(found):
    """One list of cells a row; the words of choices are translated once and not in every row."""
    category, channel, status, reason, outcome = (
        {value: str(label) for value, label in choices.choices}
        for choices in (
            Suggestion.Category,
            Suggestion.Channel,
            Suggestion.Status,
            Decision.DeclineReason,
            Implementation.Outcome,
        )
    )
    for one in found:
        yield [
            one.number, one.title, str(one.enterprise), str(one.department), category[one.category],
            channel[one.channel], one.received_at, f"{one.due_on:%Y-%m-%d}", status[one.status],
            one.answered_at, one.tenths / 10 if one.answered_at else None, reason.get(one.decline_reason, ""),
            one.implemented_at, one.verified_yuan, one.soft_yuan,
            outcome.get(one.outcome, "") if one.implemented_at else "",
        ]  # fmt: skip


def _definitions(sheets):
    everything = (*DEFINITIONS, *WORKSHOPS)
    rows = ([str(definition.name), str(definition.text)] for definition in everything)
    sheets.add(_("Definitions"), [_("Figure"), _("What it counts")], (30, 110), rows)
