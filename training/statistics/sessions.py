"""场次, 人次, 人数, 课时: four figures that are never mixed."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum, Value
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

SESSIONS = (
    Definition(
        "sessions",
        _("Sessions"),
        _(
            "Held sessions; one that several workshops host together counts once for enterprise, alliance and "
            "district, and appears under each of them. Of a course of several days each day is a session; the course "
            "is not counted beside them. What was cancelled does not count."
        ),
    ),
    Definition(
        "person_times",
        _("Attendances"),
        _(
            "Every attendance counts: somebody at three sessions counts three times. Sessions "
            "without a list of names add the people who were counted."
        ),
    ),
    Definition(
        "people",
        _("People trained"),
        _(
            "Different people on the lists of names; somebody at three sessions counts once. "
            "Sessions without a list add nobody."
        ),
    ),
    Definition("class_hours", _("Class hours"), _("The sum of the class hours of the sessions.")),
)


@dataclass(frozen=True)
class TrainingFigures:
    """`people` counts names only; `person_times` adds the head counts (`counted`) of sessions without names."""

    sessions: int
    person_times: int
    people: int
    class_hours: Decimal
    counted: int = 0

    @property
    def named(self):
        """Attendances that stand on a list of names."""
        return self.person_times - self.counted


NOTHING = TrainingFigures(0, 0, 0, Decimal(0))


def summarise(sessions):
    """Count a queryset of sessions. A session hosted by several workshops counts once."""
    return _grouped(_once(sessions).annotate(whole=Value(1)), "whole").get(1, NOTHING)


def by_field(sessions, field):
    """{value: TrainingFigures} by a field of the session: function, kind, enterprise, lecturer_kind.

    People are different people within each group, so that these do not add up; all else does.
    """
    return _grouped(_once(sessions), field)


def by_month(sessions):
    """{first day of the month: TrainingFigures}."""
    found = _grouped(_once(sessions).annotate(month=TruncMonth("starts_at")), "month")
    return {month.date(): figures for month, figures in found.items()}


def by_workshop(sessions, workshops):
    """{workshop id: TrainingFigures} of what each of these workshops hosted; who hosted nothing is not in it.

    A session hosted by several is seen under each of them, so these must not be added up: `summarise` counts the whole.
    """
    ids = sessions.order_by().values("pk").distinct()
    hosted = sessions.model.workshops.through.objects.filter(session__in=ids, workshop__in=workshops).order_by()
    return _grouped(hosted, "workshop", "session__")


def _once(sessions):
    """Each session once, whatever the queryset joined."""
    return sessions.model.objects.filter(pk__in=sessions.order_by().values("pk").distinct()).order_by()


def _grouped(rows, key, to_session=""):
    """{key: TrainingFigures} in three queries; rows are sessions, or lead to them by `to_session`."""
    attendances = f"{to_session}attendances"
    whole = rows.values(key).annotate(sessions=Count("pk"), hours=Sum(f"{to_session}class_hours"))
    unnamed = rows.filter(**{attendances: None}).values(key).annotate(heads=Sum(f"{to_session}head_count"))
    people = Count(f"{attendances}__person", distinct=True)
    named = {row[key]: row for row in rows.values(key).annotate(times=Count(attendances), people=people)}
    heads = {row[key]: row["heads"] or 0 for row in unnamed}
    return {row[key]: _figures(row, heads.get(row[key], 0), named[row[key]]) for row in whole}


def _figures(whole, heads, named):
    return TrainingFigures(
        sessions=whole["sessions"],
        person_times=heads + named["times"],
        people=named["people"],
        class_hours=whole["hours"] or Decimal(0),
        counted=heads,
    )


def together(sessions, workshops):
    """How many of the sessions two or more of these workshops hosted together; each counts once."""
    ids = sessions.order_by().values("pk").distinct()
    hosts = sessions.model.workshops.through.objects.filter(session__in=ids, workshop__in=workshops).order_by()
    return hosts.values("session").annotate(hosts=Count("workshop")).filter(hosts__gt=1).count()
