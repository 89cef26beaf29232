"""Venues for everybody, booking them, and one's own bookings."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance_portal.files import read_picture
from tests.factories import WorkshopFactory, WorkshopMembershipFactory, picture
from tests.suggestions.telling import lead_nowhere
from tests.workshops.booking import DAY, VenueFactory, at, booked, form, fresh
from workshops import services
from workshops.models import Booking, Venue

LIST = reverse("workshops:venues")
MINE = reverse("workshops:my-bookings")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def venue(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    return VenueFactory(enterprise=cast.enterprise, name="安全道场", equipment="防护用品墙", workshops=[workshop])


@pytest.fixture
def worker(client, cast):
    client.force_login(cast.worker)
    return client


def page(venue):
    return reverse("workshops:venue", args=[venue.slug])


def book_page(venue):
    return reverse("workshops:book", args=[venue.slug])


def words(answer):
    return " ".join(answer.content.decode().split())


def week_of(days):
    return {"week": (timezone.localdate() + DAY * days).isoformat()}


def test_visitors_see_the_list_and_filters_are_in_the_address(client, venue, strangers):
    VenueFactory(enterprise=strangers.enterprise, name="产品展厅", kind="exhibition")
    VenueFactory(enterprise=strangers.enterprise, name="旧展厅", kind="exhibition", is_active=False)

    def names(**query):
        return [one.name for one in client.get(LIST, query).context["page_obj"]]

    assert names() == ["产品展厅", "安全道场"]
    assert names(kind="safety") == ["安全道场"]
    assert names(enterprise="JC") == ["产品展厅"]
    assert names(q="防护") == ["安全道场"]
    assert names(q="没有这个词") == []


def test_an_empty_list_says_so(client, db):
    assert "还没有共享的场地" in words(client.get(LIST))


def test_visitors_see_when_it_is_taken_and_not_by_whom(client, cast, venue):
    booked(venue, cast.worker, 9, 11, purpose="接待重要客户")
    shown = words(client.get(page(venue), week_of(7)))

    assert "09:00—11:00</span> 待确认" in shown
    assert "11:00—18:00</span> 空闲" in shown
    assert [secret in shown for secret in ("接待重要客户", "王海", "去预约")] == [False] * 3
    assert "登录后预约" in shown


def test_whoever_keeps_it_or_booked_reads_what_for(client, cast, strangers, venue):
    booked(venue, cast.worker, 9, 11, purpose="接待重要客户")

    def reads(user):
        client.force_login(user)
        return "接待重要客户" in words(client.get(page(venue), week_of(7)))

    users = (cast.worker, cast.owner, cast.officer, cast.colleague, strangers.officer)
    assert [reads(user) for user in users] == [True, True, True, False, False]


def test_a_month_shows_every_day_as_a_link_to_its_week(client, cast, venue):
    booked(venue, cast.worker, 9, 11)
    day = timezone.localdate() + 7 * DAY
    shown = words(client.get(page(venue), {"month": f"{day:%Y-%m}"}))

    assert f'href="?week={day:%Y-%m-%d}#d-{day:%Y-%m-%d}"' in shown
    assert "约1场" in shown
    assert shown.count('scope="col"') == 7


@pytest.mark.parametrize(
    "query", [{"month": "2026-13"}, {"month": "9999-01"}, {"week": "2026-02-30"}, {"week": "0001-01-01"}, {"week": "x"}]
)
def test_an_address_of_no_day_shows_this_week(client, venue, query):
    answer = client.get(page(venue), query)
    assert answer.context["monday"] <= timezone.localdate() <= answer.context["sunday"]


def test_what_is_out_of_use_is_not_found_by_others(client, cast, venue):
    Venue.objects.update(is_active=False)
    found = [client.get(page(venue)).status_code]
    for user in (cast.worker, cast.officer):
        client.force_login(user)
        found.append(client.get(page(venue)).status_code)
    assert found == [404, 404, 200]


def test_the_photo_is_public_and_webp(client, cast, venue):
    address = reverse("workshops:venue-photo", args=[venue.slug, "small"])
    assert client.get(address).status_code == 404
    services.venues.change_photo(venue, read_picture(picture()), by=cast.officer)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert client.get(address.replace("small", "huge")).status_code == 404


def test_a_worker_asks_for_a_time(worker, cast, venue):
    answer = worker.post(book_page(venue), form())
    booking = Booking.objects.get()

    assert answer.url == reverse("workshops:my-booking", args=[booking.pk])
    assert (booking.starts_at, booking.ends_at, booking.booked_by) == (at(9), at(11), cast.worker)
    assert booking.status == "asked"


def test_what_is_free_is_filled_in_from_the_calendar(worker, venue):
    address = f"{book_page(venue)}?day=2026-12-24&from=09:00"
    shown = words(worker.get(address))
    assert 'value="2026-12-24"' in shown
    assert 'value="09:00"' in shown


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("purpose", {"purpose": " "}),
        ("day", {"day": "明天"}),
        ("starts", {"day": "2020-01-01"}),
        ("starts", {"starts": "7点半"}),
        ("starts", {"starts": "07:00"}),
        ("ends", {"ends": "19:00"}),
        ("ends", {"ends": "09:00"}),
        ("heads", {"heads": "31"}),
        ("heads", {"heads": "0"}),
        ("workshop", {"workshop": "99999"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(worker, cast, venue, field, sent):
    WorkshopMembershipFactory(workshop=venue.workshops.get(), person=cast.worker.person)
    answer = worker.post(book_page(venue), form(**sent))
    shown = answer.context["form"]
    assert set(shown.errors) == {field}
    assert {name: shown[name].value() for name in form(**sent)} == form(**sent)
    assert not Booking.objects.exists()


def test_a_clash_offers_the_next_free_time_and_takes_it_with_one_press(worker, cast, venue):
    booked(venue, cast.colleague, 9, 11)
    answer = worker.post(book_page(venue), form(purpose="看展板"))

    assert answer.status_code == 409
    assert "请找周工（长风客车）商量" in words(answer)
    offer = re.search(r'name="at" value="([^"]+)"', answer.content.decode())[1]
    taken = worker.post(book_page(venue), form(purpose="看展板", at=offer))
    assert taken.status_code == 302
    mine = Booking.objects.get(booked_by=cast.worker)
    assert (mine.starts_at, mine.ends_at, mine.purpose) == (at(11), at(13), "看展板")


@pytest.mark.parametrize("offer", ["x", "/", "2026-11-12T09:00", "2026-99-99T09:00:00+08:00/x", "a/b/c"])
def test_an_offer_nobody_made_changes_nothing(worker, venue, offer):
    worker.post(book_page(venue), form(at=offer))
    assert Booking.objects.get().starts_at == at(9)


def test_only_those_for_whom_it_is_there_get_the_form(client, cast, strangers, venue):
    Venue.objects.update(audience="own")
    for user, status in ((cast.worker, 200), (strangers.worker, 403)):
        client.force_login(user)
        assert client.get(book_page(venue)).status_code == status
    assert client.post(book_page(venue), form()).status_code == 403
    client.logout()
    assert client.get(book_page(venue)).status_code == 302


def test_my_bookings_are_mine_in_two_parts(worker, cast, venue):
    mine = booked(venue, cast.worker)
    gone = booked(venue, cast.worker, 13, 14)
    services.bookings.cancel(gone, by=cast.worker, reason="改期")
    booked(venue, cast.colleague, 15, 16)

    assert list(worker.get(MINE).context["page_obj"]) == [mine]
    assert list(worker.get(MINE, {"show": "past"}).context["page_obj"]) == [gone]


def test_nobody_opens_somebody_else_s_booking(client, cast, strangers, staff, venue):
    booking = booked(venue, cast.worker)
    addresses = [reverse(f"workshops:{name}", args=[booking.pk]) for name in ("my-booking", "booking-cancel")]
    calendar = reverse("booking-ics", args=[booking.pk])
    found = []
    for user in (cast.worker, cast.colleague, strangers.officer, cast.owner, staff):
        client.force_login(user)
        found.append([client.get(address).status_code for address in (*addresses, calendar)])
    assert found == [[200, 200, 200], [404] * 3, [404] * 3, [404, 404, 200], [404, 404, 200]]


def test_cancelling_asks_first_and_wants_a_reason(worker, cast, venue):
    booking = booked(venue, cast.worker)
    address = reverse("workshops:booking-cancel", args=[booking.pk])
    assert "取消这次预约？" in words(worker.get(address))
    assert worker.post(address, {"version": booking.version, "reason": ""}).status_code == 200
    assert worker.post(address, {"version": booking.version, "reason": "改期"}).url == MINE
    assert fresh(booking).status == "cancelled"
    assert worker.get(address).status_code == 302


def test_a_booking_changed_meanwhile_is_not_cancelled_unseen(worker, cast, venue):
    booking = booked(venue, cast.worker)
    services.bookings.confirm(booking, by=cast.owner)
    answer = worker.post(
        reverse("workshops:booking-cancel", args=[booking.pk]), {"version": booking.version, "reason": "改期"}
    )
    assert answer.status_code == 302
    assert fresh(booking).status == "confirmed"


def test_the_calendar_file_is_one_for_any_calendar(worker, cast, venue, settings):
    Venue.objects.update(rules="穿安全鞋；不要拍摄, 谢谢")
    booking = booked(venue, cast.worker, purpose="新员工安全体验, 第二批")
    answer = worker.get(reverse("booking-ics", args=[booking.pk]))
    text = answer.content.decode()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="booking-{booking.pk}.ics"' in answer["Content-Disposition"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert f"DTSTART:{booking.starts_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" in lines
    assert "SUMMARY:新员工安全体验\\, 第二批（安全道场）" in lines
    assert "DESCRIPTION:穿安全鞋；不要拍摄\\, 谢谢" in lines
    assert "STATUS:TENTATIVE" in lines
    services.bookings.cancel(booking, by=cast.worker, reason="改期")
    later = worker.get(reverse("booking-ics", args=[booking.pk])).content.decode()
    assert "STATUS:CANCELLED\r\n" in later
    assert "SEQUENCE:2\r\n" in later


def test_every_notice_leads_to_a_page(cast, venue):
    services.bookings.confirm(booked(venue, cast.worker), by=cast.owner)
    services.bookings.remind(now=at(9, days=6))
    services.bookings.cancel(booked(venue, cast.colleague, 13, 14), by=cast.colleague, reason="改期")
    assert lead_nowhere() == []


def test_a_workshop_names_its_venues(client, venue):
    assert "安全道场" in words(client.get(venue.workshops.get().get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_more_venues_cost_the_list_no_more_queries(client, cast, rows, django_assert_num_queries):
    for _n in range(rows):
        VenueFactory(enterprise=cast.enterprise, workshops=[WorkshopFactory(enterprise=cast.enterprise)])
    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("query", "number"), [("week", 10), ("month", 10)])
def test_more_bookings_cost_the_calendar_no_more_queries(
    worker, cast, venue, rows, query, number, django_assert_num_queries
):
    for hour in range(rows):
        booked(venue, cast.colleague, 9 + hour, 10 + hour)
    day = timezone.localdate() + 7 * DAY
    address = {"week": day.isoformat()} if query == "week" else {"month": f"{day:%Y-%m}"}
    worker.get(page(venue), address)
    with django_assert_num_queries(number):
        worker.get(page(venue), address)


@pytest.mark.parametrize("rows", [1, 3])
def test_more_bookings_cost_my_list_no_more_queries(worker, cast, venue, rows, django_assert_num_queries):
    for hour in range(rows):
        booked(venue, cast.worker, 9 + hour, 10 + hour)
    worker.get(MINE)
    with django_assert_num_queries(6):
        worker.get(MINE)
