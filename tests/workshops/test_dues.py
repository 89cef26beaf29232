"""When requirements are due: periods of every length, reporting years, short months, and beginnings and ends."""

import datetime as dt

import pytest

from alliance_portal.periods import Period
from workshops.models import Requirement
from workshops.radar.dues import due_in, due_of, dues_between, next_due, period_ending


def month(year, number):
    return dt.date(year, number, 1)


def asking(frequency="quarterly", **fields):
    return Requirement(pk=7, frequency=frequency, **({"in_force_from": month(2025, 1)} | fields))


def days(made, first, last):
    return [due.due_on.isoformat() for due in dues_between([made], first, last)]


@pytest.mark.parametrize(
    ("frequency", "begins", "last", "first"),
    [
        ("monthly", 1, (2026, 5), (2026, 5)),
        ("quarterly", 1, (2026, 9), (2026, 7)),
        ("quarterly", 1, (2026, 8), None),
        ("half_year", 1, (2026, 6), (2026, 1)),
        ("yearly", 1, (2026, 12), (2026, 1)),
        ("yearly", 10, (2026, 9), (2025, 10)),
        ("yearly", 10, (2026, 12), None),
        ("quarterly", 12, (2026, 2), (2025, 12)),
        ("half_year", 10, (2026, 3), (2025, 10)),
    ],
)
def test_a_period_ends_where_the_reporting_year_says(frequency, begins, last, first):
    found = period_ending(asking(frequency, year_begins=begins), month(*last))
    assert found == (first and Period(month(*first), month(*last)))


def test_what_ends_before_it_is_in_force_or_after_it_is_not_asked():
    made = asking(in_force_from=month(2026, 4), in_force_until=month(2026, 10))
    asked = [one for one in Period(month(2026, 1), month(2026, 12)).months if period_ending(made, one)]
    assert asked == [month(2026, 6), month(2026, 9)]


def test_what_is_asked_once_is_about_the_months_it_is_in_force():
    made = asking("once", in_force_from=month(2026, 2), in_force_until=month(2026, 5), due_after=0, due_day=31)
    assert days(made, month(2026, 1), month(2027, 1)) == ["2026-05-31"]
    assert due_in(made, month(2026, 2)).period == Period(month(2026, 2), month(2026, 5))


def test_a_month_that_is_too_short_has_its_last_day():
    made = asking("monthly", due_after=0, due_day=31)
    assert days(made, month(2026, 2), month(2026, 5)) == ["2026-02-28", "2026-03-31", "2026-04-30"]


@pytest.mark.parametrize(
    ("after", "day", "expected"), [(1, 22, "2026-10-22"), (0, 30, "2026-09-30"), (6, 15, "2027-03-15")]
)
def test_the_yearly_statistics_are_due_when_they_say(after, day, expected):
    made = asking("yearly", year_begins=10, due_after=after, due_day=day)
    due = due_of(made, Period.reporting_year(2026))
    assert (due.due_on.isoformat(), due.code) == (expected, "7-2025-10")


def test_the_next_one_is_the_first_whose_day_is_not_over():
    made = asking(due_day=10)
    assert next_due(made, dt.date(2026, 10, 10)).period.last == month(2026, 9)
    assert next_due(made, dt.date(2026, 10, 11)).period.last == month(2026, 12)


def test_of_what_has_ended_the_last_one_is_shown():
    made = asking(in_force_until=month(2025, 3))
    assert next_due(made, dt.date(2026, 10, 11)).period.last == month(2025, 3)


def test_a_period_is_found_by_its_first_month():
    assert due_in(asking(), month(2026, 7)).period.last == month(2026, 9)
    assert due_in(asking(), month(2026, 8)) is None
    assert due_in(asking(), month(2024, 7)) is None
