"""Many want few seats at the same moment: none is given twice, the line is in order, and one person is one row."""

import random
import threading
from contextlib import contextmanager, suppress

import pytest
from django.db import connection

from tests.at_once import at_once, outcomes
from tests.factories import PersonFactory
from tests.training import seating
from training.models import Enrolment, Session
from training.services import seats

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


def crowd(cast, size):
    return [PersonFactory(department=cast.team) for _n in range(size)]


def race(session, people):
    """At most twenty at once, each a thread with a connection of its own that enrols its share; what came of each."""

    def share(mine):
        return [seats.enrol(session, one, by=None).status for one in mine]

    shares = [people[place::AT_ONCE] for place in range(min(AT_ONCE, len(people)))]
    came = at_once(*(lambda mine=mine: share(mine) for mine in shares))
    return [one for part in came for one in ([part] if isinstance(part, str) else part)]


def sizes():
    """(rounds, people, seats): writers of SQLite queue up anyway, so a few show it."""
    return (10, 200, 30) if connection.vendor == "postgresql" else (1, 40, 6)


def test_two_hundred_race_for_thirty_seats_and_none_is_oversold(cast):
    rounds, size, capacity = sizes()
    people = crowd(cast, size)
    for _round in range(rounds):
        one = seating.session(cast, seats=capacity)
        random.shuffle(people)
        came = race(one, people)
        assert (came.count("confirmed"), came.count("waiting")) == (capacity, size - capacity)
        assert seating.standing(one) == (capacity, capacity, size - capacity)
        # In the order in which they asked: whoever has a seat asked before whoever waits.
        assert seating.statuses(one) == ["confirmed"] * capacity + ["waiting"] * (size - capacity)


def without_lock(monkeypatch):
    """Each believes the row as it finds it, and writes down what it reckons itself."""

    @contextmanager
    def not_held(session):
        yield [Session.objects.get(pk=session.pk)]

    def count(session, number):
        session.taken += number
        Session.objects.filter(pk=session.pk).update(taken=session.taken)

    monkeypatch.setattr(seats, "held", not_held)
    monkeypatch.setattr(seats, "count", count)


def meeting_point(monkeypatch, people):
    """Whoever has found a seat free waits for the others, as slow requests do."""

    barrier, has_room = threading.Barrier(people, timeout=3), seats.has_room

    def look_and_wait(session):
        found = has_room(session)
        with suppress(threading.BrokenBarrierError):
            barrier.wait()
        return found

    monkeypatch.setattr(seats, "has_room", look_and_wait)


def test_without_lock_and_constraint_two_would_sit_on_one_seat(cast, monkeypatch):
    one = seating.session(cast, seats=1)
    without_lock(monkeypatch)
    meeting_point(monkeypatch, 2)
    assert race(one, crowd(cast, 2)) == ["confirmed", "confirmed"]
    assert seating.standing(one)[1] == 2


def test_the_constraint_alone_lets_nobody_sit_on_a_taken_seat(cast, monkeypatch):
    """The second line of defence: without the lock one is turned away by the table, not by a word."""
    count = seats.count
    one = seating.session(cast, seats=1)
    without_lock(monkeypatch)
    monkeypatch.setattr(seats, "count", count)
    meeting_point(monkeypatch, 2)
    assert sorted(race(one, crowd(cast, 2))) == ["broken", "confirmed"]


def move_up_race(cast):
    """A seat is given back while somebody else asks: the one who waits gets it, and the newcomer waits."""
    one = seating.session(cast, seats=1)
    held, waiting = seating.enrol(one, cast.worker, cast.colleague)
    at_once(
        lambda: seats.cancel(held, by=cast.worker).status,
        lambda: seats.enrol(one, cast.owner.person, by=cast.owner).status,
    )
    waiting.refresh_from_db()
    return seating.standing(one), waiting.status, Enrolment.objects.get(session=one, person=cast.owner.person).status


def test_whoever_waits_gets_the_seat_and_not_who_comes_at_that_moment(cast):
    for _round in range(5):
        assert move_up_race(cast) == ((1, 1, 1), "confirmed", "waiting")


def test_two_who_give_back_at_once_let_two_move_up(cast):
    one = seating.session(cast, seats=2)
    first, second, *_rest = seating.enrol(one, cast.worker, cast.colleague, cast.owner, cast.finance, cast.reviewer)
    came = outcomes(lambda: seats.cancel(first, by=cast.worker), lambda: seats.cancel(second, by=cast.colleague))
    assert (came, seating.standing(one)) == (["done", "done"], (2, 2, 1))


def test_one_person_who_taps_twice_is_one_row(cast):
    one = seating.session(cast, seats=5)
    assert outcomes(*[lambda: seats.enrol(one, cast.worker.person, by=cast.worker)] * 2) == ["done", "done"]
    assert seating.standing(one) == (1, 1, 0)


def test_without_the_lock_the_second_tap_would_break(cast, monkeypatch):
    one = seating.session(cast, seats=5)
    without_lock(monkeypatch)
    meeting_point(monkeypatch, 2)
    assert race(one, [cast.worker.person] * 2).count("broken") == 1


def test_days_of_a_course_are_held_in_one_order(cast):
    days = seating.course(cast, 1, 1)
    people = [cast.worker, cast.colleague] * 2
    came = outcomes(
        *(
            lambda day=day, user=user: seats.enrol(day, user.person, by=user)
            for day, user in zip([*days, *days[::-1]], people, strict=True)
        )
    )
    assert came == ["done"] * 4
    assert [seating.standing(day) for day in days] == [(1, 1, 1)] * 2
