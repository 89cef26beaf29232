"""③ 培训/活动台账: the sessions held in the period, up to the moment of the report."""

from alliance_portal.moments import local_day
from training.models import Session
from training.statistics import NOTHING, by_field, summarise

from ..columns import People
from . import Drawn

FORMS = {"on_site": "线下", "online": "线上", "hands_on": "实操"}


def held(scope):
    """The sessions that count for the unit: announced, not cancelled, and begun by then."""
    own = scope.own(Session.objects.visible_to(scope.user).answered_for_by(scope.user))
    return own.held_between(scope.period.start, min(scope.period.end, scope.at))


def draw(scope):
    sessions = held(scope)
    figures = by_field(sessions, "pk")
    rows = [
        (str(one.pk), _row(one, figures.get(one.pk, NOTHING)))
        for one in sessions.for_list().order_by("starts_at", "pk")
    ]
    whole = summarise(sessions)
    totals = {"topic": f"共{whole.sessions}场", "class_hours": whole.class_hours, "person_times": whole.person_times}
    return Drawn(rows, totals)


def _row(one, figures):
    hosts = "、".join(workshop.name for workshop in one.workshops.all())
    return {
        "held_on": local_day(one.starts_at),
        "topic": one.topic,
        "function": one.get_function_display(),
        "form": FORMS[one.form],
        "hosts": hosts or one.enterprise.name,
        "enterprise": one.enterprise.name,
        "place": one.booking.venue.name if one.holds_venue else one.place,
        "class_hours": one.class_hours,
        "lecturer": _lecturer(one),
        "person_times": figures.person_times,
        "evidence": "签到名单" if figures.named else "清点人数",
        "number": one.number,
    }


def _lecturer(session):
    """A colleague, a guest as far as they agree to be named, or somebody from outside as written."""
    if not session.lecturer_person_id:
        return People(words=session.lecturer)
    return People(((session.lecturer_person_id, session.lecturer_person.enterprise_id == session.enterprise_id),))
