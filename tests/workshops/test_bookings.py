"""Booking a venue: what it allows, who is first, who is told, and reminders that come once."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from alliance_portal import workflow
from tests.factories import WorkshopFactory, WorkshopMembershipFactory
from tests.suggestions.telling import last_words, told
from tests.workshops.booking import DAY, EVERY_DAY, VenueFactory, at, booked, fresh, statuses
from workshops import services
from workshops.models import Booking, Venue
from workshops.services.bookings import ClashError, UnfitError

Status = Booking.Status


@pytest.fixture
def led(cast):
    """A workshop of the enterprise that the owner leads."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    return workshop


@pytest.fixture
def venue(cast, led):
    return VenueFactory(enterprise=cast.enterprise, name="安全道场", workshops=[led])


def test_what_is_asked_for_waits_for_whoever_keeps_the_venue(cast, venue):
    booking = booked(venue, cast.worker)

    assert booking.status == Status.ASKED
    assert [event.verb for event in booking.events.all()] == ["asked"]
    assert [told(user) for user in (cast.owner, cast.officer, cast.worker)] == [["booking_asked"], [], []]
    assert "王海" in last_words(cast.owner)


def test_without_a_leader_the_officers_are_asked(cast):
    booked(VenueFactory(enterprise=cast.enterprise), cast.worker)
    assert told(cast.officer) == ["booking_asked"]


def test_whoever_keeps_it_need_not_ask_anybody(cast, staff, venue):
    bookings = [booked(venue, user, hour, hour + 1) for user, hour in ((cast.owner, 8), (cast.officer, 9), (staff, 10))]
    assert [one.status for one in bookings] == [Status.CONFIRMED] * 3
    assert told(cast.owner) == []


def test_a_venue_that_confirms_by_itself_does(cast, venue):
    Venue.objects.update(confirms_itself=True)
    booking = booked(venue, cast.worker)

    assert booking.status == Status.CONFIRMED
    assert [event.verb for event in booking.events.order_by("pk")] == ["asked", "confirmed"]
    assert told(cast.owner) == []


@pytest.mark.parametrize(("start", "end"), [(9, 11), (10, 12), (8, 10), (8, 12), (9, 10)])
def test_nobody_else_gets_any_of_the_time(cast, venue, start, end):
    booked(venue, cast.worker, 9, 11)
    with pytest.raises(ClashError):
        booked(venue, cast.colleague, start, end)
    assert statuses() == ["asked"]


@pytest.mark.parametrize(("start", "end"), [(8, 9), (11, 12)])
def test_one_may_begin_when_the_other_ends(cast, venue, start, end):
    booked(venue, cast.worker, 9, 11)
    booked(venue, cast.colleague, start, end)
    assert statuses() == ["asked", "asked"]


def test_a_pause_between_bookings_is_kept_on_both_sides(cast, venue):
    Venue.objects.update(buffer_minutes=30)
    booked(venue, cast.worker, 10, 12)
    for start, end in ((at(9), at(9, 45)), (at(12, 15), at(13))):
        with pytest.raises(ClashError):
            booked(venue, cast.colleague, starts_at=start, ends_at=end)
    booked(venue, cast.colleague, starts_at=at(12, 30), ends_at=at(13))


def test_another_venue_and_another_day_are_free(cast, venue):
    booked(venue, cast.worker)
    booked(VenueFactory(enterprise=cast.enterprise), cast.colleague)
    booked(venue, cast.colleague, days=8)
    assert statuses() == ["asked"] * 3


def test_what_was_declined_or_cancelled_is_free_again(cast, venue):
    services.bookings.decline(booked(venue, cast.worker), by=cast.owner, reason="设备检修")
    services.bookings.cancel(booked(venue, cast.colleague), by=cast.colleague, reason="改期")
    booked(venue, cast.worker)
    assert statuses() == ["declined", "cancelled", "asked"]


def test_a_second_tap_is_no_second_booking(cast, venue):
    first, second = booked(venue, cast.worker), booked(venue, cast.worker)
    assert first == second
    assert told(cast.owner) == ["booking_asked"]


def test_a_clash_says_who_to_ask_and_when_it_is_free(cast, venue):
    booked(venue, cast.worker, 9, 11)
    booked(venue, cast.worker, 12, 14)
    with pytest.raises(ClashError) as clash:
        booked(venue, cast.colleague, 10, 12)

    assert clash.value.next_free == (at(14), at(16))
    assert "周工（长风客车）" in clash.value.message
    assert "14:00到16:00" in clash.value.message
    assert "王海" not in clash.value.message


def test_the_next_free_time_may_be_on_the_next_open_day(cast):
    weekday = (timezone.localdate() + 7 * DAY).weekday()
    hours = {weekday: (dt.time(8), dt.time(12)), (weekday + 2) % 7: (dt.time(8), dt.time(18))}
    venue = VenueFactory(enterprise=cast.enterprise, hours=hours)
    booked(venue, cast.worker, 8, 11)
    with pytest.raises(ClashError) as clash:
        booked(venue, cast.colleague, 9, 12)
    assert clash.value.next_free == (at(8, days=9), at(11, days=9))


def test_a_venue_without_any_room_says_so(cast):
    venue = VenueFactory(enterprise=cast.enterprise, hours={at(9).weekday(): (dt.time(9), dt.time(10))})
    for week in range(1, 11):
        booked(venue, cast.worker, 9, 10, days=7 * week)
    with pytest.raises(ClashError) as clash:
        booked(venue, cast.colleague, 9, 10)
    assert clash.value.next_free is None
    assert "两个月内" in clash.value.message


def refused(venue, by, field, **facts):
    with pytest.raises(UnfitError) as refusal:
        booked(venue, by, **facts)
    assert refusal.value.field == field
    assert not Booking.objects.exists()
    return refusal.value.message


def test_nothing_is_booked_in_the_past(cast, venue):
    now = at(10, days=3)
    facts = {"starts_at": at(9, days=3), "ends_at": at(11, days=3), "occurred_at": now}
    assert "已经过了" in refused(venue, cast.worker, "starts", **facts)
    refused(venue, cast.worker, "starts", **facts | {"starts_at": now})


def test_nothing_is_booked_years_ahead(cast, venue):
    refused(venue, cast.worker, "day", days=400)


def test_it_ends_after_it_begins_and_is_not_longer_than_allowed(cast, venue):
    refused(venue, cast.worker, "ends", start=11, end=11)
    refused(venue, cast.worker, "ends", start=11, end=10)
    assert "4小时" in refused(venue, cast.worker, "ends", start=9, end=14)
    Venue.objects.update(longest_minutes=90)
    assert "90分钟" in refused(venue, cast.worker, "ends", start=9, end=11)


def test_it_lies_within_the_opening_hours(cast, venue):
    assert "08:00到18:00" in refused(venue, cast.worker, "starts", start=7, end=9)
    assert "08:00到18:00" in refused(venue, cast.worker, "ends", start=17, end=19)
    refused(venue, cast.worker, "ends", starts_at=at(17), ends_at=at(17) + 3 * dt.timedelta(hours=1))


def test_a_shut_day_is_shut(cast):
    hours = {day: times for day, times in EVERY_DAY.items() if day != at(9).weekday()}
    refused(VenueFactory(enterprise=cast.enterprise, hours=hours), cast.worker, "day")


def test_more_people_than_fit_do_not_get_in(cast, venue):
    assert "30人" in refused(venue, cast.worker, "heads", heads=31)
    booked(venue, cast.worker, heads=30)


def test_what_is_out_of_use_cannot_be_booked(cast, venue):
    Venue.objects.update(is_active=False)
    assert "停用" in refused(venue, cast.worker, "day")


def test_the_database_keeps_the_order_of_times(cast, venue):
    facts = {"venue": venue, "purpose": "体验", "heads": 1, "booked_by": cast.worker}
    with pytest.raises(IntegrityError):
        Booking.objects.create(starts_at=at(11), ends_at=at(9), **facts)


def test_confirmed_and_declined_tell_whoever_asked(cast, venue):
    services.bookings.confirm(booked(venue, cast.worker), by=cast.owner)
    services.bookings.decline(booked(venue, cast.colleague, 13, 14), by=cast.owner, reason="设备检修")

    assert told(cast.worker) == ["booking_confirmed"]
    assert told(cast.colleague) == ["booking_declined"]
    assert "设备检修" in last_words(cast.colleague)
    assert told(cast.owner, unread=True) == []


def test_a_cancelled_booking_tells_the_other_side(cast, venue):
    mine = booked(venue, cast.worker)
    services.bookings.cancel(mine, by=cast.worker, reason="改期")
    theirs = services.bookings.confirm(booked(venue, cast.colleague), by=cast.owner)
    services.bookings.cancel(theirs, by=cast.officer, reason="停电")

    assert told(cast.owner) == ["booking_asked", "booking_cancelled", "booking_asked"]
    assert told(cast.colleague) == ["booking_confirmed", "booking_cancelled"]
    assert "孙干事" in last_words(cast.colleague)
    assert "停电" in last_words(cast.colleague)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("to", Status)
def test_the_way_of_a_booking_follows_the_table(cast, venue, status, to):
    booking = booked(venue, cast.worker)
    Booking.objects.filter(pk=booking.pk).update(**{"status": status})
    if to in Booking.TRANSITIONS.get(status, ()):
        assert workflow.move(booking, to).status == to
    else:
        with pytest.raises(workflow.TransitionError):
            workflow.move(booking, to)


@pytest.mark.parametrize("step", ["confirm", "cancel"])
def test_once_it_has_begun_nothing_is_changed_any_more(cast, venue, step):
    booking = booked(venue, cast.worker)
    facts = {} if step == "confirm" else {"reason": "改期"}
    with pytest.raises(workflow.WorkflowError, match="已经开始"):
        getattr(services.bookings, step)(booking, by=cast.owner, occurred_at=at(9), **facts)
    assert fresh(booking).status == Status.ASKED


@pytest.mark.parametrize("step", ["decline", "cancel"])
def test_no_without_a_reason_is_no_answer(cast, venue, step):
    with pytest.raises(workflow.WorkflowError):
        getattr(services.bookings, step)(booked(venue, cast.worker), by=cast.owner, reason=" ")


def test_an_answer_to_what_was_changed_meanwhile_is_refused(cast, venue):
    booking = booked(venue, cast.worker)
    services.bookings.confirm(booking, by=cast.owner)
    with pytest.raises(workflow.StaleError):
        services.bookings.decline(booking, by=cast.officer, reason="检修", version=booking.version)


def remind(when):
    return services.bookings.remind(now=when)


def test_the_day_before_whoever_booked_is_reminded_once(cast, venue):
    services.bookings.confirm(booked(venue, cast.worker), by=cast.owner)

    made = [remind(when) for when in (at(9, days=5), at(0, days=6), at(9, days=6), at(23, days=6), at(8, days=7))]

    assert made == [0, 1, 0, 0, 0]
    assert told(cast.worker) == ["booking_confirmed", "booking_tomorrow"]
    assert "西门1号楼" in last_words(cast.worker)


def test_a_reminder_that_was_missed_comes_until_it_begins(cast, venue):
    services.bookings.confirm(booked(venue, cast.worker), by=cast.owner)
    assert [remind(at(9, days=7)), remind(at(8, days=7))] == [0, 1]


def test_nobody_is_reminded_of_what_is_not_certain_or_was_booked_that_day(cast, venue):
    booked(venue, cast.worker)
    same_day = booked(venue, cast.owner, 13, 14, occurred_at=at(8))
    assert same_day.status == Status.CONFIRMED
    assert [remind(at(9, days=6)), remind(at(8, 30))] == [0, 0]


def test_the_workshop_it_is_for_is_kept(cast, venue, led):
    assert booked(venue, cast.worker, workshop=led).workshop == led
