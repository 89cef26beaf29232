"""Whose report it is: the unit, the period, the moment whose knowledge counts, and who asks."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from alliance_portal.periods import Period, last_day
from members.models import Enterprise

from .spans import Span


@dataclass(frozen=True)
class Scope:
    """Without an enterprise it is the whole district's."""

    user: object
    enterprise: Enterprise | None
    span: Span
    now: dt.datetime

    @classmethod
    def of(cls, user, enterprise, span, now=None):
        return cls(user, enterprise, span, now or timezone.now())

    @property
    def unit(self):
        """Who reports, in words."""
        return self.enterprise.name if self.enterprise else settings.PORTAL["host"]

    @property
    def unit_id(self):
        return self.enterprise.pk if self.enterprise else None

    @property
    def period(self):
        return self.span.period

    @property
    def at(self):
        """What became known later does not count, however late the report is drawn."""
        return self.span.as_known_at(self.now)

    @property
    def begun(self) -> Period:
        """The months of the period without those to come."""
        return self.span.begun(self.now)

    @property
    def day(self):
        """The day for what is counted on a day: the last one of the period, or today while it runs."""
        return min(last_day(self.period.last), timezone.localtime(self.now).date())

    def own(self, rows):
        """The rows of the unit; for the district all that the person sees."""
        return rows.filter(enterprise=self.enterprise) if self.enterprise else rows

    @property
    def place(self):
        """The fields of a snapshot that tell where it belongs, but for the table."""
        return {
            "enterprise": self.unit_id, "period_code": self.span.code,
            "first": self.period.first, "last": self.period.last,
        }  # fmt: skip
