"""场次, 人次, 人数, 课时: four figures that are never mixed."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

DEFINITIONS = (
    Definition(
        "sessions",
        _("Sessions"),
        _("Held sessions; one that several workshops host together counts once for enterprise, alliance and district."),
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
    """`people` counts named attendance only; `person_times` adds the head counts of sessions without names."""

    sessions: int
    person_times: int
    people: int
    class_hours: Decimal


def summarise(sessions):
    """Count a queryset of sessions. A session hosted by several workshops counts once."""
    ids = sessions.order_by().values("pk").distinct()
    once = sessions.model.objects.filter(pk__in=ids)
    whole = once.aggregate(sessions=Count("pk"), hours=Sum("class_hours"))
    counted = once.filter(attendances=None).aggregate(heads=Sum("head_count"))["heads"] or 0
    named = once.aggregate(times=Count("attendances"), people=Count("attendances__person", distinct=True))
    return TrainingFigures(
        sessions=whole["sessions"],
        person_times=counted + named["times"],
        people=named["people"],
        class_hours=whole["hours"] or Decimal(0),
    )


def by_workshop(sessions, workshops):
    """{workshop id: TrainingFigures} of what each of these workshops hosted; who hosted nothing is not in it.

    A session hosted by several is seen under each of them, so these must not be added up: `summarise` counts the whole.
    """
    ids = sessions.order_by().values("pk").distinct()
    hosted = sessions.model.workshops.through.objects.filter(session__in=ids, workshop__in=workshops).order_by()
    rows = hosted.values("workshop").annotate(sessions=Count("pk"), hours=Sum("session__class_hours"))
    unnamed = hosted.filter(session__attendances=None).values("workshop").annotate(heads=Sum("session__head_count"))
    people = Count("session__attendances__person", distinct=True)
    named = hosted.values("workshop").annotate(times=Count("session__attendances"), people=people)
    heads = {row["workshop"]: row["heads"] or 0 for row in unnamed}
    known = {row["workshop"]: row for row in named}
    return {
        row["workshop"]: TrainingFigures(
            sessions=row["sessions"],
            person_times=heads.get(row["workshop"], 0) + known[row["workshop"]]["times"],
            people=known[row["workshop"]]["people"],
            class_hours=row["hours"] or Decimal(0),
        )
        for row in rows
    }


def together(sessions, workshops):
    """How many of the sessions two or more of these workshops hosted together; each counts once."""
    ids = sessions.order_by().values("pk").distinct()
    hosts = sessions.model.workshops.through.objects.filter(session__in=ids, workshop__in=workshops).order_by()
    return hosts.values("session").annotate(hosts=Count("workshop")).filter(hosts__gt=1).count()
