"""Sessions: with their venue, moved, repeated, cancelled, and what people asked for."""

import pytest

from alliance_portal.moments import day_words
from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from tests.factories import WorkshopFactory
from tests.training import sessions
from tests.workshops.booking import VenueFactory, at, booked, statuses
from training import services
from training.models import Session, TopicWish
from training.services.checks import UnfitError
from workshops.models import Booking
from workshops.services.bookings import ClashError

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(cast):
    return VenueFactory(enterprise=cast.enterprise, name="安全道场", capacity=30)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def told(user):
    return [notice.kind for notice in Notice.objects.filter(user=user).order_by("pk")]


def verbs(record):
    return list(record.events.order_by("pk").values_list("verb", flat=True))


def test_a_session_takes_its_venue_and_one_that_is_taken_names_the_next_free_time(cast, venue):
    made = sessions.draft(cast, venue=venue, place="", capacity=20)
    assert (made.number[:2], made.booking.venue, made.booking.heads) == ("T-", venue, 20)
    assert "安全道场" in str(made.where)
    with pytest.raises(ClashError) as clash:
        sessions.draft(cast, venue=venue, place="", capacity=20, starts_at=at(10), ends_at=at(12))
    assert clash.value.field == "starts"
    assert clash.value.next_free[0] == at(11)
    # The same officer at the same time: that is another session, and no second tap.
    with pytest.raises(ClashError):
        sessions.draft(cast, venue=venue, place="", capacity=20)
    assert (Session.objects.count(), Booking.objects.count()) == (1, 1)


@pytest.mark.parametrize("capacity", [None, 31])
def test_a_venue_holds_only_so_many(cast, venue, capacity):
    with pytest.raises(UnfitError) as refusal:
        sessions.draft(cast, venue=venue, place="", capacity=capacity)
    assert refusal.value.field == "capacity"
    assert not Session.objects.exists()


def test_moving_it_moves_the_booking_and_tells_those_with_a_seat(cast, venue):
    made = sessions.announced(cast, venue=venue, place="", capacity=1)
    sessions.seat(made, cast.worker)
    sessions.seat(made, cast.colleague, "waiting")
    sessions.seat(made, cast.finance, "cancelled")
    # One hour later: the old booking lies in the way of the new one and is given back first.
    moved = sessions.changed(made, by=cast.officer, starts_at=at(10), ends_at=at(12))
    assert (moved.booking.starts_at, statuses()) == (at(10), ["cancelled", "confirmed"])
    assert (verbs(made)[-1], told(cast.worker), told(cast.colleague), told(cast.finance)) == (
        "moved", ["session_moved"], ["session_moved"], [],
    )  # fmt: skip
    sessions.changed(fresh(made), by=cast.officer, topic="焊点判定（二）")
    assert (verbs(made)[-1], len(told(cast.worker)), len(statuses())) == ("changed", 1, 2)


def test_where_the_new_time_is_taken_everything_stays_as_it_was(cast, venue):
    made = sessions.announced(cast, venue=venue, place="", capacity=20)
    sessions.seat(made, cast.worker)
    booked(venue, cast.colleague, 13, 15)
    with pytest.raises(ClashError):
        sessions.changed(made, by=cast.officer, starts_at=at(14), ends_at=at(16), topic="别的")
    kept = fresh(made)
    assert (kept.topic, kept.starts_at, kept.booking.status, told(cast.worker)) == (
        "焊点判定", at(9), "confirmed", [],
    )  # fmt: skip


def test_seats_never_fall_below_those_taken_and_more_let_people_move_up(cast, monkeypatch):
    made = sessions.announced(cast, capacity=2)
    sessions.seat(made, cast.worker)
    sessions.seat(made, cast.colleague)
    with pytest.raises(UnfitError) as refusal:
        sessions.changed(made, by=cast.officer, capacity=1)
    assert (refusal.value.field, fresh(made).capacity) == ("capacity", 2)
    filled = []
    monkeypatch.setattr(services.seats, "fill", lambda session, **_facts: filled.append(session))
    sessions.changed(made, by=cast.officer, topic="新题目")
    assert filled == []
    sessions.changed(fresh(made), by=cast.officer, capacity=3)
    sessions.changed(fresh(made), by=cast.officer, capacity=None)
    assert len(filled) == 2


def test_time_and_place_stay_once_it_has_begun_and_words_can_be_put_right(cast):
    made = sessions.announced(cast, starts_at=at(9, days=-1), ends_at=at(11, days=-1))
    with pytest.raises(UnfitError) as refusal:
        sessions.changed(made, by=cast.officer, starts_at=at(10, days=-1))
    assert refusal.value.field == "day"
    assert sessions.changed(fresh(made), by=cast.officer, topic="焊点判定（补记）").topic == "焊点判定（补记）"


def test_who_changes_an_old_page_is_told(cast):
    made = sessions.draft(cast)
    sessions.changed(made, by=cast.officer, topic="一")
    with pytest.raises(StaleError):
        sessions.changed(made, by=cast.officer, topic="二", version=made.version)


def test_cancelling_gives_the_venue_back_and_tells_everybody_why(cast, venue):
    asked = sessions.wish(cast.worker)
    made = sessions.draft(cast, venue=venue, place="", capacity=20, wish=asked)
    services.sessions.announce(made, by=cast.officer)
    sessions.seat(made, cast.worker)
    with pytest.raises(WorkflowError):
        services.sessions.cancel(made, by=cast.officer, reason=" ")
    services.sessions.cancel(fresh(made), by=cast.officer, reason="讲师生病")
    assert (fresh(made).status, statuses()) == ("cancelled", ["cancelled"])
    assert told(cast.worker) == ["wish_answered", "session_cancelled"]
    assert (fresh(asked).status, fresh(asked).session) == ("open", None)
    with pytest.raises(TransitionError):
        sessions.changed(fresh(made), by=cast.officer, topic="还是开")


def test_only_a_draft_is_deleted_and_its_venue_and_wish_are_free_again(cast, venue):
    asked = sessions.wish(cast.worker)
    made = sessions.draft(cast, venue=venue, place="", capacity=20, wish=asked)
    services.series.repeat(made, by=cast.officer, days=[at(9, days=8).date()])
    for one in Session.objects.all():
        services.sessions.discard(one, by=cast.officer)
    assert (Session.objects.count(), set(statuses()), fresh(asked).status) == (0, {"cancelled"}, "open")
    with pytest.raises(TransitionError):
        services.sessions.discard(sessions.announced(cast), by=cast.officer)


def test_what_the_keepers_declined_is_not_announced(cast, strangers, venue):
    made = sessions.draft(strangers, venue=venue, place="", capacity=20)
    services.sessions.rooms.bookings.decline(made.booking, by=cast.officer, reason="设备检修")
    assert str(fresh(made).where) == ""
    with pytest.raises(WorkflowError):
        services.sessions.announce(fresh(made), by=strangers.officer)
    # Another time of the same venue, and it can go on.
    sessions.changed(fresh(made), by=strangers.officer, venue=venue, starts_at=at(13), ends_at=at(15))
    assert services.sessions.announce(fresh(made), by=strangers.officer).is_announced


def test_a_series_is_made_whole_or_only_the_days_that_fit(cast, venue):
    made = sessions.draft(cast, venue=venue, place="", capacity=20, enrol_until=at(0, days=6))
    days = [at(9, days=count).date() for count in (14, 21, 28)]
    booked(venue, cast.colleague, 10, 12, days=21)
    with pytest.raises(WorkflowError) as refusal:
        services.series.repeat(made, by=cast.officer, days=days)
    [words] = refusal.value.message
    assert refusal.value.field == "days"
    assert words.startswith(day_words(days[1]))
    assert (Session.objects.count(), fresh(made).series) == (1, None)
    others = services.series.repeat(made, by=cast.officer, days=days, only_fitting=True, is_course=True)
    assert [one.starts_at for one in others] == [at(9, days=14), at(9, days=28)]
    assert [one.enrol_until for one in others] == [at(0, days=13), at(0, days=27)]
    assert {one.status for one in others} == {"draft"}
    assert {one.series for one in Session.objects.all()} == {fresh(made).series}
    assert Booking.objects.filter(session__series=fresh(made).series).count() == 3
    # The same day again is told and not made twice.
    with pytest.raises(WorkflowError):
        services.series.repeat(fresh(made), by=cast.officer, days=days[:1], only_fitting=True)
    services.series.announce(fresh(made), by=cast.officer, with_series=True)
    assert set(Session.objects.values_list("status", flat=True)) == {"announced"}


def test_a_topic_is_asked_once_joined_once_and_answered(cast):
    asked = sessions.wish(cast.worker)
    assert sessions.wish(cast.worker) == asked
    services.wishes.join(asked, by=cast.colleague)
    services.wishes.join(asked, by=cast.colleague)
    services.wishes.join(asked, by=cast.finance)
    services.wishes.leave(asked, by=cast.finance)
    [counted] = TopicWish.objects.visible_to(cast.officer).with_voices()
    assert counted.number == 2
    made = sessions.draft(cast, wish=asked)
    assert told(cast.worker) == []
    services.sessions.announce(made, by=cast.officer)
    assert (told(cast.worker), told(cast.colleague), told(cast.finance)) == (["wish_answered"], ["wish_answered"], [])
    assert (fresh(asked).status, fresh(asked).session) == ("answered", made)
    with pytest.raises(TransitionError):
        services.wishes.join(asked, by=cast.finance)


def test_a_topic_is_closed_with_a_reason_and_five_at_once_are_enough(cast):
    asked = sessions.wish(cast.worker)
    services.wishes.close(asked, by=cast.officer, reason="今年没有场地")
    assert (fresh(asked).reason, told(cast.worker)) == ("今年没有场地", ["wish_closed"])
    for count in range(5):
        sessions.wish(cast.worker, f"题目{count}")
    with pytest.raises(WorkflowError):
        sessions.wish(cast.worker, "第六个")


def test_another_workshop_hosts_with_us_and_it_is_one_session(cast, strangers):
    ours, theirs = WorkshopFactory(enterprise=cast.enterprise), WorkshopFactory(enterprise=strangers.enterprise)
    made = sessions.draft(cast, workshops=[ours, theirs], co_hosts=[cast.enterprise, strangers.enterprise])
    assert [one.pk for one in made.co_hosts.all()] == [strangers.enterprise.pk]
    assert Session.objects.visible_to(strangers.officer).kept_by(strangers.officer).get() == made
    assert Session.objects.hosted_by([ours, theirs]).count() == 1
