"""Reads an address strictly: a program is told what is wrong and what is allowed, and is never shown something else."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.dashboard.selection import LONGEST
from alliance_portal.periods import EARLIEST, Period, parse_month
from alliance_portal.reports import spans
from members.models import Enterprise
from members.permissions import can_see_dashboard, is_district_staff
from suggestions.statistics import Scope

from .asked import Asked, Reader

PARAMETERS = ("enterprise", "department", "from", "to", "period", "by")
LONGEST_SHOWN = 60
MONTH_SHAPE = "YYYY-MM"
PERIOD_SHAPES = ("YYYY-MM", "YYYY-q1 … YYYY-q4", "YYYY", "ryYYYY")


@dataclass(frozen=True)
class Problem:
    """One parameter that cannot be followed: why, and what is allowed in its place."""

    parameter: str
    value: str
    message: str
    allowed: tuple = ()


class BadParametersError(ValueError):
    def __init__(self, problems):
        super().__init__([problem.message for problem in problems])
        self.problems = problems


class RoleNeededError(Exception):
    """Something was asked for that visitors and workers are not shown."""


def is_public(user):
    """Whether somebody is shown what everybody may know, and no more."""
    return not can_see_dashboard(user)


def read(request, chapter):
    """What the address asks of a chapter. Raises BadParametersError, RoleNeededError."""
    user, asked = request.user, request.GET
    now = timezone.now()
    if is_public(user) or not chapter.may_be_read_by(user):
        if asked or not chapter.public or not is_public(user):
            raise RoleNeededError
        return Asked(Reader(user), Scope(), Period.this_year(timezone.localtime(now).date()), now, is_public=True)
    return _Address(user, asked, chapter, now).read()


class _Address:
    def __init__(self, user, asked, chapter, now):
        self.user, self.asked, self.chapter, self.now, self.problems = user, asked, chapter, now, []

    def read(self):
        for name in self.asked:
            if name not in PARAMETERS:
                self._refuse(name, _("There is no such parameter."), PARAMETERS)
        led = Enterprise.objects.visible_to(self.user).with_role(self.user, "leader", "officer")
        enterprises = tuple(led.order_by("name", "pk"))
        enterprise = self._enterprise(enterprises)
        departments = tuple(enterprise.departments.shops()) if enterprise else ()
        department = self._department(enterprise, departments)
        period = self._period()
        scope = Scope(enterprise, department)
        by = self._by(scope)
        if self.problems:
            raise BadParametersError(self.problems)
        return Asked(
            Reader(self.user), scope, period, self.now, by=by, enterprises=enterprises, departments=departments
        )

    def _refuse(self, name, message, allowed=()):
        """Note the problem, and return nothing."""
        value = self.asked.get(name, "")[:LONGEST_SHOWN]
        self.problems.append(Problem(name, value, message, tuple(allowed)))

    def _enterprise(self, enterprises):
        """The one of that code; without one the district for its staff, and the own one for everybody else."""
        code = self.asked.get("enterprise")
        if not code:
            return None if is_district_staff(self.user) else enterprises[0]
        found = next((one for one in enterprises if one.code == code), None)
        return found or self._refuse(
            "enterprise", _("There is no enterprise of this code for you."), (one.code for one in enterprises)
        )

    def _department(self, enterprise, departments):
        name = self.asked.get("department")
        if not name:
            return None
        if not self.chapter.knows_departments:
            return self._refuse("department", _("These figures are not kept by department."))
        if not enterprise:
            return self._refuse("department", _("Name the enterprise of the department as well."))
        found = next((one for one in departments if one.name == name), None)
        return found or self._refuse(
            "department", _("The enterprise has no department of this name."), (one.name for one in departments)
        )

    @property
    def _today(self):
        return timezone.localtime(self.now).date()

    def _period(self):
        """The months asked for, without those to come; this year where none are."""
        given = [name for name in ("from", "to", "period") if self.asked.get(name)]
        usual = Period.this_year(self._today)
        if not given:
            return usual
        if self.chapter.is_of_today:
            return self._refuse(given[0], _("These figures are counted as they stand today, of no months."))
        if "period" in given:
            return self._named() if len(given) == 1 else self._refuse("period", _("Give either a period or months."))
        return self._months(*given)

    def _named(self):
        """A quarter, a year … by its code."""
        span = spans.read(self.asked["period"])
        if span is None or span.period.first > self._today:
            return self._refuse("period", _("This is no period that has begun."), PERIOD_SHAPES)
        return span.begun(self.now)

    def _months(self, *given):
        months = {name: parse_month(self.asked[name]) for name in given}
        for name, month in months.items():
            if month is None or month < EARLIEST:
                self._refuse(name, _("This is no month."), (MONTH_SHAPE,))
        if None in months.values():
            return None
        first, last = months.get("from") or months["to"], months.get("to") or months["from"]
        if first > last:
            return self._refuse("from", _("The first month is later than the last one."), (f"{last:%Y-%m}",))
        if first > self._today:
            return self._refuse("from", _("This month has not begun yet."), (f"{self._today:%Y-%m}",))
        period = Period(first, min(last, self._today.replace(day=1)))
        if len(period.months) > LONGEST:
            return self._refuse("from", _("At most %(n)d months are counted at once.") % {"n": LONGEST})
        return period

    def _by(self, scope):
        by, allowed = self.asked.get("by", ""), self.chapter.parts_of(scope)
        if by in ("", *allowed):
            return by
        return self._refuse("by", _("These figures cannot be parted like this."), allowed)
