"""What a leader has chosen to look at: whose figures, of which months, in which order."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import periods
from alliance_portal.numbers import thousands
from alliance_portal.periods import Period
from members.models import Enterprise
from members.permissions import can_see_dashboard, is_district_staff
from suggestions.models import SpotCheckRow, Suggestion
from suggestions.permissions import can_see_all
from suggestions.statistics import Scope
from suggestions.statistics.spot_checks import checked_in
from workshops.models import Workshop
from workshops.statistics import plates

from .filters import narrowing_of

LONGEST = 36
FIRST_MONTH_OF_REPORTING_YEAR = 10


@dataclass(frozen=True)
class Selection:
    """`problems` are sentences about what was asked for and could not be understood.

    `narrowing` are the parameters that narrowed the district to some of its enterprises.
    """

    user: object
    scope: Scope
    enterprises: list
    departments: list
    period: Period
    at: dt.datetime
    problems: list = field(default_factory=list)
    narrowing: dict = field(default_factory=dict)

    @cached_property
    def suggestions(self):
        """The suggestions of the scope that the person may see."""
        return self.scope.narrow(self._visible)

    @property
    def _visible(self):
        return Suggestion.objects.visible_to(self.user, within=self.scope.enterprise)

    def summarise(self):
        return self.scope.summarise(self._visible, period=self.period, at=self.at, is_whole=self._is_whole)

    def totals(self, *codes):
        """{code: number} of these figures only."""
        return self.scope.totals(self._visible, *codes, period=self.period, at=self.at, is_whole=self._is_whole)

    @property
    def _is_whole(self):
        return can_see_all(self.user, self.scope.enterprise)

    def summarise_before(self):
        """The same of as many months before, as known as long after their beginning as these are now.

        So both had equally long to be answered and done.
        """
        when = timezone.localtime(self.at)
        day = periods.months_later(when.date(), -len(self.period.months))
        at = timezone.make_aware(dt.datetime.combine(day, when.time()))
        return self.scope.summarise(self._visible, period=self.period.before, at=at)

    @cached_property
    def checked(self):
        """{enterprise id, None for all: what spot checks found of these months}"""
        rows = SpotCheckRow.objects.visible_to(self.user)
        if self.scope.department:
            rows = rows.filter(suggestion__in=self.suggestions.order_by().values("pk"))
        elif self.scope.enterprise:
            rows = rows.filter(suggestion__enterprise=self.scope.enterprise)
        elif self.scope.among is not None:
            rows = rows.filter(suggestion__enterprise__in=self.scope.among)
        return checked_in(rows, self.period, self.at)

    @property
    def checked_url(self):
        """Where exactly these are listed; there are none of a department alone, or of some enterprises."""
        if self.scope.department or self.scope.among is not None:
            return ""
        return self.url("suggestions:spot-checks-found")

    @cached_property
    def plates(self):
        """Workshops and plates on the last day of the period; None for a department, which has none of its own."""
        if self.scope.department:
            return None
        workshops = Workshop.objects.visible_to(self.user).at_work(self.user)
        if self.scope.enterprise:
            workshops = workshops.filter(enterprise=self.scope.enterprise)
        elif self.scope.among is not None:
            workshops = workshops.filter(enterprise__in=self.scope.among)
        return plates.count(workshops, plates.day_of(self.period, timezone.localtime(self.at).date()))

    @property
    def plates_url(self):
        """Where exactly these plates are listed."""
        code = self.scope.enterprise.code if self.scope.enterprise else ""
        return f"{reverse('workshops:plates')}?{urlencode({'enterprise': code, 'on': self.plates.day.isoformat()})}"

    @property
    def may_see_district(self):
        return is_district_staff(self.user)

    @property
    def place(self):
        """Whose figures these are, in words."""
        if self.scope.among is not None:
            number = len(self.scope.among)
            return ngettext("%(n)s enterprise chosen", "%(n)s enterprises chosen", number) % {"n": thousands(number)}
        if not self.scope.enterprise:
            return _("The whole district")
        names = [self.scope.enterprise, self.scope.department]
        return _(" · ").join(str(name) for name in names if name)

    def parameters(self, **changes):
        """The address's parameters of this selection, with changes; None leaves one out."""
        chosen = {
            "enterprise": self.scope.enterprise.code if self.scope.enterprise else None,
            "department": self.scope.department.name if self.scope.department else None,
            "from": f"{self.period.first:%Y-%m}",
            "to": f"{self.period.last:%Y-%m}",
        }
        narrowing = {} if changes.get("enterprise") else self.narrowing
        return {name: value for name, value in (narrowing | chosen | changes).items() if value is not None}

    @property
    def query(self):
        return urlencode(self.parameters())

    def url(self, view="dashboard", **changes):
        return f"{reverse(view)}?{urlencode(self.parameters(**changes))}"

    def rows_url(self, figure, **changes):
        """Where exactly the rows behind a number are listed."""
        return self.url("dashboard-rows", figure=figure, **changes)

    def unit_parameters(self, unit):
        """The parameters that narrow this selection to one of its units."""
        return {"department": unit.name} if self.scope.enterprise else {"enterprise": unit.code}

    def month_parameters(self, month):
        return {"from": f"{month:%Y-%m}", "to": f"{month:%Y-%m}"}

    @property
    def quick_periods(self):
        return self.periods_offered("dashboard")

    def periods_offered(self, view):
        """(name, address, is it chosen) of the periods most often asked for."""
        today = timezone.localtime(self.at).date()
        running = today.year + (today.month >= FIRST_MONTH_OF_REPORTING_YEAR)
        offered = [
            (_("This year"), Period.this_year(today)),
            (_("Last year"), Period.year(today.year - 1)),
            (_("Reporting year since October"), _begun(Period.reporting_year(running), today)),
            (_("Last reporting year"), Period.reporting_year(running - 1)),
        ]
        return [(name, self._url_of(view, period), period == self.period) for name, period in offered]

    def _url_of(self, view, period):
        return self.url(view, **{"from": f"{period.first:%Y-%m}", "to": f"{period.last:%Y-%m}"})


def choose(request, *, narrowed=False):
    """Read the selection from the address; what is not understood falls back, and the page says so.

    `narrowed`: for the district also by what its table is narrowed by. Raises PermissionDenied for whoever leads
    nothing.
    """
    if not can_see_dashboard(request.user):
        raise PermissionDenied
    asked, problems, at = request.GET, [], timezone.now()
    enterprises = list(Enterprise.objects.visible_to(request.user).with_role(request.user, "leader", "officer"))
    enterprise = _enterprise(request.user, enterprises, asked.get("enterprise"), problems)
    # Read by pages that show them, and where one is asked for.
    departments = SimpleLazyObject(lambda: list(enterprise.departments.shops()) if enterprise else [])
    department = _department(departments, asked.get("department"), problems)
    narrowing, among = narrowing_of(request) if narrowed and not enterprise else ({}, None)
    return Selection(
        user=request.user,
        scope=Scope(enterprise, department, among),
        enterprises=enterprises,
        departments=departments,
        period=_period(asked.get("from"), asked.get("to"), timezone.localtime(at).date(), problems),
        at=at,
        problems=problems,
        narrowing=narrowing,
    )


def _enterprise(user, enterprises, code, problems):
    """The one that was asked for; without one the whole district for staff, and the own one for everybody else."""
    own = None if is_district_staff(user) else enterprises[0]
    if not code:
        return own
    for enterprise in enterprises:
        if enterprise.code == code:
            return enterprise
    problems.append(_("We know no enterprise “%(code)s” here. You see the usual figures.") % {"code": code[:20]})
    return own


def _department(departments, name, problems):
    if not name:
        return None
    for department in departments:
        if department.name == name:
            return department
    problems.append(_("There is no department “%(name)s” here. You see all of them.") % {"name": name[:60]})
    return None


def _period(first, last, today, problems):
    usual = Period.this_year(today)
    if not first and not last:
        return usual
    months = [periods.parse_month(text) for text in (first or last, last or first)]
    if None in months or min(months) > usual.last:
        problems.append(_("We could not read these months. You see this year."))
        return usual
    if months[0] > months[1]:
        problems.append(_("The months were the wrong way round; we swapped them."))
    return _shortened(_begun(Period(*sorted(months)), today), problems)


def _begun(period, today):
    """The period without the months to come."""
    return Period(period.first, min(period.last, today.replace(day=1)))


def _shortened(period, problems):
    if len(period.months) <= LONGEST:
        return period
    problems.append(_("At most 36 months fit on a page. You see the last 36."))
    return Period(periods.add_months(period.last, 1 - LONGEST), period.last)
