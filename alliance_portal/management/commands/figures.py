"""The dashboard's numbers on the command line."""

import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import periods
from alliance_portal.open_figures.asked import Asked, Everything
from alliance_portal.open_figures.chapters import BY_CODE
from alliance_portal.open_figures.content import Content
from alliance_portal.periods import Period
from members.models import Department, Enterprise
from suggestions.statistics import Scope

COUNTED = (
    "received", "answered", "adopted", "partly_adopted", "declined", "merged", "pending", "overdue",
    "implemented", "verified_yuan", "proposers", "headcount",
)  # fmt: skip

BESIDE = (
    "sessions", "person_times", "people", "class_hours", "workshops", "designations", "mentorships", "reports_saved",
    "data_requests", "data_requests_answered", "data_requests_in_time", "data_requests_overdue",
)  # fmt: skip
# Where these stand among the open figures.
CHAPTERS = ("suggestions", "training", "workshops", "mentoring", "requests", "data-requests")


class Command(BaseCommand):
    help = "Prints the figures of a period (this year so far) for the district, an enterprise or a department."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object")
        parser.add_argument("--enterprise", metavar="CODE")
        parser.add_argument("--department", metavar="NAME")
        parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month of receipt")
        parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month of receipt")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="as it was known at the end of that day")

    def handle(self, *, enterprise, department, first, last, as_of, **options):
        at = _end_of(as_of) if as_of else timezone.now()
        scope = _scope(enterprise, department)
        period = _period(first, last, timezone.localtime(at).date())
        numbers = _figures(scope, period, at)
        if options["json"]:
            self.stdout.write(json.dumps(numbers, ensure_ascii=False))
        else:
            for name, number in numbers.items():
                self.stdout.write(f"{name}: {'—' if number is None else number}")


def _end_of(day):
    try:
        end = periods.start_of(dt.date.fromisoformat(day) + dt.timedelta(days=1))
    except (ValueError, OverflowError):
        raise CommandError(_("“%(text)s” is not a day like 2026-08-31.") % {"text": day}) from None
    return end - dt.timedelta(microseconds=1)


def _period(first, last, today):
    if not first and not last:
        return Period.this_year(today)
    months = [periods.parse_month(text) for text in (first or last, last or first)]
    if None in months or months[0] > months[1]:
        raise CommandError(_("Give months like --from 2026-01 --to 2026-08, the earlier one first."))
    return Period(*months)


def _scope(code, name):
    enterprise = Enterprise.objects.filter(code=code.upper()).first() if code else None
    if code and not enterprise:
        raise CommandError(_("There is no enterprise “%(code)s”.") % {"code": code})
    if not name:
        return Scope(enterprise)
    found = Department.objects.filter(name=name).select_related("enterprise")
    if enterprise:
        found = found.filter(enterprise=enterprise)
    found = list(found.shops() or found)
    if len(found) != 1:
        words = (
            _("There is no department “%(name)s”.") if not found else _("Several departments are called “%(name)s”.")
        )
        raise CommandError(words % {"name": name})
    return Scope(found[0].enterprise, found[0])


def _figures(scope, period, at):
    """Every figure as the open addresses give it; None where it is not kept, or not by department."""
    asked = Asked(Everything(user=None), scope, period, at)
    counted = {}
    for chapter in (BY_CODE[code] for code in CHAPTERS):
        if chapter.knows_departments or not scope.department:
            counted |= Content(chapter, asked).numbers
    return _place(scope, period, at) | {code: counted.get(code) for code in (*COUNTED, *BESIDE)}


def _place(scope, period, at):
    return {
        "enterprise": scope.enterprise.code if scope.enterprise else None,
        "department": scope.department.name if scope.department else None,
        "from": f"{period.first:%Y-%m}",
        "to": f"{period.last:%Y-%m}",
        "as_of": timezone.localtime(at).isoformat(timespec="seconds"),
    }
