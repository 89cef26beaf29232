"""What a leader does with the figures, and the board on the wall, in a real browser."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from alliance_portal.files import read_picture
from suggestions.models import Board, Photo
from suggestions.services import photos
from suggestions.services.boards import revoke_board
from tests.factories import BoardFactory, PersonFactory, picture
from tests.ladder import climb, idea

OFFICE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
SCREENS = [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}, {"width": 3840, "height": 2160}]
# Panels whose content is larger than they are.
TOO_FULL = """[...document.querySelectorAll(".board__panel, .board__rate, .board__flow li, .board__top")]
    .filter(box => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map(box => box.className)"""
SMALLEST_TEXT = """Math.min(...[...document.querySelectorAll(".board *")]
    .filter(one => !one.children.length && one.textContent.trim())
    .map(one => parseFloat(getComputedStyle(one).fontSize) * 1920 / innerWidth
        * (one.ownerSVGElement ? one.getScreenCTM().a : 1)))"""


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


def test_a_board_is_hung_up_and_opened(leader, story, live_server, axe, overflow):
    page = leader(OFFICE)
    page.get_by_role("link", name="Boards on the wall").click()
    page.get_by_label("where it hangs").fill("食堂")
    page.get_by_role("button", name="Make the board").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert (axe(page), overflow(page)) == ({}, 0)
    page.get_by_role("link", name="Open on the screen").click()
    expect(page.locator(".board__flow")).to_contain_text("28")


@pytest.fixture
def wall(live_server, browser, browser_context_args, new_context, story):
    """Call it with a screen: the board on it, opened by nobody in particular, with a clock that can be moved on.

    With `failing` the console may say that the board could not be fetched.
    """

    contexts = []

    def open_on(size, board, *, failing=False):
        context = browser.new_context(**browser_context_args) if failing else new_context()
        contexts.append(context)
        page = context.new_page()
        page.set_viewport_size(size)
        page.clock.install()
        page.goto(live_server.url + board.get_absolute_url())
        return page

    yield open_on
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", SCREENS, ids=["720p", "1080p", "4k"])
def test_a_board_fits_its_screen_and_can_be_read_from_four_metres(wall, story, axe, overflow, size):
    page = wall(size, BoardFactory(enterprise=story.enterprise, theme=Board.Theme.DARK))
    expect(page.locator(".board__photos img")).to_have_count(4)
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
    assert page.evaluate(TOO_FULL) == []
    assert page.evaluate(SMALLEST_TEXT) > 23.9
    assert (axe(page), overflow(page)) == ({}, 0)


def test_the_first_day_fits_too(wall, strangers):
    page = wall(SCREENS[0], BoardFactory(enterprise=strangers.enterprise))
    expect(page.locator(".board__first svg")).to_be_visible()
    assert page.evaluate(TOO_FULL) == []


def test_a_board_fetches_itself_every_five_minutes(wall, story):
    page = wall(SCREENS[0], BoardFactory(enterprise=story.enterprise))
    received = page.locator(".board__flow b").first
    expect(received).to_have_text("28")
    for expected in ("29", "30"):
        idea(story.team, days_ago(0))
        page.clock.run_for(301_000)
        expect(received).to_have_text(expected)


def test_a_board_that_cannot_fetch_itself_keeps_its_page_and_says_how_old_it_is(wall, story):
    page = wall(SCREENS[0], BoardFactory(enterprise=story.enterprise), failing=True)
    page.route("**/b/**", lambda route: route.fulfill(status=503))
    time = page.locator("[data-board-time]")
    with page.expect_response("**/b/**"):
        page.clock.run_for(301_000)
    expect(time).not_to_have_class("board__stale")
    with page.expect_response("**/b/**"):
        page.clock.run_for(301_000)
    expect(time).to_have_class("board__stale")
    expect(page.locator(".board__flow b").first).to_have_text("28")


def test_a_board_that_was_taken_back_goes_from_the_wall(wall, story):
    board = BoardFactory(enterprise=story.enterprise)
    page = wall(SCREENS[0], board, failing=True)
    revoke_board(board, by=story.leader)
    page.clock.run_for(301_000)
    expect(page.locator(".board__flow")).to_have_count(0)
