"""For those who keep venues: what they say of them, and the bookings they answer."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.dates import WEEKDAYS

from members.models import Role, RoleAssignment
from tests.factories import WorkshopFactory, WorkshopMembershipFactory, picture
from tests.workshops.booking import VenueFactory, booked, fresh, statuses
from workshops import services
from workshops.models import Venue

VENUES, BOOKINGS = reverse("workshops:desk-venues"), reverse("workshops:desk-bookings")
NEW = reverse("workshops:desk-venue-new")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def led(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    return workshop


@pytest.fixture
def venue(cast, led):
    return VenueFactory(enterprise=cast.enterprise, name="安全道场", workshops=[led])


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def edit(venue):
    return reverse("workshops:desk-venue", args=[venue.slug])


def desk_page(booking):
    return reverse("workshops:desk-booking", args=[booking.pk])


def facts(**changes):
    """What the page about a venue sends: open on Mondays alone."""
    usual = {
        "version": "1",
        "name": "安全道场",
        "kind": "safety",
        "place": "西门1号楼",
        "capacity": "25",
        "audience": "alliance",
        "longest_minutes": "120",
        "buffer_minutes": "15",
        "offers": "",
        "equipment": "",
        "rules": "",
    }
    usual |= {f"{name}_{day}": "" for day in WEEKDAYS for name in ("opens", "closes")}
    return usual | {"opens_0": "08:30", "closes_0": "17:00"} | changes


def test_a_venue_is_on_the_desk_of_those_who_keep_it(client, cast, strangers, staff, venue):
    seen = []
    for user in (cast.officer, cast.owner, staff, strangers.officer):
        client.force_login(user)
        seen.append([one.name for one in client.get(VENUES).context["page_obj"]])
    assert seen == [["安全道场"]] * 3 + [[]]


@pytest.mark.parametrize("role", ["worker", "reviewer", "finance", "leader"])
def test_others_have_no_such_desk(client, cast, venue, role):
    client.force_login(getattr(cast, role))
    addresses = [VENUES, BOOKINGS, NEW]
    assert [client.get(address).status_code for address in addresses] == [403] * 3
    assert client.get(edit(venue)).status_code == 404


def test_another_enterprise_s_venue_is_not_found(client, strangers, cast, venue):
    booking = booked(venue, cast.worker)
    client.force_login(strangers.officer)
    places = [edit(venue), reverse("workshops:desk-venue-out", args=[venue.slug]), desk_page(booking)]
    assert [client.get(address).status_code for address in places] == [404] * 3
    assert client.post(reverse("workshops:desk-venue-in", args=[venue.slug])).status_code == 404
    assert client.post(desk_page(booking), {"step": "confirm", "version": 1}).status_code == 404
    assert statuses() == ["asked"]


def test_an_officer_registers_a_venue_with_hours_workshop_and_photo(officer, cast, led):
    assert officer.post(NEW, facts(workshops=[led.pk], photo=picture())).status_code == 302
    made = Venue.objects.get()

    assert (made.enterprise, made.slug, made.capacity, made.audience) == (
        cast.enterprise,
        "cf-safety-1",
        25,
        "alliance",
    )
    assert list(made.workshops.all()) == [led]
    assert [(row.weekday, row.opens, row.closes) for row in made.hours.all()] == [(0, dt.time(8, 30), dt.time(17))]
    assert made.image.name.endswith(".webp")
    assert made.history.latest().history_user == cast.officer


def test_an_officer_of_several_enterprises_chooses_which(officer, cast, strangers):
    RoleAssignment.objects.create(user=cast.officer, role=Role.OFFICER, enterprise=strangers.enterprise)
    officer.post(f"{NEW}?enterprise=JC", facts())
    assert Venue.objects.get().enterprise == strangers.enterprise


def test_nobody_registers_for_another_enterprise(officer, cast, strangers):
    officer.post(f"{NEW}?enterprise=JC", facts())
    assert Venue.objects.get().enterprise == cast.enterprise


def test_a_workshop_of_another_enterprise_cannot_be_chosen(officer, strangers):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    answer = officer.post(NEW, facts(workshops=[theirs.pk]))
    assert set(answer.context["form"].errors) == {"workshops"}


def test_a_leader_of_its_workshop_changes_it_and_registers_none(client, cast, venue):
    client.force_login(cast.owner)
    assert client.post(edit(venue), facts(capacity="12")).status_code == 302
    assert fresh(venue).capacity == 12
    assert client.get(NEW).status_code == 403


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("name", {"name": " "}),
        ("capacity", {"capacity": "0"}),
        ("closes_0", {"closes_0": ""}),
        ("opens_1", {"closes_1": "17:00"}),
        ("closes_0", {"closes_0": "08:00"}),
        ("opens_0", {"opens_0": "上午"}),
        ("photo", {"photo": picture("台账.pdf")}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(officer, venue, field, sent):
    if field == "photo":
        sent["photo"].file.seek(0)
        sent["photo"].file.write(b"%PDF-1.7 is no picture at all")
        sent["photo"].seek(0)
    answer = officer.post(edit(venue), facts(**sent))
    assert set(answer.context["form"].errors) == {field}
    assert fresh(venue).version == 1


def test_two_venues_of_one_name_are_refused(officer, cast, venue):
    VenueFactory(enterprise=cast.enterprise, name="展厅")
    answer = officer.post(edit(venue), facts(name="展厅"))
    assert "已经有同名的场地。" in answer.content.decode()


def test_whoever_was_slower_loses_nothing_and_overwrites_nothing(officer, cast, venue):
    services.venues.change(venue, by=cast.owner, version=1, workshops=[], hours={}, capacity=99)
    answer = officer.post(edit(venue), facts(rules="穿安全鞋"))

    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form["rules"].value(), form["version"].value()) == ("穿安全鞋", 2)
    assert fresh(venue).capacity == 99


def test_the_photo_can_be_taken_away(officer, venue):
    officer.post(edit(venue), facts(photo=picture()))
    assert fresh(venue).image
    officer.post(edit(venue), facts(version=fresh(venue).version, no_photo="on"))
    assert not fresh(venue).image


def test_out_of_use_asks_first_with_what_it_would_cancel(officer, cast, venue):
    booked(venue, cast.worker)
    address = reverse("workshops:desk-venue-out", args=[venue.slug])
    asked = officer.get(address).content.decode()
    assert "这些预约会一并取消" in asked
    assert "王海" in asked
    assert officer.post(address, {"reason": ""}).status_code == 200
    assert statuses() == ["asked"]

    assert officer.post(address, {"reason": "改造"}).url == VENUES
    assert (fresh(venue).is_active, statuses()) == (False, ["cancelled"])
    assert "停用" in officer.get(VENUES).content.decode()
    officer.post(reverse("workshops:desk-venue-in", args=[venue.slug]))
    assert fresh(venue).is_active


def test_bookings_stand_in_three_parts(officer, cast, venue):
    asked = booked(venue, cast.worker)
    coming = services.bookings.confirm(booked(venue, cast.colleague, 13, 14), by=cast.owner)
    declined = services.bookings.decline(booked(venue, cast.colleague, 15, 16), by=cast.owner, reason="检修")

    def shown(**query):
        return list(officer.get(BOOKINGS, query).context["page_obj"])

    assert shown() == [asked]
    assert shown(show="coming") == [asked, coming]
    assert shown(show="past") == [declined]
    assert shown(venue="nowhere") == []
    assert shown(show="nonsense") == [asked]


@pytest.mark.parametrize(
    ("step", "sent", "status"),
    [
        ("confirm", {}, "confirmed"),
        ("decline", {"reason": "检修"}, "declined"),
        ("cancel", {"reason": "停电"}, "cancelled"),
    ],
)
def test_a_booking_is_answered(officer, cast, venue, step, sent, status):
    booking = booked(venue, cast.worker)
    assert officer.post(desk_page(booking), {"step": step, "version": booking.version, **sent}).url == BOOKINGS
    assert fresh(booking).status == status


def test_a_leader_of_one_of_several_workshops_answers_too(client, cast, venue):
    venue.workshops.add(WorkshopFactory(enterprise=cast.enterprise))
    booking = booked(venue, cast.worker)
    client.force_login(cast.owner)
    assert "确认预约" in client.get(desk_page(booking)).content.decode()
    client.post(desk_page(booking), {"step": "confirm", "version": booking.version})
    assert fresh(booking).status == "confirmed"


def test_no_without_a_reason_stays_on_the_page(officer, cast, venue):
    booking = booked(venue, cast.worker)
    answer = officer.post(desk_page(booking), {"step": "decline", "version": booking.version, "reason": ""})
    assert answer.context["form"].errors["reason"] == ["请写一写理由，几个字也行。"]


@pytest.mark.parametrize("version", ["1", "x", "", "²"])
def test_what_was_answered_meanwhile_is_not_answered_again(officer, cast, venue, version):
    booking = booked(venue, cast.worker)
    services.bookings.decline(booking, by=cast.owner, reason="检修")
    officer.post(desk_page(booking), {"step": "confirm", "version": version})
    assert fresh(booking).status == "declined"


def test_what_is_settled_shows_no_buttons(officer, cast, venue):
    booking = services.bookings.decline(booked(venue, cast.worker), by=cast.owner, reason="检修")
    page = officer.get(desk_page(booking)).content.decode()
    assert [words in page for words in ("确认预约", "婉拒预约", "取消预约")] == [False] * 3


def test_the_desk_offers_each_their_own_parts(client, cast, venue):
    offered = {}
    for who in ("officer", "owner", "leader"):
        client.force_login(getattr(cast, who))
        page = client.get(reverse("workshops:desk")).content.decode()
        offered[who] = [reverse(f"workshops:{name}") in page for name in ("visits", "desk-venues", "desk-bookings")]
    assert offered == {"officer": [True] * 3, "owner": [False, True, True], "leader": [True, False, False]}


@pytest.mark.parametrize("rows", [1, 3])
def test_more_venues_cost_the_desk_no_more_queries(officer, cast, led, rows, django_assert_num_queries):
    for _n in range(rows):
        booked(VenueFactory(enterprise=cast.enterprise, workshops=[led]), cast.worker)
    officer.get(VENUES)
    with django_assert_num_queries(8):
        officer.get(VENUES)


@pytest.mark.parametrize("rows", [1, 3])
def test_more_bookings_cost_the_desk_no_more_queries(officer, cast, venue, rows, django_assert_num_queries):
    for hour, user in zip(range(rows), (cast.worker, cast.colleague, cast.reviewer), strict=False):
        booked(venue, user, 9 + hour, 10 + hour)
    officer.get(BOOKINGS)
    with django_assert_num_queries(8):
        officer.get(BOOKINGS)
