"""Venues in a real browser: a visitor looks, a worker books from the phone, whoever keeps the venue answers."""

import io

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.factories import WorkshopFactory, WorkshopMembershipFactory, picture
from tests.workshops.booking import VenueFactory, at, booked, fresh
from workshops.models import Booking, Venue


@pytest.fixture
def venue(live_server, cast):
    """Kept by a workshop that the owner leads; the colleague has it next week from nine to eleven."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    facts = {"offers": "四个体验区", "rules": "穿安全鞋", "equipment": "防护用品墙", "buffer_minutes": 15}
    venue = VenueFactory(enterprise=cast.enterprise, name="安全道场", slug="safety", workshops=[workshop], **facts)
    booked(venue, cast.colleague, 9, 11, purpose="接待重要客户")
    return venue


def next_week():
    return f"?week={at(9):%Y-%m-%d}"


def test_a_visitor_sees_when_it_is_free_and_is_asked_to_sign_in(live_server, venue, new_context, axe, overflow):
    page = new_context().new_page()
    page.goto(f"{live_server.url}/en/venues/")
    page.get_by_role("link", name="安全道场").click()
    page.goto(page.url + next_week())
    expect(page.locator(".slot--taken")).to_contain_text("09:00—11:00")
    expect(page.get_by_text("接待重要客户")).to_have_count(0)
    expect(page.get_by_role("link", name="free, book it")).to_have_count(0)
    expect(page.get_by_role("link", name="Sign in to book")).to_be_visible()
    page.get_by_role("link", name="By month").click()
    expect(page.locator("table.month")).to_be_visible()
    assert (axe(page), overflow(page)) == ({}, 0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_worker_books_from_the_calendar_and_takes_the_time_that_is_offered(cast, venue, desk, script):
    page = desk(cast.worker, PHONE, java_script_enabled=script)
    page.go(f"/en/venues/safety/{next_week()}")
    page.get_by_role("link", name="free, book it").first.click()
    page.get_by_label("What for").fill("班组安全体验")
    page.locator("[name=day]").fill(f"{at(9):%Y-%m-%d}")
    page.locator("[name=starts]").fill("09:30")
    page.locator("[name=ends]").fill("11:30")
    page.get_by_label("How many people").fill("12")
    page.get_by_role("button", name="Ask for this time").click()

    expect(page.locator("#error-summary")).to_contain_text("is taken")
    expect(page.locator("#error-summary")).to_contain_text("周工")
    expect(page.get_by_label("What for")).to_have_value("班组安全体验")
    page.get_by_role("button", name="instead").click()
    expect(page.get_by_text("You have asked for it.")).to_be_visible()
    booking = Booking.objects.get(booked_by=cast.worker)
    assert (booking.starts_at, booking.ends_at) == (at(11, 15), at(13, 15))


def test_a_worker_puts_it_into_the_calendar_and_gives_it_back(cast, venue, desk):
    booking = booked(venue, cast.worker, 13, 14)
    page = desk(cast.worker, PHONE)
    page.go("/en/me/bookings/")
    page.get_by_role("link", name="安全道场").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Put it into my calendar").click()
    assert download.value.suggested_filename == f"booking-{booking.pk}.ics"
    page.get_by_role("link", name="Cancel the booking").click()
    page.get_by_role("button", name="Cancel the booking").click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.get_by_label("Why").fill("改期")
    page.get_by_role("button", name="Cancel the booking").click()
    expect(page.get_by_text("Cancelled.")).to_be_visible()
    assert fresh(booking).status == "cancelled"


def test_whoever_keeps_it_answers(cast, venue, desk):
    booking = Booking.objects.get()
    page = desk(cast.owner)
    page.go("/en/workbench/workshops/bookings/")
    page.get_by_role("link", name="接待重要客户").click()
    page.get_by_role("button", name="Confirm it").click()
    expect(page.get_by_text("Confirmed. Whoever asked has been told.")).to_be_visible()
    assert fresh(booking).status == "confirmed"


def test_an_officer_registers_a_venue_with_a_photo_and_takes_it_out_of_use(cast, venue, desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = desk(cast.officer)
    page.go("/en/workbench/workshops/new-venue/")
    page.get_by_label("Name").fill("企业展厅")
    page.locator("label.chip", has_text="Exhibition hall").click()
    page.get_by_label("Where it is").fill("厂前区一层")
    page.get_by_label("People at most").fill("60")
    page.locator("label.chip", has_text="everybody of the district").click()
    photo = io.BytesIO(picture(size=(800, 600)).read())
    page.locator("[name=photo]").set_input_files({"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": photo.read()})
    page.get_by_role("button", name="Register the venue").click()
    expect(page.locator(".venue-page__photo")).to_be_visible()
    made = Venue.objects.get(name="企业展厅")
    expect(page.locator(".venue-page__photo")).to_have_js_property("naturalWidth", 800)

    page.go(f"/en/workbench/workshops/venues/{made.slug}/")
    page.get_by_role("link", name="Take it out of use").click()
    page.get_by_label("Why").fill("改造")
    page.get_by_role("button", name="Take it out of use").click()
    expect(page.get_by_text("Out of use.")).to_be_visible()
    assert not fresh(made).is_active


def test_every_page_is_readable_and_fits(cast, staff, venue, desk, faults, overflow):
    mine, other = booked(venue, cast.officer, 13, 14), Booking.objects.get(booked_by=cast.colleague)
    week = next_week()
    addresses = ["/venues/", f"/venues/safety/{week}", f"/venues/safety/?month={at(9):%Y-%m}", "/venues/safety/book/"]
    addresses += ["/me/bookings/", f"/me/bookings/{mine.pk}/", f"/me/bookings/{mine.pk}/cancel/"]
    desk_pages = ["venues/", "new-venue/", "venues/safety/", "venues/safety/out-of-use/", "bookings/"]
    addresses += [f"/workbench/workshops/{name}" for name in (*desk_pages, f"bookings/{other.pk}/")]
    page = desk(cast.officer, PHONE)
    for address in addresses:
        for language in ("/en", ""):
            page.go(language + address)
            assert (language + address, overflow(page)) == (language + address, 0)
        assert (address, faults(page)) == (address, {})


def test_the_calendar_goes_on_paper(cast, venue, desk):
    page = desk(cast.officer)
    page.go(f"/venues/safety/{next_week()}")
    page.emulate_media(media="print")
    expect(page.locator(".slot--taken")).to_be_visible()
    expect(page.get_by_role("link", name="下一周")).to_be_hidden()
