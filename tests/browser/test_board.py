"""The board on the wall in a real browser: read from four metres, turned, cut off, dark, printed; and its desk."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from playwright.sync_api import expect

from alliance_portal.files import read_picture
from suggestions.models import Board, Photo
from suggestions.services import photos
from suggestions.services.boards import change_board, renew_address, revoke_board
from tests.factories import BoardFactory, PersonFactory, WorkshopFactory, picture
from tests.ladder import climb, idea
from tests.portal import saying
from tests.training import sessions

SCREENS = [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}, {"width": 3840, "height": 2160}]
HALL = SCREENS[1]
CYCLE = 301_000
# Panels whose content is larger than they are.
BOXES = ".board__panel, .board__hero, .board__rate, .board__top, li"
TOO_FULL = f"""[...document.querySelectorAll(".board:not([hidden]) :is({BOXES})")]
    .filter(box => Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth) > innerWidth / 1280)
    .map(box => box.className + box.textContent.slice(0, 20))"""
SMALLEST_TEXT = """Math.min(...[...document.querySelectorAll(".board:not([hidden]) *")]
    .filter(one => !one.children.length && one.textContent.trim() && one.checkVisibility())
    .map(one => parseFloat(getComputedStyle(one).fontSize) * 1920 / innerWidth
        * (one.ownerSVGElement ? one.getScreenCTM().a : 1)))"""
DOTS = ".board:not([hidden]) .board__dots"
PHOTOS = "() => Promise.all([...document.images].map(image => image.decode()))"
FIRST_NUMBER = ".board:not([hidden]) .board__flow b >> nth=0"
# A broken net is what these tests make.
BROKEN = ("console: Failed to load resource", "console: Refused")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _an_afternoon_in_august():
    """The figures are those of a year to date: the story needs some months behind it, and three in the afternoon."""
    with time_machine.travel(dt.datetime(2026, 8, 20, 7, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def tolerated():
    return BROKEN


def days_ago(number):
    return str(timezone.localdate() - dt.timedelta(days=number))


@pytest.fixture
def story(live_server, cast, staff):
    """Thirty people; adopted ones of which some are done with photos and some owed; a course, a workshop, news."""
    crew = PersonFactory.create_batch(30, department=cast.team)
    for number, person in enumerate(crew[:24]):
        idea(cast.team, days_ago(number % 9 + 1), by=person, answer="adopted", on=days_ago(number % 9))
    for number in (3, 4):
        done = idea(cast.team, days_ago(number), by=crew[0])
        for kind in (Photo.Kind.BEFORE, Photo.Kind.AFTER):
            photos.attach(done, [read_picture(picture(size=(640, 480)))], kind)
        climb(done, answer="adopted", on=days_ago(number), done=days_ago(1), verified=45000)
    for number in range(8):
        idea(cast.team, days_ago(120 + number), by=crew[1], answer="adopted", on=days_ago(119))
    for number in range(5):
        topic = f"机器人焊接示教编程（初级）第{number}讲，请带好安全帽和劳保鞋"
        sessions.announced(cast, topic=topic, audience="district")
    WorkshopFactory.create_batch(7, enterprise=cast.enterprise)
    words = {"title": "“中国梦·劳动美·创业情”一线好点子征集", "summary": "一句话就能参加。"}
    saying.news(staff, kind="campaign", pictured=True, **words)
    for number in range(6):
        saying.news(staff, title=f"关于开展第{number}季度工作室互学互访和技能比武的通知")
    return cast


@pytest.fixture
def wall(live_server, new_context, story):
    """Call it with a board: its address on a screen, opened by nobody in particular, with a clock that is moved on."""

    def open_on(board, size=HALL, *, place="", ticking=False, **options):
        page = new_context(**options).new_page()
        page.set_viewport_size(size)
        if not ticking:
            page.clock.install()
        page.goto(live_server.url + board.get_absolute_url() + place)
        return page

    return open_on


def everything(cast, **facts):
    return BoardFactory(enterprise=cast.enterprise, pages=["finished", "owed", "training"], **facts)


# Read from four metres


@pytest.mark.parametrize("size", SCREENS, ids=["720p", "1080p", "4k"])
def test_a_board_fits_its_screen_and_can_be_read_from_four_metres(wall, story, axe, overflow, size):
    page = wall(everything(story, theme=Board.Theme.DARK), size)
    expect(page.locator(".board:not([hidden]) .board__photos img")).to_have_count(4)
    page.evaluate(PHOTOS)
    assert page.evaluate(TOO_FULL) == []
    assert page.evaluate(SMALLEST_TEXT) > 23.9
    assert (axe(page), overflow(page)) == ({}, 0)


def test_every_other_page_fits_too_and_can_be_read(wall, story, axe, overflow):
    board = BoardFactory(enterprise=story.enterprise, pages=["finished", "owed", "training"])
    for pages in (["finished", "owed", "training"], ["workshops", "news"]):
        change_board(board, by=story.leader, pages=pages)
        page = wall(board, ticking=True)
        for number in range(2, 2 + len(pages)):
            page.goto(page.url.split("?")[0] + f"?only={number}")
            page.evaluate(PHOTOS)
            assert page.evaluate(TOO_FULL) == []
            assert page.evaluate(SMALLEST_TEXT) > 23.9
            assert (axe(page), overflow(page)) == ({}, 0)


def test_english_words_which_are_longer_fit_too(wall, story):
    page = wall(everything(story, language="en"), SCREENS[0])
    expect(page.get_by_text("Adoption rate")).to_be_visible()
    page.evaluate(PHOTOS)
    assert page.evaluate(TOO_FULL) == []
    assert page.evaluate(SMALLEST_TEXT) > 23.9


def test_the_first_day_fits_and_the_code_takes_half_the_board(wall, strangers, axe):
    page = wall(BoardFactory(enterprise=strangers.enterprise), SCREENS[0])
    expect(page.get_by_role("heading", name=gettext("Today is the first day"))).to_be_visible()
    assert page.locator(".board__first").bounding_box()["width"] > SCREENS[0]["width"] * 0.45
    assert page.evaluate(TOO_FULL) == []
    assert axe(page) == {}


# Pages that turn


def here(page):
    """Which page is seen, by its dots."""
    return page.locator(DOTS).get_attribute("aria-label")


def place(number, count):
    return gettext("Page %(place)s of %(all)s") % {"place": number, "all": count}


def all_loaded(page, count):
    expect(page.locator("[data-board]")).to_have_count(count)
    page.evaluate(PHOTOS)


def test_pages_turn_after_their_seconds_and_come_round_with_nothing_but_a_cut(wall, story):
    page = wall(everything(story, seconds=20))
    all_loaded(page, 4)
    seen = [here(page)]
    for _turn in range(4):
        page.clock.run_for(20_000)
        seen.append(here(page))
    assert seen == [place(number, 4) for number in (1, 2, 3, 4, 1)]
    assert page.locator(".board:not([hidden])").count() == 1


def test_pages_that_are_chosen_anew_come_by_themselves(wall, story):
    board = everything(story)
    page = wall(board)
    all_loaded(page, 4)
    change_board(board, by=story.leader, pages=["news"])
    page.clock.run_for(CYCLE)
    all_loaded(page, 2)
    # The picture that was there stays until the new one has its photos.
    expect(page.locator(DOTS)).to_have_attribute("aria-label", re.compile(f"{place(1, 2)[-3:]}$"))


# Cut off


def cut_off(page):
    page.route("**/b/**", lambda route: route.abort())


def test_without_a_network_the_last_picture_stays_turns_and_says_how_old_it_is(wall, story):
    page = wall(BoardFactory(enterprise=story.enterprise, pages=["owed"], seconds=20))
    all_loaded(page, 2)
    time = page.locator(".board:not([hidden]) [data-board-time]")
    cut_off(page)
    page.clock.run_for(CYCLE)
    expect(page.locator("[data-board]")).to_have_count(2)
    assert page.locator(".board__stale").count() == 0
    page.clock.run_for(CYCLE)
    expect(page.locator(".board__stale")).to_have_count(2)
    before = here(page)
    page.clock.run_for(20_000)
    assert here(page) != before
    expect(time).not_to_contain_text(gettext("offline"))
    page.clock.fast_forward(24 * 3600 * 1000)
    expect(time).to_contain_text(gettext("offline"))
    page.unroute("**/b/**")
    page.clock.run_for(CYCLE)
    expect(page.locator(".board__stale")).to_have_count(0)
    expect(time).not_to_contain_text(gettext("offline"))


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, "<h1>Server Error (500)</h1>"), (502, "<h1>502 Bad Gateway</h1>"), (200, "<h1>请先登录工厂网络</h1>")],
    ids=["500", "502", "a sign-in of the network"],
)
def test_an_error_page_never_hangs_on_the_wall_and_the_board_comes_back_by_itself(wall, story, status, body):
    page = wall(BoardFactory(enterprise=story.enterprise))
    received = page.locator(FIRST_NUMBER)
    expect(received).to_have_text("34")
    idea(story.team, days_ago(0))
    page.route("**/b/**", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
    for _cycle in range(2):
        with page.expect_response("**/b/**"):
            page.clock.run_for(CYCLE)
    expect(page.locator(".board__stale")).to_be_visible()
    expect(received).to_have_text("34")
    expect(page.locator("h1")).to_have_count(1)
    page.unroute("**/b/**")
    page.clock.run_for(CYCLE)
    expect(received).to_have_text("35")
    expect(page.locator(".board__stale")).to_have_count(0)
    expect(page.locator(".board__new").first).to_have_text("35")


def test_a_new_number_stays_still_for_whoever_wants_no_motion(wall, story):
    page = wall(BoardFactory(enterprise=story.enterprise), reduced_motion="reduce")
    idea(story.team, days_ago(0))
    page.clock.run_for(CYCLE)
    expect(page.locator(".board__new").first).to_have_text("35")
    assert page.locator(".board__new").first.evaluate("one => getComputedStyle(one).animationName") == "none"


def test_a_picture_whose_photos_cannot_be_fetched_does_not_replace_one_that_has_them(wall, story):
    page = wall(BoardFactory(enterprise=story.enterprise))
    page.evaluate(PHOTOS)
    idea(story.team, days_ago(0))
    done = idea(story.team, days_ago(2))
    photos.attach(done, [read_picture(picture(size=(640, 480)))], Photo.Kind.AFTER)
    climb(done, answer="adopted", on=days_ago(2), done=days_ago(0))
    page.route("**/photo/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.clock.run_for(CYCLE)
    expect(page.locator("[data-board]")).to_have_count(1)
    expect(page.locator(FIRST_NUMBER)).to_have_text("34")
    page.unroute("**/photo/**")
    page.clock.run_for(CYCLE)
    expect(page.locator(FIRST_NUMBER)).to_have_text("36")


@pytest.mark.parametrize("end", [revoke_board, renew_address])
def test_a_board_that_was_taken_back_goes_from_the_wall_and_says_so(wall, story, end):
    board = BoardFactory(enterprise=story.enterprise)
    page = wall(board)
    expect(page.locator(FIRST_NUMBER)).to_be_visible()
    end(board, by=story.leader)
    page.clock.run_for(CYCLE)
    expect(page.get_by_role("heading", name=gettext("This board has been taken back"))).to_be_visible()
    expect(page.locator(".board")).to_have_count(0)


def test_a_plain_not_found_of_the_web_server_is_no_taking_back(wall, story):
    page = wall(BoardFactory(enterprise=story.enterprise))
    page.route("**/b/**", lambda route: route.fulfill(status=404, body="<h1>404 nginx</h1>", content_type="text/html"))
    with page.expect_response("**/b/**"):
        page.clock.run_for(CYCLE)
    expect(page.locator(FIRST_NUMBER)).to_have_text("34")


# The night


def test_it_gets_dark_and_light_at_its_hours_even_while_cut_off(wall, story):
    """It is three in the afternoon: a board that rests from ten past three for ten minutes."""
    resting = {"quiet_from": dt.time(15, 10), "quiet_until": dt.time(15, 20)}
    page = wall(BoardFactory(enterprise=story.enterprise, **resting))
    hint = page.get_by_text(gettext("Dark for the night. The board comes back by itself."))
    expect(page.locator(FIRST_NUMBER)).to_be_visible()
    expect(hint).to_be_hidden()
    cut_off(page)
    page.clock.run_for(11 * 60_000)
    expect(hint).to_be_visible()
    expect(page.locator(".board")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    page.clock.run_for(10 * 60_000)
    expect(page.locator(FIRST_NUMBER)).to_be_visible()
    expect(hint).to_be_hidden()


def test_a_screen_that_is_switched_on_at_night_is_black_and_gets_its_picture_in_the_morning(wall, story, axe):
    board = BoardFactory(enterprise=story.enterprise, quiet_from=dt.time(14), quiet_until=dt.time(15, 10))
    page = wall(board)
    expect(page.locator(".board-night")).to_be_visible()
    assert page.locator(".board").count() == 0
    assert axe(page) == {}
    change_board(board, by=story.leader, quiet_from=dt.time(2), quiet_until=dt.time(3))
    page.clock.run_for(CYCLE)
    expect(page.locator(FIRST_NUMBER)).to_be_visible()
    expect(page.locator(".board-night")).to_be_hidden()


# Without script, and on paper


def test_without_script_the_browser_itself_goes_on_to_the_next_page(wall, story):
    board = everything(story)
    page = wall(board, ticking=True, java_script_enabled=False)
    expect(page.locator(".board__flow b").first).to_have_text("34")
    following = reverse("board-page", args=[board.token, 2])
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == f"60; url={following}"


def test_each_page_prints_on_one_sheet_of_a3(wall, story):
    page = wall(everything(story), ticking=True)
    all_loaded(page, 4)
    for number in (1, 2, 3, 4):
        page.goto(page.url.split("?")[0] + f"?only={number}")
        page.evaluate(PHOTOS)
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
        width, height = map(float, re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper).groups())
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
    page.emulate_media(media="print")
    assert page.locator(".board").bounding_box()["height"] <= 297 / 25.4 * 96


# Where boards are kept


def test_boards_are_kept_on_a_phone_and_in_the_office(desk, story, faults):
    page = desk(story.leader)
    page.go("/en/boards/")
    assert faults(page) == {}
    page.get_by_role("link", name="Hang up a board").first.click()
    expect(page.get_by_label("Where it hangs")).to_be_visible()
    page.wait_for_load_state()
    assert faults(page) == {}
    page.get_by_label("Where it hangs").fill("食堂")
    page.get_by_label("Second page").select_option("owed")
    page.get_by_role("button", name="Make the board").click()
    expect(page.locator(".screen")).to_have_count(1)
    page.wait_for_load_state()
    assert faults(page) == {}
    page.get_by_role("link", name="Open on the screen").click()
    expect(page.locator(".board__flow").first).to_contain_text("34")
