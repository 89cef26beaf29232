"""Periods of whole months, in the portal's time zone: from a month, a year, or a reporting year (1 Oct - 30 Sep)."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

EARLIEST = dt.date(2000, 1, 1)


def month_of(moment):
    """First day of the local month of a date or an aware datetime."""
    day = timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment
    return day.replace(day=1)


def add_months(month, count):
    """The month `count` months after `month`; both are first days."""
    years, index = divmod(month.month - 1 + count, 12)
    return dt.date(month.year + years, index + 1, 1)


def last_day(month):
    """The last day of the month that begins on `month`."""
    return add_months(month, 1) - dt.timedelta(days=1)


def next_year(day):
    """The same day of the next year, the 28th for a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def months_later(day, count):
    """The same day so many months later (earlier for a negative count), the last of a month that has no such day."""
    month = add_months(day.replace(day=1), count)
    return min(month + dt.timedelta(days=day.day - 1), last_day(month))


def working_days_later(day, count):
    """The day on which so many working days after this one have passed; Saturdays and Sundays do not count."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def start_of(day):
    """The aware moment at which a local day begins."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def month_name(month):
    """“8月”, “August”."""
    return date_format(month, pgettext("month", "F"))


def month_in_brief(month):
    """“8月”, “Aug”: where twelve of them stand beside each other."""
    return date_format(month, pgettext("month in brief", "M"))


def month_and_year(month):
    """“2026年8月”, “August 2026”."""
    return date_format(month, pgettext("month and year", "F Y"))


def day_and_year(day):
    """“2026年8月29日”, “August 29, 2026”: for words that are kept and read in another year."""
    return date_format(day, _("F j, Y"))


def parse_month(text):
    """Read `YYYY-MM`, None when it is not one between 2000 and five years ahead."""
    if not re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])", text or "", re.ASCII):
        return None
    month = dt.date(int(text[:4]), int(text[5:]), 1)
    return month if month.year <= timezone.localdate().year + 5 else None


@dataclass(frozen=True)
class Period:
    """Whole months `first` to `last`, both first days and both included."""

    first: dt.date
    last: dt.date

    @classmethod
    def asked_for(cls, query):
        """The months `from` and `to` of an address; this year where it asks for none, or for none that make sense."""
        first, last = (parse_month(query.get(name)) for name in ("from", "to"))
        usual = cls.this_year()
        first, last = first or usual.first, last or usual.last
        return cls(first, last) if first <= last else usual

    @classmethod
    def this_year(cls, today=None):
        today = today or timezone.localdate()
        return cls(dt.date(today.year, 1, 1), today.replace(day=1))

    @classmethod
    def year(cls, year):
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 1))

    @classmethod
    def quarter(cls, year, number):
        """One of the four quarters of a calendar year, counted from 1."""
        return cls(dt.date(year, 3 * number - 2, 1), dt.date(year, 3 * number, 1))

    @classmethod
    def reporting_year(cls, year):
        """1 October of the year before to 30 September of `year`, as the yearly union statistics ask."""
        return cls(dt.date(year - 1, 10, 1), dt.date(year, 9, 1))

    @property
    def months(self):
        """First days of all its months, in order."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [add_months(self.first, n) for n in range(count)]

    @property
    def before(self):
        """As many months, directly before it."""
        count = len(self.months)
        return Period(add_months(self.first, -count), add_months(self.last, -count))

    @property
    def start(self):
        """The moment at which its first day begins."""
        return start_of(self.first)

    @property
    def end(self):
        """The moment after its last day."""
        return start_of(add_months(self.last, 1))

    @property
    def label(self):
        """In words, as short as it can be: “1—8月”, “2025年10月—2026年9月”."""
        this_year = timezone.localdate().year
        if self.first == self.last:
            return month_name(self.first) if self.first.year == this_year else month_and_year(self.first)
        if self.first.year == self.last.year == this_year:
            # Translators: the format of the first month of a range inside one year; Chinese leaves out its unit.
            first = date_format(self.first, pgettext("first month of a range", "F"))
            return _("%(first)s to %(last)s") % {"first": first, "last": month_name(self.last)}
        return _("%(first)s to %(last)s") % {"first": month_and_year(self.first), "last": month_and_year(self.last)}
