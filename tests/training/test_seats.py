"""Who gets a seat, who waits and in which order, and what a course and a leaver change of it."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import TransitionError, WorkflowError
from members.models import Notice
from members.services import roster
from tests.factories import DepartmentFactory
from tests.training import seating
from training import services
from training.models import Enrolment, Session
from training.services import seats
from training.services.seats import SeatError

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_the_line_moves_up_in_order_and_whoever_cancelled_goes_to_its_end(cast):
    one = seating.session(cast, seats=1)
    first, _second, _third = seating.enrol(one, cast.worker, cast.colleague, cast.owner)
    assert seating.statuses(one) == ["confirmed", "waiting", "waiting"]

    seats.cancel(first, by=cast.worker)
    assert told(cast.colleague) == ["seat_moved_up"]
    again = seats.enrol(one, cast.worker.person, by=cast.worker)
    assert again.pk == first.pk
    assert [str(row.person.name) for row in Enrolment.objects.waiting()] == ["周工", "王海"]
    assert seating.standing(one) == (1, 1, 2)
    assert [event.verb for event in again.events.all()] == ["confirmed", "cancelled", "waiting"]
    assert {event.actor_role for event in again.events.all()} == {"participant"}

    Session.objects.filter(pk=one.pk).update(capacity=3)
    assert seats.fill(one) == 2
    assert seating.standing(one) == (3, 3, 0)
    with pytest.raises(TransitionError):
        seats.cancel(Enrolment.objects.get(pk=seats.cancel(again, by=cast.worker).pk), by=cast.worker)


def test_enrolling_twice_changes_nothing(cast):
    one = seating.session(cast, seats=2)
    assert seating.enrol(one, cast.worker)[0] == seating.enrol(one, cast.worker)[0]
    assert seating.standing(one) == (1, 1, 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "draft"},
        {"status": "cancelled"},
        {"enrol_until": timezone.now() - seating.HOUR},
        {"starts_at": timezone.now() - seating.MINUTE},
    ],
    ids=["draft", "cancelled", "too late", "begun"],
)
def test_there_is_no_seat_before_it_is_announced_nor_too_late(cast, changed):
    one = seating.session(cast, **changed)
    with pytest.raises(SeatError):
        seating.enrol(one, cast.worker)
    assert seating.standing(one) == (0, 0, 0)


def test_it_is_for_whom_it_says_and_for_people_in_service(cast, strangers):
    own, open_to_all = seating.session(cast, seats=9), seating.session(cast, seats=9, audience="district")
    with pytest.raises(SeatError):
        seating.enrol(own, strangers.worker)
    seating.enrol(open_to_all, strangers.worker)
    roster.let_go(cast.worker.person, by=cast.officer)
    cast.worker.person.refresh_from_db()
    with pytest.raises(SeatError):
        seating.enrol(own, cast.worker)


def test_a_leavers_seat_is_free_and_a_leaver_in_the_line_holds_nobody_up(cast):
    one = seating.session(cast, seats=1)
    seating.enrol(one, cast.worker, cast.colleague, cast.owner)
    for user in (cast.worker, cast.colleague):
        roster.let_go(user.person, by=cast.officer)
    assert seats.fill_all() == 1
    assert seating.statuses(one) == ["cancelled", "cancelled", "confirmed"]
    assert seating.standing(one) == (1, 1, 0)
    assert seats.fill_all() == 0


def test_a_course_is_taken_as_a_whole_or_waited_for_as_a_whole(cast):
    days = seating.course(cast, 2, 1)
    seating.enrol(days[0], cast.worker)
    seating.enrol(days[1], cast.colleague)
    assert [seating.standing(day) for day in days] == [(1, 1, 1), (1, 1, 1)]

    first = Enrolment.objects.get(session=days[0], person=cast.worker.person)
    seats.cancel(first, by=cast.worker)
    assert [seating.standing(day) for day in days] == [(1, 1, 0), (1, 1, 0)]
    assert told(cast.colleague) == ["seat_moved_up"]


def test_whoever_needs_a_full_day_of_a_course_does_not_hold_up_the_next(cast):
    days = seating.course(cast, 2, 2)
    alone = seating.session(cast, seats=1, days=5)
    seating.enrol(days[0], cast.worker)
    # A third day was added later, and is full of others.
    Session.objects.filter(pk=alone.pk).update(series=days[0].series)
    alone.refresh_from_db()
    seating.enrol(alone, cast.colleague, cast.owner)
    assert [seating.standing(day) for day in (*days, alone)] == [(2, 2, 1), (2, 2, 1), (1, 1, 1)]
    assert not Enrolment.objects.filter(session=alone, person=cast.worker.person).exists()


def test_a_seat_is_given_back_before_it_begins_and_not_once_one_is_there(cast, time_machine):
    time_machine.move_to(timezone.localtime().replace(hour=12), tick=False)
    one = seating.session(cast, days=0, starts_at=timezone.now() + seating.HOUR)
    (seat,) = seating.enrol(one, cast.worker)
    services.door.roll(one, [cast.worker.person], by=cast.officer)
    with pytest.raises(WorkflowError):
        seats.cancel(seat, by=cast.worker)
    one.attendances.all().delete()
    time_machine.move_to(one.starts_at, tick=False)
    with pytest.raises(SeatError):
        seats.cancel(seat, by=cast.worker)


def test_a_team_is_told_apart(cast, strangers):
    one = seating.session(cast, seats=2)
    seating.enrol(one, cast.worker)
    people = [user.person for user in (cast.worker, cast.colleague, cast.owner, strangers.worker)]
    team = services.teams.enrol_team(one, people, by=cast.officer)
    assert ([team.there], [team.seated], [team.waiting]) == ([people[:1]], [people[1:2]], [people[2:3]])
    assert [person for person, _why in team.refused] == people[3:]
    assert told(cast.colleague) == told(cast.owner) == ["seat_enrolled"]
    assert told(cast.worker) == []
    assert seating.standing(one) == (2, 2, 1)
    seat = Enrolment.objects.get(person=cast.colleague.person)
    assert (seat.enrolled_by, seat.events.get().actor_role) == (cast.officer, "officer")
    seats.cancel(seat, by=cast.officer, reason="换人去")
    assert told(cast.colleague)[-1] == "seat_cancelled"
    assert told(cast.owner)[-1] == "seat_moved_up"


def test_a_team_that_is_enrolled_again_gets_the_day_that_was_added(cast):
    first = seating.session(cast, seats=5)
    services.teams.enrol_team(first, [cast.worker.person], by=cast.officer)
    days = seating.course(cast, 5)
    Session.objects.filter(pk=first.pk).update(series=days[0].series)
    team = services.teams.enrol_team(Session.objects.get(pk=first.pk), [cast.worker.person], by=cast.officer)
    assert (team.there, team.seated) == ([cast.worker.person], [])
    assert [seating.standing(day) for day in (first, *days)] == [(1, 1, 0), (1, 1, 0)]


def test_enrolling_many_holds_the_row_for_three_queries_each(cast, django_assert_max_num_queries):
    one = seating.session(cast, seats=99)
    department = DepartmentFactory(enterprise=cast.enterprise)
    seating.enrol(one, cast.colleague)
    cast.team = department
    with django_assert_max_num_queries(100):
        services.teams.enrol_team(one, seating.people(cast, 10), by=cast.officer)


def test_whoever_has_a_seat_is_reminded_once_on_the_day_before(cast, time_machine):
    one = seating.session(cast, seats=1, days=3)
    seating.enrol(one, cast.worker, cast.colleague)
    assert seats.remind() == 0
    time_machine.move_to(one.starts_at - dt.timedelta(days=1), tick=False)
    assert seats.remind() == 1
    assert told(cast.worker) == ["seat_tomorrow"]
    assert seats.remind() == 0
    seats.rescheduled(one)
    assert seats.remind() == 1
    # Who enrols the day before knows of it.
    late = seating.session(cast, seats=1, days=1)
    seating.enrol(late, cast.worker)
    assert seats.remind() == 0
