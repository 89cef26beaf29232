"""Two taps at once: one topic, one booking, and the last seat is never below those taken."""

import threading
from contextlib import nullcontext, suppress

import pytest

from alliance_portal import workflow
from members.models import Person
from tests.at_once import outcomes
from tests.training import sessions
from tests.workshops.booking import VenueFactory, at
from training import services
from training.models import Session, TopicWish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting_point(monkeypatch):
    """Whoever has found the way free waits a moment for the other one."""
    barrier = threading.Barrier(2, timeout=2)

    def wait():
        with suppress(threading.BrokenBarrierError):
            barrier.wait()

    check = services.wishes._refuse_too_many
    monkeypatch.setattr(services.wishes, "_refuse_too_many", lambda person: (check(person), wait()))
    refuse = services.sessions._refuse_fewer_seats
    monkeypatch.setattr(services.sessions, "_refuse_fewer_seats", lambda *facts: (refuse(*facts), wait()))


def ask_twice(cast):
    outcomes(*[lambda: sessions.wish(cast.worker)] * 2)
    return TopicWish.objects.count()


@pytest.mark.usefixtures("meeting_point")
def test_a_double_tap_is_one_topic(cast):
    assert ask_twice(cast) == 1


@pytest.mark.usefixtures("meeting_point")
def test_without_the_lock_it_would_be_two(cast, monkeypatch):
    monkeypatch.setattr(services.wishes, "_held", lambda user: nullcontext(Person.objects.get(user=user)))
    assert ask_twice(cast) == 2


def change_twice(cast):
    made = sessions.draft(cast)
    pages = [Session.objects.select_related("booking").get(pk=made.pk) for _n in range(2)]
    came = outcomes(
        *(
            lambda page=page, topic=topic: sessions.changed(page, by=cast.officer, topic=topic, version=made.version)
            for page, topic in zip(pages, "甲乙", strict=True)
        )
    )
    return came, made.events.filter(verb="changed").count()


@pytest.mark.usefixtures("meeting_point")
def test_of_two_changes_at_once_one_is_told(cast):
    assert change_twice(cast) == (["done", "told"], 1)


@pytest.mark.usefixtures("meeting_point")
def test_without_the_lock_both_would_count(cast, monkeypatch):
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert change_twice(cast) == (["done", "done"], 2)


def test_of_two_sessions_that_want_a_venue_at_once_one_gets_it(cast):
    venue = VenueFactory(enterprise=cast.enterprise)
    facts = {"venue": venue, "place": "", "capacity": 9}
    others = {"starts_at": at(10), "ends_at": at(12)}
    came = outcomes(
        lambda: sessions.draft(cast, **facts), lambda: sessions.draft(cast, by=cast.officer, **facts, **others)
    )
    assert (came, Session.objects.count()) == (["done", "told"], 1)
