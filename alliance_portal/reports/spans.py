"""The periods reports are drawn for: a month, a quarter, a calendar year, or a reporting year (1 Oct - 30 Sep)."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal.periods import EARLIEST, Period, add_months, month_and_year, parse_month

MONTHS, QUARTERS, YEARS = 13, 8, 3
FIRST_MONTH_OF_REPORTING_YEAR = 10
MOST_YEARS_AHEAD = 5
_QUARTER = re.compile(r"(20\d{2})-q([1-4])", re.ASCII)
_YEAR = re.compile(r"(ry)?(20\d{2})", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A period with the code by which addresses name it: 2026-08, 2026-q3, 2026, ry2026."""

    code: str
    period: Period

    @property
    def label(self):
        """As titles say it: “2026年8月”, “2026年第三季度”, “2026年”, “2025年10月—2026年9月”."""
        if quarter := _QUARTER.fullmatch(self.code):
            names = {
                "1": _("%(year)s, first quarter"), "2": _("%(year)s, second quarter"),
                "3": _("%(year)s, third quarter"), "4": _("%(year)s, fourth quarter"),
            }  # fmt: skip
            return names[quarter[2]] % {"year": quarter[1]}
        if year := _YEAR.fullmatch(self.code):
            words = _("Reporting year %(year)s (October to September)") if year[1] else pgettext("period", "%(year)s")
            return words % {"year": year[2]}
        return month_and_year(self.period.first)

    def as_known_at(self, now):
        """The moment whose knowledge counts: the last one of the period, or now while it runs."""
        return min(now, self.period.end - dt.timedelta(microseconds=1))

    def begun(self, now):
        """Its months without those that are still to come."""
        running = timezone.localtime(now).date().replace(day=1)
        return Period(self.period.first, max(self.period.first, min(self.period.last, running)))


def read(code):
    """The span of a code; None where it is none between 2000 and five years ahead."""
    code = code or ""
    if quarter := _QUARTER.fullmatch(code):
        found = Span(code, Period.quarter(int(quarter[1]), int(quarter[2])))
    elif year := _YEAR.fullmatch(code):
        made = Period.reporting_year if year[1] else Period.year
        found = Span(code, made(int(year[2])))
    elif month := parse_month(code):
        found = Span(code, Period(month, month))
    else:
        return None
    latest = timezone.localdate().year + MOST_YEARS_AHEAD
    return found if found.period.first >= EARLIEST and found.period.last.year <= latest else None


def usual(today):
    """The quarter that is running."""
    return read(_quarter(today))


def _quarter(day):
    return f"{day.year}-q{(day.month + 2) // 3}"


def offered(today):
    """[(heading, spans)] of what is asked for most, the newest first."""
    month = today.replace(day=1)
    months = [f"{add_months(month, -n):%Y-%m}" for n in range(MONTHS)]
    quarters = [_quarter(add_months(month, -3 * n)) for n in range(QUARTERS)]
    reporting = today.year + (today.month >= FIRST_MONTH_OF_REPORTING_YEAR)
    groups = (
        (_("Quarters"), quarters),
        (_("Months"), months),
        (_("Calendar years"), [str(today.year - n) for n in range(YEARS)]),
        (_("Reporting years, October to September"), [f"ry{reporting - n}" for n in range(YEARS)]),
    )
    return [(heading, [read(code) for code in codes]) for heading, codes in groups]
