"""Counts sessions a second time, row by row in memory, and compares with what the queries of the database count.

On purpose nothing here is shared with the counting itself: a mistake in one of them shows as a difference.
"""

from collections import Counter, defaultdict
from decimal import Decimal

from django.utils import timezone

from ..models import Attendance, Enrolment, Session, SessionEvent
from .sessions import TrainingFigures, by_field, by_month, by_workshop, summarise

WHAT = ("sessions", "person_times", "people", "class_hours", "counted")


def differences(at):
    """Yield (place, what, counted, recounted) for every number that two ways of counting do not agree on."""
    sessions = list(Session.objects.order_by("pk").prefetch_related("workshops"))
    people = defaultdict(list)
    for session, person in Attendance.objects.values_list("session", "person"):
        people[session].append(person)
    held = [one for one in sessions if one.status == "announced" and one.starts_at <= at]
    yield from _in_histories(sessions)
    yield from _of_seats(sessions)
    yield from _of_figures(held, people, at)


def _place(session):
    return session.enterprise_id, timezone.localtime(session.starts_at).date().replace(day=1)


def _in_histories(sessions):
    """The last step that a history tells must be the status."""
    told = dict(SessionEvent.objects.exclude(to_status="").order_by("pk").values_list("record", "to_status"))
    for one in sessions:
        if told.get(one.pk, one.status) != one.status:
            yield _place(one), f"history of session {one.number}", told[one.pk], one.status


def _of_seats(sessions):
    """Seats taken are the rows of those enrolled, and never more than there are."""
    rows = Counter(Enrolment.objects.filter(status="confirmed").values_list("session", flat=True))
    for one in sessions:
        if one.taken != rows[one.pk]:
            yield _place(one), f"seats of session {one.number}", one.taken, rows[one.pk]


def _of_figures(held, people, at):
    counted = Session.objects.filter(status="announced", starts_at__lte=at)
    groups = {
        "function": (by_field(counted, "function"), lambda one: [one.function]),
        "enterprise": (by_field(counted, "enterprise"), lambda one: [one.enterprise_id]),
        "month": (by_month(counted), lambda one: [_place(one)[1]]),
        "workshop": (
            by_workshop(counted, [host.pk for one in held for host in one.workshops.all()]),
            lambda one: [host.pk for host in one.workshops.all()],
        ),
        "whole": ({"": summarise(counted)}, lambda one: [""]),
    }
    for name, (told, keys_of) in groups.items():
        by_hand = defaultdict(list)
        for one in held:
            for key in keys_of(one):
                by_hand[key].append(one)
        for key, several in by_hand.items():
            yield from _compared(f"{name} {key}".strip(), told.get(key), _by_hand(several, people), _place(several[0]))


def _by_hand(sessions, people):
    names = [person for one in sessions for person in people[one.pk]]
    counted = sum(one.head_count or 0 for one in sessions if not people[one.pk])
    hours = sum((one.class_hours for one in sessions), Decimal(0))
    return TrainingFigures(len(sessions), len(names) + counted, len(set(names)), hours, counted)


def _compared(name, told, by_hand, place):
    for what in WHAT:
        if getattr(told, what, None) != getattr(by_hand, what):
            yield place, f"{what} of training by {name}", getattr(told, what, None), getattr(by_hand, what)
