"""One's own class hours, by year and function: for the person alone, never beside anybody else's."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

from ..models import Attendance, Session

HOURS = (
    Definition(
        "own_hours",
        _("One's own class hours"),
        _("The class hours of sessions that are over and at which somebody was present. Only that person reads them."),
    ),
)


@dataclass
class Year:
    """The hours of a year by function, the sessions behind them, and their sums."""

    year: int
    functions: dict = field(default_factory=dict)
    sessions: list = field(default_factory=list)

    @property
    def hours(self):
        return sum((session.class_hours for session in self.sessions), Decimal(0))

    @property
    def rows(self):
        """[(function, number of sessions, hours)] in the order of the functions."""
        labels = Session.Function
        return [
            (one.label, len(of), sum(s.class_hours for s in of)) for one in labels if (of := self.functions.get(one))
        ]


def hours_of(person, now=None):
    """[Year], the latest first, from one query."""
    over = {"session__status": Session.Status.ANNOUNCED, "session__ends_at__lte": now or timezone.now()}
    rows = Attendance.objects.filter(person=person, **over).select_related("session__enterprise")
    years = {}
    for row in rows.order_by("-session__starts_at", "-pk"):
        session = row.session
        year = timezone.localtime(session.starts_at).year
        one = years.setdefault(year, Year(year))
        one.sessions.append(session)
        one.functions.setdefault(session.function, []).append(session)
    return list(years.values())
