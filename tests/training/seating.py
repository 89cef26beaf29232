"""Sessions with a few seats, people who want one, and the door on the day."""

import datetime as dt

from django.utils import timezone

from tests.factories import PersonFactory, SessionFactory
from training import codes, services
from training.models import CheckIn, Enrolment, Series, Session

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


def session(cast, *, seats=1, days=3, **changed):
    """In the afternoon so many days from now, kept by the officer of the story."""
    day = timezone.localtime() + dt.timedelta(days=days)
    facts = {"starts_at": day.replace(hour=13, minute=30, second=0, microsecond=0), "enterprise": cast.enterprise}
    return SessionFactory(capacity=seats, place="2号实训室", **facts | changed)


def course(cast, *seats):
    """A course of several days with so many seats on each."""
    series = Series.objects.create(title="机器人示教三天班", enterprise=cast.enterprise)
    return [session(cast, seats=each, days=3 + place, series=series) for place, each in enumerate(seats)]


def enrol(of, *users):
    return [services.seats.enrol(of, user.person, by=user) for user in users]


def people(cast, number):
    return [PersonFactory(department=cast.team) for _n in range(number)]


def statuses(of):
    """Of everybody who asked, in the order in which they did."""
    return list(of.enrolments.order_by("asked_at", "pk").values_list("status", flat=True))


def standing(of):
    """(seats taken as the row says, rows with a seat, rows that wait)."""
    rows = Enrolment.objects.filter(session=of)
    return fresh(of).taken, rows.confirmed().count(), rows.waiting().count()


def fresh(of):
    return Session.objects.get(pk=of.pk)


def door(of):
    return CheckIn.objects.get_or_create(session=of)[0]


def room(of, when=None):
    """The address to which the code of the room leads."""
    return f"/k/{codes.room_code(door(of), when or timezone.now())}/"


def digits(of, user):
    return codes.digits_of(door(of), user.person)


def session_like(of):
    """Another one of the same enterprise at the same time."""
    return SessionFactory(enterprise=of.enterprise, starts_at=of.starts_at)
