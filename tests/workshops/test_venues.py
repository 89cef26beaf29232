"""Venues: who sees, keeps and may book them; their photo, their hours, and the end of their use."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.files import read_picture
from members.models import Role
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    PersonFactory,
    WorkshopFactory,
    WorkshopMembershipFactory,
    account,
    picture,
)
from tests.suggestions.telling import told
from tests.workshops.booking import VenueFactory, booked, fresh, statuses
from workshops import calendars, services
from workshops.models import Venue
from workshops.permissions import can_add_venue, can_book, can_keep_venues, keeps_venue

VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def venue(cast):
    return VenueFactory(enterprise=cast.enterprise)


def lead(workshop, user):
    WorkshopMembershipFactory(workshop=workshop, person=user.person, role="leader")


def seen(user):
    return set(Venue.objects.visible_to(user).values_list("name", flat=True))


def kept(user):
    return set(Venue.objects.kept_by(user).values_list("name", flat=True))


def test_venues_in_use_are_public_and_the_others_are_their_keepers(cast, strangers, staff, venue):
    closed = VenueFactory(enterprise=cast.enterprise, name="旧道场", is_active=False)

    assert [seen(user) for user in (VISITOR, cast.worker, strangers.officer)] == [{venue.name}] * 3
    assert [seen(user) for user in (cast.officer, staff)] == [{venue.name, closed.name}] * 2


def test_a_venue_is_kept_by_officers_and_by_leaders_of_its_workshops(cast, strangers, staff, venue):
    mine, other = WorkshopFactory(enterprise=cast.enterprise), WorkshopFactory(enterprise=cast.enterprise)
    venue.workshops.set([mine])
    lead(mine, cast.owner)
    lead(other, cast.colleague)
    users = [cast.officer, cast.owner, staff, cast.colleague, cast.leader, cast.worker, strangers.officer, VISITOR]

    assert [keeps_venue(user, venue) for user in users] == [True] * 3 + [False] * 5
    assert [kept(user) == {venue.name} for user in users] == [True] * 3 + [False] * 5
    assert [can_keep_venues(user) for user in users] == [True] * 4 + [False, False, True, False]
    assert [can_add_venue(user) for user in users] == [True] + [False] * 5 + [True, False]


def test_whoever_led_it_once_keeps_it_no_longer(cast, venue):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    venue.workshops.set([workshop])
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader", left_on=dt.date(2025, 1, 1))
    assert not keeps_venue(cast.owner, venue)
    assert kept(cast.owner) == set()


def may(venue, **changes):
    Venue.objects.filter(pk=venue.pk).update(**changes)
    return lambda user: can_book(user, fresh(venue))


def test_its_own_enterprise_may_book_it(cast, strangers, staff, venue):
    may_book = may(venue, audience="own")
    assert [may_book(user) for user in (cast.worker, cast.reviewer, staff)] == [True] * 3
    assert [may_book(user) for user in (strangers.worker, strangers.officer, VISITOR)] == [False] * 3


def test_everybody_of_the_district_may(cast, strangers, staff, venue):
    may_book = may(venue, audience="district")
    assert [may_book(user) for user in (cast.worker, strangers.worker, staff)] == [True] * 3
    assert not may_book(VISITOR)


def test_the_enterprises_of_its_alliances_may(cast, strangers, venue):
    district = AllianceFactory()
    welding, casting = AllianceFactory(parent=district), AllianceFactory(parent=district)
    part_of_welding = AllianceFactory(parent=welding)
    venue.workshops.set([WorkshopFactory(enterprise=cast.enterprise, alliance=welding)])
    theirs = WorkshopFactory(enterprise=strangers.enterprise, alliance=casting)
    may_book = may(venue, audience="alliance")
    assert [may_book(user) for user in (cast.worker, strangers.worker)] == [True, False]

    AllianceMembershipFactory(alliance=part_of_welding, workshop=theirs)
    assert may_book(strangers.worker)
    assert not may(venue, audience="own")(strangers.worker)
    may(venue, audience="alliance")
    theirs.is_active = False
    theirs.save()
    assert not may_book(strangers.worker)


def test_workers_ask_only_where_they_may(cast, strangers, venue):
    led = WorkshopFactory(enterprise=strangers.enterprise)
    lead(led, strangers.owner)
    may_book = may(venue, audience="district", workers_may_ask=False)
    assert [may_book(user) for user in (cast.worker, cast.reviewer, strangers.worker)] == [False] * 3
    assert [may_book(user) for user in (cast.officer, cast.leader, strangers.officer, strangers.owner)] == [True] * 4


def test_nobody_books_what_is_out_of_use(cast, venue):
    assert not may(venue, is_active=False)(cast.officer)


def test_a_venue_gets_an_address_when_it_is_registered(cast):
    made = [
        services.venues.register(
            Venue(name=f"道场{n}", kind="safety", enterprise=cast.enterprise, place="西门", capacity=20),
            by=cast.officer,
        )
        for n in range(2)
    ]
    assert [venue.slug for venue in made] == ["cf-safety-1", "cf-safety-2"]
    assert made[0].history.latest().history_user == cast.officer


def test_two_venues_of_one_name_are_refused_by_the_services_too(cast, strangers, venue):
    other = VenueFactory(enterprise=cast.enterprise)
    facts = {"kind": "safety", "place": "西门", "capacity": 20, "name": venue.name}
    with pytest.raises(workflow.WorkflowError, match="同名"):
        services.venues.register(Venue(enterprise=cast.enterprise, **facts), by=cast.officer)
    with pytest.raises(workflow.WorkflowError, match="同名"):
        services.venues.change(other, by=cast.officer, version=1, workshops=[], hours={}, name=venue.name)
    services.venues.register(Venue(enterprise=strangers.enterprise, **facts), by=strangers.officer)


def test_workshops_of_another_enterprise_keep_no_venue_here(cast, strangers, venue):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    with pytest.raises(workflow.WorkflowError):
        services.venues.change(venue, by=cast.officer, version=venue.version, workshops=[theirs], hours={})


def test_changing_keeps_history_hours_and_bookings(cast, venue):
    booked(venue, cast.worker)
    before = {row.weekday: row.pk for row in venue.hours.all()}
    hours = {0: (dt.time(8), dt.time(18)), 1: (dt.time(9), dt.time(17))}
    facts = {"by": cast.officer, "version": venue.version, "workshops": [], "hours": hours}
    changed = services.venues.change(venue, capacity=5, **facts)

    assert {row.weekday: (row.opens, row.closes) for row in changed.hours.all()} == hours
    assert changed.hours.get(weekday=0).pk == before[0]
    assert [one.capacity for one in venue.history.order_by("history_id")][-1] == 5
    assert statuses() == ["asked"]
    with pytest.raises(workflow.StaleError):
        services.venues.change(venue, capacity=6, **facts)


def stored():
    return sorted(name for _folder, _folders, files in _walk("") for name in files)


def _walk(folder):
    folders, files = default_storage.listdir(folder)
    yield folder, folders, files
    for name in folders:
        yield from _walk(f"{folder}/{name}" if folder else name)


def test_another_photo_takes_the_place_of_the_old_one(cast, venue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = services.venues.change_photo(venue, read_picture(picture()), by=cast.officer)
    assert len(stored()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        second = services.venues.change_photo(venue, read_picture(picture(colour="red")), by=cast.officer)

    assert len(stored()) == 2
    assert first.image.name != second.image.name
    assert first.small_photo != second.small_photo
    with django_capture_on_commit_callbacks(execute=True):
        gone = services.venues.change_photo(venue, None, by=cast.officer)
    assert (stored(), gone.small_photo, fresh(venue).image.name) == ([], "", "")


def test_files_of_a_photo_that_could_not_be_kept_go_again(cast, venue, monkeypatch):
    monkeypatch.setattr(workflow, "save", lambda *args, **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.venues.change_photo(venue, read_picture(picture()), by=cast.officer)
    assert stored() == []


def test_out_of_use_cancels_what_is_booked_and_says_why(cast, venue):
    booked(venue, cast.worker, 9, 10)
    services.bookings.confirm(booked(venue, cast.colleague, 11, 12), by=cast.officer)
    retired, cancelled = services.venues.take_out_of_use(venue, by=cast.officer, reason="改造")

    assert (retired.is_active, cancelled) == (False, 2)
    assert statuses() == ["cancelled", "cancelled"]
    assert [told(user)[-1] for user in (cast.worker, cast.colleague)] == ["booking_cancelled"] * 2
    assert services.venues.take_out_of_use(venue, by=cast.officer, reason="改造")[1] == 0
    assert services.venues.put_back_into_use(venue, by=cast.officer).is_active


def test_a_day_says_how_much_of_it_is_taken(cast, venue):
    today = timezone.localdate()
    monday = calendars.week_of(today + dt.timedelta(days=14))
    offset = (monday - today).days
    booked(venue, cast.worker, 9, 11, days=offset)
    for start in (8, 12, 16):
        booked(venue, cast.worker, start, min(start + 4, 18), days=offset + 1)
    venue.hours.filter(weekday=2).delete()
    days = calendars.week(fresh(venue), monday)

    assert [day.state for day in days] == ["partly", "full", "shut", "free", "free", "free", "free"]
    times = [(f"{part.starts_at:%H:%M}", f"{part.ends_at:%H:%M}", part.is_free) for part in days[0].parts]
    assert times == [("08:00", "09:00", True), ("09:00", "11:00", False), ("11:00", "18:00", True)]


def test_a_month_is_whole_weeks_with_the_days_beside_it_marked(venue):
    weeks = calendars.month(venue, dt.date(2026, 11, 1))
    assert [len(week) for week in weeks] == [7] * 6
    assert weeks[0][0].day == dt.date(2026, 10, 26)
    inside = [day.day for week in weeks for day in week if not day.is_outside]
    assert inside == [dt.date(2026, 11, 1) + dt.timedelta(days=n) for n in range(30)]


def test_an_officer_of_two_enterprises_keeps_both(cast, strangers, venue):
    theirs = VenueFactory(enterprise=strangers.enterprise, name="展厅")
    both = account(PersonFactory(department=cast.office), Role.OFFICER)
    both.role_assignments.create(role=Role.OFFICER, enterprise=strangers.enterprise)
    assert kept(both) == {venue.name, theirs.name}
