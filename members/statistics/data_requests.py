"""Requests about one's own data: asked, answered, answered in time, overdue; cohorts by the day they were asked."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

from ..models import DataRequest

DEFINITIONS = (
    Definition(
        "data_requests",
        _("Requests about data"),
        _(
            "What people asked for about their own data in the period, each request once, for the enterprise they "
            "belong to today. On the register page it is all that whoever reads may answer, since the beginning."
        ),
    ),
    Definition(
        "data_requests_answered",
        _("Requests about data answered"),
        _("Of these requests, those with an answer by then, done or not done, divided by all of them."),
    ),
    Definition(
        "data_requests_in_time",
        _("Requests about data answered in time"),
        _(
            "Those answered on their day (15 days after they were asked) or before it, divided by those that were due: "
            "answered, or overdue. What waits and is not due yet is in neither number."
        ),
    ),
    Definition(
        "data_requests_overdue",
        _("Requests about data overdue"),
        _("Those without an answer whose day is over. One that is due today is not among them."),
    ),
)


@dataclass(frozen=True)
class DataRequestFigures:
    """`in_time` of the `due` ones; `answered` of the `received` ones."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    overdue: int = 0

    @property
    def due(self):
        return self.answered + self.overdue

    def __add__(self, other):
        pairs = ((getattr(self, name), getattr(other, name)) for name in COUNTED)
        return DataRequestFigures(*map(sum, pairs))


COUNTED = ("received", "answered", "in_time", "overdue")


def count(requests, at=None):
    """The figures of these requests as they stood at a moment."""
    return DataRequestFigures(**requests.order_by().aggregate(**_counts(at or timezone.now())))


def count_by_kind(requests, at=None):
    """[(name of the kind, figures)] of all kinds, in their order."""
    found = _count_by("kind", requests, at or timezone.now())
    return [(kind.label, found.get(kind.value, DataRequestFigures())) for kind in DataRequest.Kind]


def count_by_enterprise(requests, at=None):
    """{enterprise id: figures}; one from which nobody has asked is not in it."""
    return _count_by("person__enterprise", requests, at or timezone.now())


def together(lines):
    """The sum of what `count_by_kind` has found."""
    return sum((figures for _name, figures in lines), DataRequestFigures())


def _count_by(what, requests, at):
    rows = requests.order_by().values(what).annotate(**_counts(at))
    return {row.pop(what): DataRequestFigures(**row) for row in rows}


def _counts(at):
    known = Q(asked_at__lte=at)
    answered = known & Q(answered_at__lte=at)
    waits = known & (Q(answered_at=None) | Q(answered_at__gt=at))
    return {
        "received": Count("pk", filter=known),
        "answered": Count("pk", filter=answered),
        "in_time": Count("pk", filter=answered & Q(answered_at__date__lte=F("due_on"))),
        "overdue": Count("pk", filter=waits & Q(due_on__lt=timezone.localtime(at).date())),
    }
