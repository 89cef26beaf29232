"""At the door several come at the same moment: each is there once, and nobody who scanned early is forgotten."""

import threading
from contextlib import contextmanager, suppress

import pytest
from django.utils import timezone

from tests.at_once import at_once, outcomes
from tests.training import seating
from training.models import Attendance, EarlyScan
from training.services import door

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def noon(time_machine):
    """No day ends meanwhile."""
    time_machine.move_to(timezone.localtime().replace(hour=12))


@pytest.fixture
def running(cast, noon):
    made = seating.session(cast, seats=5, starts_at=timezone.now() + seating.MINUTE)
    seating.enrol(made, cast.worker)
    return made


@pytest.fixture
def later(cast, noon):
    """Not open by itself yet."""
    made = seating.session(cast, seats=5, starts_at=timezone.now() + 40 * seating.MINUTE)
    seating.enrol(made, cast.worker)
    return made


def twice(cast, session):
    """The worker scans while whoever runs the door calls the same name."""
    return outcomes(
        lambda: door.scan(session, cast.worker.person, by=cast.worker),
        lambda: door.roll(session, [cast.worker.person], by=cast.officer),
    )


def test_scanned_and_called_at_once_one_is_there_once(cast, running):
    for _round in range(5):
        assert twice(cast, running) == ["done", "done"]
        assert running.attendances.count() == 1
        running.attendances.all().delete()


def test_looking_first_and_writing_then_would_break(cast, running, monkeypatch):
    """The control: without the lock, and with a look instead of the unique key, both find nobody there."""
    barrier = threading.Barrier(2, timeout=3)

    @contextmanager
    def not_held(session):
        yield seating.door(session)

    def look_and_write(session, person, *, by, way, now, device=""):
        seen = Attendance.objects.filter(session=session, person=person).first()
        with suppress(threading.BrokenBarrierError):
            barrier.wait()
        return seen or Attendance.objects.create(session=session, person=person, way=way)

    monkeypatch.setattr(door, "held", not_held)
    monkeypatch.setattr(door, "put_down", look_and_write)
    assert twice(cast, running) == ["broken", "done"]


def open_while_scanning(cast, session):
    at_once(
        lambda: door.scan(session, cast.worker.person, by=cast.worker),
        lambda: door.open_door(session, by=cast.officer),
    )
    return Attendance.objects.filter(session=session).count(), EarlyScan.objects.filter(session=session).count()


def test_whoever_scans_while_it_opens_is_there(cast, later):
    assert open_while_scanning(cast, later) == (1, 0)


def test_without_the_lock_the_early_scan_would_be_left_behind(cast, later, monkeypatch):
    opened = threading.Event()
    note_early, settle = door._note_early, door.settle_early

    @contextmanager
    def not_held(session):
        yield seating.door(session)

    def note_late(*args, **facts):
        opened.wait(3)
        return note_early(*args, **facts)

    def settle_and_tell(*args):
        found = settle(*args)
        if threading.current_thread() is opener:
            opened.set()
        return found

    monkeypatch.setattr(door, "held", not_held)
    monkeypatch.setattr(door, "_note_early", note_late)
    monkeypatch.setattr(door, "settle_early", settle_and_tell)
    opener = None
    scanned = threading.Event()

    def scan():
        scanned.set()
        return door.scan(later, cast.worker.person, by=cast.worker)

    def open_it():
        nonlocal opener
        opener = threading.current_thread()
        scanned.wait(3)
        threading.Event().wait(0.5)
        return door.open_door(later, by=cast.officer)

    at_once(scan, open_it)
    assert EarlyScan.objects.filter(session=later).count() == 1
