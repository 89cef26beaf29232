"""The figures of sessions of a period, in the groups in which superiors ask for them."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.periods import Period, last_day, month_and_year
from members.models import Enterprise
from workshops.models import Workshop

from ..models import Session
from .sessions import NOTHING, TrainingFigures, by_field, by_month, by_workshop, summarise


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is called, its figures, and what the desk's list takes to show its sessions."""

    name: str
    figures: TrainingFigures
    narrowed: dict


@dataclass(frozen=True)
class Group:
    """One table. `adds_up` tells whether its sessions add up to the whole."""

    code: str
    heading: str
    first: str
    lines: list
    adds_up: bool = True


@dataclass(frozen=True)
class Summary:
    """`narrowed` is what the desk's list takes to show the sessions of the whole."""

    period: Period
    as_of: dt.datetime
    whole: TrainingFigures
    groups: list
    narrowed: dict


def summary(sessions, period, enterprise=None):
    """Count those of the sessions that were held in the period, up to now; of one enterprise, or of all."""
    now = timezone.now()
    sessions = sessions.filter(enterprise=enterprise) if enterprise else sessions
    held = sessions.held_between(period.start, min(period.end, now))
    asked = _days(period) | {"status": "held"} | ({"enterprise": enterprise.code} if enterprise else {})
    groups = [make(held) for make in (_functions, _kinds, _lecturers, _workshops, _enterprises)]
    shown = [_narrowed(group, asked) for group in [*groups, _months(held, period)] if group.lines]
    return Summary(period, now, summarise(held), shown, asked)


def _days(period):
    return {"since": f"{period.first:%Y-%m-%d}", "until": f"{last_day(period.last):%Y-%m-%d}"}


def _narrowed(group, asked):
    """Each line with what all of them ask of the list."""
    return replace(group, lines=[replace(line, narrowed=asked | line.narrowed) for line in group.lines])


def _functions(held):
    """All five, those without a session too: that there was none is what the reader has to see."""
    found = by_field(held, "function")
    return _choices("function", _("By function"), _("Function"), Session.Function, found)


def _kinds(held):
    found = by_field(held, "kind")
    return _choices("kind", _("By kind"), _("Kind"), [one for one in Session.Kind if one in found], found)


def _lecturers(held):
    found = by_field(held, "lecturer_kind")
    kinds = [one for one in Session.LecturerKind if one in found]
    group = _choices("lecturer", _("By lecturer"), _("Lecturer"), kinds, found)
    if "" in found and kinds:
        group.lines.append(Line(_("Not said"), found[""], {"lecturer": "unsaid"}))
    return group


def _choices(code, heading, first, choices, found):
    lines = [Line(str(one.label), found.get(one.value, NOTHING), {code: one.value}) for one in choices]
    return Group(code, heading, first, lines)


def _workshops(held):
    workshops = Workshop.objects.filter(pk__in=held.order_by().values("workshops")).select_related("enterprise")
    found = by_workshop(held, workshops.order_by().values("pk"))
    lines = [Line(str(one), found[one.pk], {"workshop": one.slug}) for one in workshops.order_by("enterprise", "name")]
    return Group("workshop", _("By host workshop"), _("Workshop"), lines, adds_up=False)


def _enterprises(held):
    found = by_field(held, "enterprise")
    enterprises = Enterprise.objects.filter(pk__in=found).order_by("name")
    lines = [Line(str(one), found[one.pk], {"enterprise": one.code}) for one in enterprises]
    # One enterprise alone is the whole.
    return Group("enterprise", _("By enterprise"), _("Enterprise"), lines if len(lines) > 1 else [])


def _months(held, period):
    found = by_month(held)
    last = max(found, default=period.first)
    months = [month for month in period.months if month <= last] if found else []
    lines = [Line(month_and_year(month), found.get(month, NOTHING), _days(Period(month, month))) for month in months]
    return Group("month", _("Month by month"), _("Month"), lines)
