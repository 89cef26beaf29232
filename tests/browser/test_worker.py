"""A worker's journey in a real browser, on a phone of 360 pixels: from the first word to what has been done."""

import io
import json
from urllib.parse import urlsplit

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from suggestions.models import Suggestion
from tests.factories import PASSWORD
from tests.suggestions import stages

WORDS = "3号工位的焊钳电缆拖在地上🚧，𠮷字排的叉车容易压到"
WIDTHS = (320, 1440, 360)


@pytest.fixture
def screen(page, live_server):
    """A page that remembers every complaint of the browser and every request to another host."""
    page.complaints = []
    page.on("console", lambda said: said.type in ("error", "warning") and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: _only_own(page, request.url, live_server.url))
    yield page
    assert page.complaints == []


def _only_own(page, url, own):
    if urlsplit(url).scheme not in ("blob", "data") and not url.startswith(own):
        page.complaints.append(f"asked another host: {url}")


def photo(name="photo.jpg", size=(3000, 2000), kind="JPEG"):
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, kind)
    return {"name": name, "mimeType": f"image/{kind.lower()}", "buffer": buffer.getvalue()}


def sign_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])


def fill_in_sign_in(page, user):
    code, number = user.username.split("-")
    page.locator("[name=enterprise]").fill(code)
    page.locator("[name=login]").fill(number)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()


def kept(page):
    """What this phone remembers, without the keys of the forms."""
    slots = json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))"))
    return [":".join(slot.split(":")[:2]) for slot in slots]


def problem(page):
    return page.locator("#id_problem")


def album(page):
    return page.locator("input[type=file][multiple]")


def send(page):
    page.locator(".sticky button").click()


def write_and_wait_until_kept(page, words):
    problem(page).fill(words)
    expect(page.locator(".field__count span").first).not_to_be_empty()
    assert kept(page) == ["draft:suggestion"]


def small_targets(page):
    """Buttons, links that look like buttons, and fields that a thumb would miss."""
    controls = page.locator("main .button, .sticky .button, main textarea, main .chip, main .list__item")
    return [one.inner_text() for one in controls.all() if one.is_visible() and one.bounding_box()["height"] < 44]


def test_text_survives_reload_and_sign_in_and_arrives_with_its_photo(screen, live_server, cast):
    screen.goto(live_server.url + "/suggestions/new/")
    write_and_wait_until_kept(screen, WORDS)
    screen.reload()
    assert problem(screen).input_value() == WORDS

    screen.locator(".sticky a").click()
    fill_in_sign_in(screen, cast.worker)
    screen.wait_for_url("**/suggestions/new/")
    assert problem(screen).input_value() == WORDS

    album(screen).set_input_files([photo()])
    expect(screen.locator(".thumb__state")).to_have_text("已传上")
    send(screen)
    screen.wait_for_url("**/sent/")

    suggestion = Suggestion.objects.get()
    taken = suggestion.photos.get()
    assert (suggestion.problem, taken.width, taken.height) == (WORDS, 1600, 1067)
    assert suggestion.number in screen.locator("main").inner_text()
    assert kept(screen) == []


def test_photos_are_made_small_on_the_phone_and_can_be_taken_out(screen, live_server, cast):
    sign_in(screen, live_server, cast.worker)
    screen.goto(f"{live_server.url}/suggestions/{stages.asked(cast).number}/more/")
    large = photo("large.jpg")
    album(screen).set_input_files([large, photo("second.png", (200, 100), "PNG")])
    screen.locator(".thumb").nth(1).wait_for()
    expect(screen.locator(".thumb__state")).to_have_count(0)

    sizes = "Array.from(document.querySelector('input[multiple]').files).map(file => [file.name, file.size])"
    chosen = screen.evaluate(sizes)
    assert [name for name, _size in chosen] == ["large.jpg", "second.png"]
    assert chosen[0][1] < len(large["buffer"])

    screen.locator(".thumb__remove").first.click()
    assert [name for name, _size in screen.evaluate(sizes)] == ["second.png"]

    screen.locator("input[capture]").set_input_files([photo(f"{n}.jpg", (90, 60)) for n in range(1)])
    album(screen).set_input_files([photo(f"more-{n}.jpg", (90, 60)) for n in range(4)])
    expect(screen.locator(".thumb")).to_have_count(4)
    expect(screen.locator(".thumb__state")).to_have_count(0)
    assert len(screen.evaluate(sizes)) == 4


def test_a_mistake_is_said_first_and_costs_no_word(screen, live_server, cast, axe):
    sign_in(screen, live_server, cast.worker)
    screen.goto(live_server.url + "/suggestions/new/")
    problem(screen).fill(WORDS * 100)
    album(screen).set_input_files([photo("small.jpg", (90, 60))])
    screen.locator(".thumb").wait_for()
    send(screen)

    screen.locator("#error-summary").wait_for()
    assert screen.evaluate("document.activeElement.id") == "error-summary"
    assert problem(screen).input_value() == WORDS * 100
    expect(screen.locator(".thumb img")).to_have_count(1)
    assert axe(screen) == {}
    screen.locator("#error-summary a").first.click()
    assert screen.evaluate("document.activeElement.id") == "id_problem"
    assert Suggestion.objects.count() == 0


def test_a_draft_is_nobody_elses_and_ends_with_signing_out(screen, live_server, cast):
    sign_in(screen, live_server, cast.worker)
    screen.goto(live_server.url + "/suggestions/new/")
    write_and_wait_until_kept(screen, WORDS)

    sign_in(screen, live_server, cast.colleague)
    screen.goto(live_server.url + "/suggestions/new/")
    assert problem(screen).input_value() == ""

    sign_in(screen, live_server, cast.worker)
    screen.goto(live_server.url + "/suggestions/new/")
    assert problem(screen).input_value() == WORDS

    screen.goto(live_server.url + "/accounts/logout/")
    screen.locator("main form button").click()
    screen.wait_for_url(live_server.url + "/")
    assert kept(screen) == []


def test_starting_afresh_empties_the_page(screen, live_server, cast):
    sign_in(screen, live_server, cast.worker)
    screen.goto(live_server.url + "/suggestions/new/")
    write_and_wait_until_kept(screen, WORDS)
    screen.reload()

    screen.locator("form .notice button").click()

    assert (problem(screen).input_value(), kept(screen)) == ("", [])


def test_it_works_without_script(browser, live_server, cast, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, cast.worker)
    page.goto(live_server.url + "/suggestions/new/")

    boxes = page.locator("input[type=file]")
    assert (boxes.count(), boxes.first.is_visible(), boxes.last.is_visible()) == (2, True, True)
    boxes.first.set_input_files([photo("one.jpg", (90, 60))])
    boxes.last.set_input_files([photo("two.png", (90, 60), "PNG"), photo("three.webp", (90, 60), "WEBP")])
    page.locator("#id_problem").fill(WORDS)
    page.locator(".sticky button").click()
    page.wait_for_url("**/sent/")

    suggestion = Suggestion.objects.get()
    assert (suggestion.problem, suggestion.photos.count()) == (WORDS, 3)
    page.locator("main a.button").last.click()
    page.locator(".list__item").click()
    page.locator('a[href$="/withdraw/"]').click()
    page.locator("main form button").click()
    page.wait_for_url(f"**/{suggestion.number}/")
    assert Suggestion.objects.get().status == "withdrawn"
    context.close()


def worker_pages(cast):
    """The addresses of every page of a worker, each at its fullest."""
    asked, finished, done = stages.asked(cast), stages.finished(cast), stages.verified(cast)
    declined, sent = stages.declined(cast, idea=WORDS, expected_effect=WORDS), stages.sent(cast)
    details = [f"/suggestions/{one.number}/" for one in (asked, finished, done, declined)]
    moves = [f"/suggestions/{asked.number}/more/", f"/suggestions/{finished.number}/confirm/"]
    return [
        "/suggestions/new/", f"/suggestions/{sent.number}/sent/", f"/suggestions/{sent.number}/withdraw/", "/me/",
        *details, *moves,
    ]  # fmt: skip


def test_every_page_of_a_worker_is_accessible_and_fits(screen, live_server, cast, faults, overflow):
    sign_in(screen, live_server, cast.worker)
    for address in worker_pages(cast):
        screen.goto(live_server.url + address)
        for folded in screen.locator("main details:not([open]) summary").all():
            folded.click()
        assert (address, faults(screen)) == (address, {})
        assert (address, small_targets(screen)) == (address, [])
        for width in WIDTHS:
            screen.set_viewport_size({"width": width, "height": 780})
            assert (address, width, overflow(screen)) == (address, width, 0)


def test_not_yet_takes_a_word_and_goes_back_to_the_owner(screen, live_server, cast):
    suggestion = stages.finished(cast)
    sign_in(screen, live_server, cast.worker)
    screen.goto(live_server.url + "/me/")

    screen.locator(".list__item").first.click()
    screen.locator("label.choice").last.click()
    screen.locator("#id_note").fill("还差一副护线槽")
    screen.locator("main form button").click()
    screen.wait_for_url(f"**/{suggestion.number}/")

    assert "还差一副护线槽" in screen.locator(".timeline").inner_text()
    assert Suggestion.objects.get().implementation.finished_at is None
