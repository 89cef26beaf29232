"""When a requirement is due: its periods, and the day by which the report on each of them is wanted."""

import datetime as dt
from dataclasses import dataclass

from alliance_portal.periods import Period, add_months, last_day

# The longest period, and the latest day after its end: what is due in a month is about no month before these.
LONGEST, LATEST = 12, 12


@dataclass(frozen=True)
class Due:
    """One report that a requirement asks of each of its workshops."""

    requirement: object
    period: Period
    due_on: dt.date

    @property
    def code(self):
        """How an address or a form names it."""
        return f"{self.requirement.pk}-{self.period.first:%Y-%m}"

    @property
    def key(self):
        return self.requirement.pk, self.period.first


def period_ending(requirement, month):
    """The period that ends with this month, None where none ends or the requirement is not in force."""
    if month < requirement.in_force_from or (requirement.in_force_until and month > requirement.in_force_until):
        return None
    if requirement.frequency == requirement.Frequency.ONCE:
        return Period(requirement.in_force_from, month) if month == requirement.in_force_until else None
    length = requirement.LENGTHS[requirement.frequency]
    since = (month.month - requirement.year_begins) % 12 + 1
    return None if since % length else Period(add_months(month, 1 - length), month)


def due_of(requirement, period):
    """The report on a period, with its day: a month that is too short for it has its last day."""
    month = add_months(period.last, requirement.due_after)
    last = last_day(month)
    return Due(requirement, period, month.replace(day=min(requirement.due_day, last.day)))


def dues_between(requirements, first, last):
    """All reports due from one day to another, both included, in the order of their days."""
    months = Period(add_months(first.replace(day=1), -LATEST), last.replace(day=1)).months
    found = [
        due_of(requirement, period)
        for requirement in requirements
        for month in months
        if (period := period_ending(requirement, month))
    ]
    within = [due for due in found if first <= due.due_on <= last]
    return sorted(within, key=lambda due: (due.due_on, due.requirement.pk))


def next_due(requirement, today):
    """The report that is wanted next; of a requirement that ended, the last one; None where it never asked."""
    since, until = add_months(today.replace(day=1), -LATEST - LONGEST), add_months(today.replace(day=1), 2 * LONGEST)
    if requirement.in_force_until:
        since = min(since, requirement.in_force_until)
    dues = dues_between([requirement], since, last_day(until))
    return next((due for due in dues if due.due_on >= today), dues[-1] if dues else None)


def due_in(requirement, month):
    """The report on the period that begins with this month, None where none begins there."""
    for length in range(LONGEST * 3):
        period = period_ending(requirement, add_months(month, length))
        if period and period.first == month:
            return due_of(requirement, period)
        if period and period.first > month:
            return None
    return None
