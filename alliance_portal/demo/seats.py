"""Seats of the demo: one session nearly full with a line, one half full, and one of today with its door open."""

import datetime as dt

from training import services
from training.models import Attendance, Session

from .accounts import account_of

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
WORKER = "010101"
# Seats, and how many people ask for one.
FULL, HALF, TODAY = (20, 23), (30, 16), (24, 12)


def take_seats(enterprise, workshop, teams, desk, now):
    """People of the enterprise enrol in what is to come next, and some of them are at the door right now."""
    everybody = [person for (code, _team), people in teams.items() if code == enterprise.code for person in people]
    worker = next(person for person in everybody if person.work_number == WORKER)
    officer = desk[enterprise.code, "officer"]
    others = [person for person in everybody if person.pk != worker.pk]
    coming = Session.objects.upcoming(now).filter(enterprise=enterprise).exclude(starts_at__lt=now + DAY)
    half, _second, full = coming[:3]
    _ask(full, [worker, *others[::5]], FULL, officer, now - 3 * DAY)
    _ask(half, others[1::5], HALF, officer, now - 2 * DAY)
    today = _session_of_today(enterprise, workshop, officer, now)
    _ask(today, [worker, *others[2::5]], TODAY, officer, now - 2 * DAY)
    _arrive(today, officer, now)
    _say_how(enterprise, officer)


def _ask(session, people, numbers, officer, when):
    """The first ones for themselves, the rest as a team of the officer."""
    session.capacity, asking = numbers
    session.save(update_fields=["capacity"])
    for place, person in enumerate(people[:3]):
        services.seats.enrol(session, person, by=account_of(person), occurred_at=when + place * MINUTE)
    services.teams.enrol_team(session, people[3:asking], by=officer, occurred_at=when + 10 * MINUTE)


def _session_of_today(enterprise, workshop, officer, now):
    """It began a few minutes ago, and is taught by whoever leads the workshop."""
    leader = workshop.memberships.current().select_related("person").get(role="leader").person
    facts = {
        "topic": "班后微课：焊钳电缆怎么走", "function": Session.Function.SKILL, "kind": Session.Kind.TALK,
        "place": "设备动力科会议室", "lecturer": leader.name, "lecturer_person": leader, "class_hours": 1,
        "starts_at": now - 5 * MINUTE, "ends_at": now + 85 * MINUTE,
        "about": "电缆为什么磨坏\n平衡器怎么挂\n每人动手挂一次",
    }  # fmt: skip
    session = services.sessions.create(
        by=officer, enterprise=enterprise, workshops=[workshop], occurred_at=now - 5 * DAY, **facts
    )
    return services.sessions.announce(session, by=officer, occurred_at=now - 4 * DAY)


def _arrive(session, officer, now):
    """By each of the ways: scanned, by four digits, called by name; two of them with one phone."""
    door, enrolled = services.door, [one.person for one in session.enrolments.confirmed().with_people()]
    for place, person in enumerate(enrolled[1:5]):
        phone = "one" if place > 1 else f"phone {place}"
        when = now - (4 - place) * MINUTE
        door.scan(session, person, by=account_of(person), cookie=phone, occurred_at=when)
    door.by_person_code(session, enrolled[5], by=officer, occurred_at=now)
    door.roll(session, enrolled[6:8], by=officer, occurred_at=now)


def _say_how(enterprise, officer):
    """How people were put on the lists of earlier sessions."""
    ways = (Attendance.Way.SCAN, Attendance.Way.SCAN, Attendance.Way.CODE, Attendance.Way.PAPER)
    earlier = list(Attendance.objects.filter(session__enterprise=enterprise, arrived_at=None).select_related("session"))
    for place, one in enumerate(earlier):
        one.way, one.recorded_by = ways[place % len(ways)], officer
        one.arrived_at = one.session.starts_at - (place % 20) * MINUTE
    Attendance.objects.bulk_update(earlier, ["way", "recorded_by", "arrived_at"], batch_size=200)
