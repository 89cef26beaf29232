"""What is asked for: whose figures, of which months, and in which parts. All chapters count by this."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.dashboard.selection import Selection
from alliance_portal.periods import Period
from suggestions.models import Suggestion
from suggestions.permissions import can_see_all
from suggestions.statistics import Scope
from workshops.statistics import plates

MONTH, UNIT = "month", "unit"


@dataclass(frozen=True)
class Reader:
    """Whoever reads the figures, and the rows of a model that they may be made of."""

    user: object

    def rows(self, model):
        return model.objects.visible_to(self.user)

    def sees_all(self, enterprise):
        """Whether no suggestion of the enterprise, without one of the district, is hidden from the reader."""
        return can_see_all(self.user, enterprise)


class Everything(Reader):
    """Commands have the whole database before them; an address that nobody can guess shows sums of all of it."""

    def rows(self, model):
        return model.objects.all()

    def sees_all(self, enterprise):
        return True


@dataclass(frozen=True)
class Asked:
    """`is_public` is what everybody may know; `enterprises` and `departments` are those that may be asked for."""

    reader: Reader
    scope: Scope
    period: Period
    at: dt.datetime
    by: str = ""
    is_public: bool = False
    enterprises: tuple = ()
    departments: tuple = ()

    @property
    def user(self):
        return self.reader.user

    def own(self, model, field="enterprise"):
        """The rows of a model that belong to the scope."""
        rows = self.reader.rows(model)
        return rows.filter(**{field: self.scope.enterprise}) if self.scope.enterprise else rows

    def summarise(self):
        """The figures of the suggestions of the scope."""
        return self.scope.summarise(self.reader.rows(Suggestion), **self._how)

    def totals(self, *codes):
        """{code: number} of these figures of the suggestions only."""
        return self.scope.totals(self.reader.rows(Suggestion), *codes, **self._how)

    def participation(self):
        """(people who suggested, people in service)"""
        return self.scope.participation(self.reader.rows(Suggestion), **self._how)

    @property
    def _how(self):
        is_whole = self.reader.sees_all(self.scope.enterprise)
        return {"period": self.period, "at": self.at, "is_whole": is_whole}

    @property
    def today(self):
        return timezone.localtime(self.at).date()

    @property
    def day(self):
        """The day for what is counted on a day: the last one of the period, or today while it runs."""
        return plates.day_of(self.period, self.today)

    @property
    def until(self):
        """The moment at which counting stops."""
        return min(self.period.end, self.at)

    @property
    def months(self):
        """The same for each month of the period that has begun: [(first day, Asked)]."""
        begun = [month for month in self.period.months if month <= self.today]
        return [(month, replace(self, period=Period(month, month), by="")) for month in begun]

    @property
    def audience(self):
        if self.is_public:
            return "public"
        return "enterprise" if self.scope.enterprise else "district"

    @property
    def place(self):
        """Whose figures these are, in words."""
        return self.selection.place if self.scope.enterprise else _("The whole district")

    @property
    def selection(self):
        """The same as the dashboard has it, whose table of units is shown here too."""
        units = list(self.enterprises), list(self.departments)
        return Selection(self.user, self.scope, *units, self.period, self.at)
