"""Two people at once: of two who want a time one gets it, and no answer, reminder or change is lost."""

import threading
from contextlib import contextmanager, suppress

import pytest

from alliance_portal import workflow
from tests.at_once import at_once, outcomes
from tests.suggestions.telling import told
from tests.workshops import visiting
from tests.workshops.booking import VenueFactory, at, booked, fresh, statuses
from workshops import services
from workshops.models import Booking, Promise, Venue, Visit
from workshops.services import bookings, promises

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def venue(cast):
    return VenueFactory(enterprise=cast.enterprise)


@pytest.fixture
def meeting_point(monkeypatch):
    """Whoever has found the time free waits a moment for the other one: without a lock both find it free."""
    barrier = threading.Barrier(2, timeout=2)
    check = bookings.refuse_clash

    def check_and_wait(*args):
        check(*args)
        with suppress(threading.BrokenBarrierError):
            barrier.wait()

    monkeypatch.setattr(bookings, "refuse_clash", check_and_wait)


def without_lock(monkeypatch):
    """Each believes the venue as the page showed it."""

    @contextmanager
    def not_held(venue):
        yield venue

    monkeypatch.setattr(bookings, "held", not_held)


def book_at_once(cast, venue, second=(10, 12)):
    pages = [fresh(venue), fresh(venue)]
    return outcomes(lambda: booked(pages[0], cast.worker, 9, 11), lambda: booked(pages[1], cast.colleague, *second))


@pytest.mark.usefixtures("meeting_point")
def test_of_two_who_want_the_time_at_once_one_gets_it(cast, venue):
    assert book_at_once(cast, venue) == ["done", "told"]
    assert Booking.objects.count() == 1


@pytest.mark.usefixtures("meeting_point")
def test_without_the_lock_both_would_get_it(cast, venue, monkeypatch):
    without_lock(monkeypatch)
    assert book_at_once(cast, venue) == ["done", "done"]
    assert Booking.objects.count() == 2


@pytest.mark.usefixtures("meeting_point")
def test_two_who_want_different_times_both_get_them(cast, venue):
    assert book_at_once(cast, venue, second=(13, 14)) == ["done", "done"]


def test_twelve_at_once_get_one_booking(cast, venue):
    people = [cast.worker, cast.colleague, cast.reviewer, cast.owner] * 3
    came = at_once(*(lambda by=by: booked(fresh(venue), by, 9, 11) for by in people))
    assert Booking.objects.count() == 1
    assert "broken" not in came


def test_a_double_tap_is_one_booking(cast, venue):
    assert outcomes(*[lambda: booked(fresh(venue), cast.worker)] * 2) == ["done", "done"]
    assert Booking.objects.count() == 1


def decide_at_once(cast, venue):
    """The officer confirms while whoever asked gives it back."""
    booking = booked(venue, cast.worker)
    pages = [fresh(booking), fresh(booking)]
    version = booking.version
    return outcomes(
        lambda: services.bookings.confirm(pages[0], by=cast.officer, version=version),
        lambda: services.bookings.cancel(pages[1], by=cast.worker, reason="改期", version=version),
    )


def test_of_an_answer_and_a_withdrawal_at_once_one_counts(cast, venue):
    assert decide_at_once(cast, venue) == ["done", "told"]
    assert Booking.objects.get().events.count() == 2


def test_without_the_lock_both_would_count(cast, venue, monkeypatch):
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert decide_at_once(cast, venue) == ["done", "done"]
    assert Booking.objects.get().events.count() == 3


def test_taking_a_venue_out_of_use_leaves_no_booking_behind(cast, venue):
    pages = [fresh(venue), fresh(venue)]
    outcomes(
        lambda: services.venues.take_out_of_use(pages[0], by=cast.officer, reason="改造"),
        lambda: booked(pages[1], cast.worker),
    )
    assert set(statuses()) <= {"cancelled"}


def remind_at_once(cast, venue):
    services.bookings.confirm(booked(venue, cast.worker), by=cast.officer)
    return at_once(*[lambda: bookings.remind(now=at(9, days=6))] * 3)


def test_three_machines_remind_once(cast, venue):
    assert sum(remind_at_once(cast, venue)) == 1
    assert told(cast.worker).count("booking_tomorrow") == 1


def test_without_the_second_look_they_would_remind_thrice(cast, venue, monkeypatch):
    everybody = threading.Barrier(3, timeout=5)
    rows = Booking.objects.all().__class__.to_remind

    def seen_by_all(self, *args):
        found = list(rows(self, *args))
        everybody.wait()
        return Seen(found)

    class Seen(list):
        def filter(self, pk):
            return self

        def exists(self):
            return bool(self)

    monkeypatch.setattr(Booking.objects.all().__class__, "to_remind", seen_by_all)
    assert sum(remind_at_once(cast, venue)) == 3


def test_a_promise_is_reminded_of_once_by_three_machines(cast, staff):
    visiting.shared(cast.enterprise, staff, due=(-1,))
    assert sum(at_once(*[promises.remind] * 3)) == 1
    assert told(staff).count("promise_late") == 1


def answer_at_once(cast, staff):
    """Officer and leader answer the same promise differently, each from a page of their own."""
    promise = visiting.the_promise(visiting.shared(cast.enterprise, staff, due=(-1,)))
    facts = {"version": promise.version}
    pages = [Promise.objects.select_related("visit").get(pk=promise.pk) for _n in range(2)]
    return outcomes(
        lambda: promises.confirm(pages[0], by=cast.officer, **facts),
        lambda: promises.deny(pages[1], by=cast.leader, words="没有来过", **facts),
    )


def test_of_two_answers_at_once_one_counts(cast, staff):
    assert answer_at_once(cast, staff) == ["done", "told"]
    assert Promise.objects.get().events.exclude(verb="made").count() == 1


def test_without_the_lock_both_answers_would_count(cast, staff, monkeypatch):
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert answer_at_once(cast, staff) == ["done", "done"]


def close_and_promise(cast, staff, monkeypatch=None):
    visit = visiting.shared(cast.enterprise, staff, due=())
    pages = [visiting.fresh(visit), visiting.fresh(visit)]
    outcomes(
        lambda: services.visits.close(pages[0], by=staff, words="办完了"),
        lambda: visiting.promise(pages[1], staff),
    )
    closed = Visit.objects.get().status == Visit.Status.CLOSED
    return closed, Promise.objects.open().count()


def test_a_closed_visit_never_has_an_open_promise(cast, staff):
    assert close_and_promise(cast, staff) in [(True, 0), (False, 1)]


def register_at_once(cast):
    facts = {"name": "安全道场", "kind": "safety", "enterprise": cast.enterprise, "place": "西门", "capacity": 20}
    return outcomes(*[lambda: services.venues.register(Venue(**facts), by=cast.officer)] * 2)


def test_a_double_tap_registers_one_venue(cast):
    assert register_at_once(cast) == ["done", "told"]


def test_without_looking_again_the_second_would_break(cast, monkeypatch):
    monkeypatch.setattr(services.venues, "_refuse_double", lambda venue, name: None)
    assert register_at_once(cast) == ["broken", "done"]
