"""Files to take away: one's own class hours, contests with their marks, and partners with what was agreed."""

import csv
import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal.text import unarmed
from workshops.exports.cells import OPTIONS, write, write_head

from .forms.scores import NAME, NUMBER
from .statistics import PARTNERS

UNIT, WORK_NUMBER = "单位", "工号"


def _book(*sheets):
    """The bytes of a workbook; each sheet is (name, columns with widths, rows)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        for name, columns, rows in sheets:
            sheet = book.add_worksheet(name)
            write_head(sheet, columns, bold)
            for number, row in enumerate(rows, 1):
                write(sheet, number, row)
    return buffer.getvalue()


def _hour_columns():
    return [
        (_("Day"), 12), (pgettext("of a session", "Number"), 14), (_("Topic"), 36), (_("Function"), 18),
        (_("Enterprise"), 24), (_("Class hours"), 10),
    ]  # fmt: skip


def _hour_rows(years):
    for year in years:
        for session in year.sessions:
            day = timezone.localtime(session.starts_at).date()
            of = [session.number, session.topic, session.get_function_display(), session.enterprise.name]
            yield [day, *of, float(session.class_hours)]


def hours(years):
    """One's own sessions, and their sums by year and function."""
    sums = [[year.year, str(function), number, float(total)] for year in years for function, number, total in year.rows]
    heads = [(_("Year"), 8), (_("Function"), 20), (_("Sessions"), 10), (_("Class hours"), 10)]
    return _book((_("Sessions"), _hour_columns(), _hour_rows(years)), (_("Sums"), heads, sums))


def hours_as_csv(years):
    """The same sessions as text that spreadsheet programs open: with a mark in front that says UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([title for title, _width in _hour_columns()])
    for row in _hour_rows(years):
        writer.writerow([unarmed(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def _marks(standing):
    return [None if points is None else float(points) for points in standing.points]


def score_sheet(contest, standings):
    """The sheet judges fill in: in the words the table of marks reads, whatever the language of the page."""
    rounds = [one.name for one in contest.rounds.all()]
    columns = [(NUMBER, 8), (UNIT, 28), (WORK_NUMBER, 12), (NAME, 12), *((name, 12) for name in rounds)]
    rows = [
        [row.entry.number, row.entry.enterprise.name, row.entry.person.work_number, row.entry.person.name, *_marks(row)]
        for row in sorted(standings, key=lambda row: row.entry.number)
        if not row.entry.is_absent
    ]
    return _book((_("Marks"), columns, rows))


def contest(contest, standings):
    """Everybody with marks, total and place: for those who run it."""
    rounds = [f"{one.name} ({one.weight}%)" for one in contest.rounds.all()]
    columns = [
        (pgettext("contest", "Place"), 8), (pgettext("contest", "Number"), 8), (_("Name"), 12), (_("Work number"), 12),
        (_("Enterprise"), 28), *((name, 14) for name in rounds), (_("Total"), 10), (_("Prize"), 12),
        (_("Skill grade before"), 16), (_("Skill grade after"), 16), (_("Remark"), 12),
    ]  # fmt: skip
    return _book((_("Result"), columns, map(_standing_cells, standings)))


def _standing_cells(row):
    entry, total = row.entry, None if row.total is None else float(row.total)
    return [
        row.place, entry.number, entry.person.name, entry.person.work_number, entry.enterprise.name, *_marks(row),
        total, row.prize and row.prize.name, entry.get_grade_before_display(), entry.get_grade_after_display(),
        _("did not come") if entry.is_absent else "",
    ]  # fmt: skip


def partners(listed, figures, day):
    """The partners of the list with each of their agreements, and the figures with what they mean."""
    columns = [
        (_("Partner"), 28), (pgettext("partner", "Kind"), 14), (_("Kept by"), 24), (_("Agreement"), 30),
        (pgettext("agreement", "Kind"), 14), (_("From"), 12), (_("Until"), 12), (_("State"), 12), (_("Workshops"), 36),
        (_("Interns until now"), 10),
    ]  # fmt: skip
    rows = (cells for partner in listed for cells in _partner_rows(partner))
    values = (figures.agreements, figures.partners, figures.joint_sessions, figures.interns)
    sums = [[_("Day"), day, ""]]
    sums += [[str(one.name), value, str(one.text)] for one, value in zip(PARTNERS, values, strict=True)]
    heads = [(_("Figure"), 28), (_("Number"), 12), (_("What it counts"), 80)]
    return _book((_("Partners"), columns, rows), (_("Sums"), heads, sums))


def _partner_rows(partner):
    kept = partner.enterprise.name if partner.enterprise else _("The district")
    own = [partner.name, str(partner.get_kind_display()), kept]
    for one in partner.agreements.all():
        people = sum(placement.people for placement in one.placements.all())
        workshops = "、".join(workshop.name for workshop in one.workshops.all())
        days = [one.starts_on, one.ended_on or one.ends_on, str(one.look_label)]
        yield [*own, one.title, str(one.get_kind_display()), *days, workshops, people]
    if not partner.agreements.all():
        yield own
