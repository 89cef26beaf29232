"""What a leader does with the figures in a real browser."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from alliance_portal.files import read_picture
from suggestions.models import Photo
from suggestions.services import photos
from tests.browser.looks import OFFICE, PHONE
from tests.factories import PersonFactory, picture
from tests.ladder import climb, idea


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def an_afternoon_in_august():
    """The figures are those of a year to date: the story needs some days behind it, and noon."""
    with time_machine.travel(dt.datetime(2026, 8, 20, 7, tzinfo=dt.UTC)):
        yield


def days_ago(number):
    return str(timezone.localdate() - dt.timedelta(days=number))


@pytest.fixture
def story(live_server, cast):
    """Thirty people; adopted ones of which some are done with photos and some owed, declined and unanswered ones."""
    crew = PersonFactory.create_batch(30, department=cast.team)
    for number, person in enumerate(crew[:24]):
        idea(cast.team, days_ago(number % 9 + 1), by=person, answer="adopted", on=days_ago(number % 9))
    for number in (3, 4):
        done = idea(cast.team, days_ago(number), by=crew[0])
        for kind in (Photo.Kind.BEFORE, Photo.Kind.AFTER):
            photos.attach(done, [read_picture(picture(size=(640, 480)))], kind)
        climb(done, answer="adopted", on=days_ago(number), done=days_ago(1), verified=45000)
    idea(cast.office, days_ago(2), by=crew[1], answer="declined", on=days_ago(1))
    idea(cast.office, days_ago(12), by=crew[2])
    return cast


@pytest.fixture
def leader(live_server, client, new_context, story):
    """Call it with a screen: a page on which the leader is signed in."""

    def open_on(size):
        client.force_login(story.leader)
        context = new_context()
        session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
        context.add_cookies([session | {"url": live_server.url}])
        page = context.new_page()
        page.set_viewport_size(size)
        page.goto(live_server.url + "/en/dashboard/")
        return page

    return open_on


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_a_leader_reads_the_figures_and_opens_the_rows_of_one(leader, axe, overflow, size):
    page = leader(size)
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggestions in figures")
    assert (axe(page), overflow(page)) == ({}, 0)
    late = page.locator(".say .late").first
    expect(late).to_contain_text("1")
    late.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 row")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert (axe(page), overflow(page)) == ({}, 0)
    page.get_by_role("link", name="Back to the figures").click()
    expect(page.locator(".say")).to_be_visible()


@pytest.mark.parametrize(("size", "narrowest"), [(OFFICE, 400), (PHONE, 320)], ids=["office", "phone"])
def test_every_panel_is_wide_enough_to_be_read(leader, size, narrowest):
    page = leader(size)
    widths = page.locator(".chart-panel").evaluate_all("panels => panels.map(one => one.offsetWidth)")
    assert len(widths) >= 4
    assert min(widths) >= narrowest


def test_the_table_is_sorted_and_narrowed_by_links(leader, story):
    page = leader(OFFICE)
    page.get_by_role("link", name="Waiting").click()
    expect(page.locator('th[aria-sort="descending"]')).to_contain_text("Waiting")
    page.locator("tbody").get_by_role("link", name=story.shop.name).click()
    expect(page.locator(".page-head")).to_contain_text(story.shop.name)
