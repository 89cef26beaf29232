"""Sessions at each of their steps, made the way people make them."""

import datetime as dt

from tests.workshops.booking import at
from training import services

DAY = dt.timedelta(days=1)


def words(**changed):
    """A session next week, from nine to eleven, in the union's room."""
    facts = {"topic": "焊点判定", "function": "skill", "kind": "practice", "place": "职工之家", "class_hours": 2}
    return facts | {"starts_at": at(9), "ends_at": at(11), "audience": "own"} | changed


def draft(cast, *, by=None, **changed):
    return services.sessions.create(by=by or cast.officer, enterprise=cast.enterprise, **words(**changed))


def announced(cast, **changed):
    return services.sessions.announce(draft(cast, **changed), by=cast.officer)


def changed(session, *, by, venue=None, **facts):
    """What the form sends when only these were changed."""
    names = ("topic", "function", "kind", "place", "class_hours", "audience", "capacity", "starts_at", "ends_at")
    same = {name: getattr(session, name) for name in names}
    hosts = {"workshops": session.workshops.all(), "co_hosts": session.co_hosts.all()}
    kept = session.booking.venue if session.booking and venue is None and "place" not in facts else venue
    return services.sessions.change(session, by=by, venue=kept, **hosts, **same | facts)


def seat(session, user, status="confirmed"):
    """A row as the enrolment would leave it."""
    enrolment = session.enrolments.create(person=user.person, status=status)
    if status == "confirmed":
        type(session).objects.filter(pk=session.pk).update(taken=session.taken + 1)
        session.refresh_from_db(fields=["taken"])
    return enrolment


def wish(user, text="电极修磨"):
    return services.wishes.ask(by=user, text=text)


def typed(**changed):
    """What the page of the desk sends for a session next week."""
    usual = {
        "topic": "焊点判定", "function": "skill", "kind": "practice", "day": f"{at(9):%Y-%m-%d}", "starts": "09:00",
        "ends": "11:00", "form": "on_site", "venue": "", "place": "职工之家", "how_to_join": "", "lecturer_person": "",
        "lecturer": "", "lecturer_kind": "", "audience": "own", "capacity": "", "enrol_until": "", "class_hours": "",
        "about": "", "bring": "",
    }  # fmt: skip
    return usual | changed
