"""A real Chromium for the journeys: the one of the system, in Chinese, and cut off from every other host."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client

from tests.browser.looks import OFFICE, SCREENS

MISSING = "browser tests skipped: install it with: apt-get install chromium fonts-noto-cjk"
# The first has no windows to draw, which makes it a third quicker.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
HERE = Path(__file__).parent

# Playwright drives the browser from an event loop, and Django would refuse to use its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(config, items):
    browser_items = [item for item in items if HERE in item.path.parents]
    if browser_items and not CHROMIUM and os.environ.get("CI"):
        raise pytest.UsageError(MISSING)
    _keep_to_this_folder(items)
    for item in browser_items:
        item.add_marker(pytest.mark.browser)
        if not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def _keep_to_this_folder(items):
    """A test elsewhere with an argument called `page` is sorted among these, and others then find an empty database."""
    elsewhere = [item for item in items if HERE not in item.path.parents and hasattr(item, "callspec")]
    strayed = [item.nodeid for item in elsewhere if "browser_name" in item.callspec.params]
    if strayed:
        raise pytest.UsageError(f"These use a fixture of the browser outside its folder: {strayed}")


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    switches = [
        "--no-sandbox",  # the sandbox does not start as root, as CI runs it
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": switches}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A worker's phone; a test for another screen asks for `page.set_viewport_size`."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 360, "height": 780},
    }


@pytest.fixture
def tolerated():
    """How faults begin that a test brings about itself, such as a broken net; a module of such tests names them."""
    return ()


@pytest.fixture
def new_context(new_context, tolerated):
    """Contexts under watch: a console error, a script error or a call to another host fails the test.

    The console also reports a page that answers with a refusal, such as 404; that is for the test to judge.
    """
    faults = []

    def watched(**options):
        context = new_context(**options)
        _watch(context, faults)
        return context

    yield watched
    assert [fault for fault in faults if not fault.startswith(tolerated)] == []


def _watch(context, faults):
    pages = set()

    def on_request(request):
        if request.is_navigation_request():
            pages.add(request.url)
        if urlsplit(request.url).scheme not in {"data", "blob"} and not is_this_machine(request.url):
            faults.append(f"request to another host: {request.url}")

    def on_console(message):
        answer_of_a_page = message.text.startswith("Failed to load") and message.location["url"] in pages
        if message.type in {"error", "warning"} and not answer_of_a_page:
            faults.append(f"console: {message.text}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", lambda failure: faults.append(f"script error: {failure.error}"))


def is_this_machine(url):
    return urlsplit(url).hostname in {"localhost", "127.0.0.1"}


@pytest.fixture
def axe():
    """Call it with a page: the WCAG 2.2 A and AA rules it breaks, each with the elements that do."""
    return broken_rules


def broken_rules(page):
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    # Reading imported style sheets, axe would write a <style>, which our own policy reports.
    options["preload"] = False
    # Just after a click the old page may be gone and the new one not there yet.
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("options => axe.run(options)", options)["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in violations}


@pytest.fixture
def overflow():
    """Call it with a page: by how many pixels it is wider than the screen."""
    return wider_than_screen


def wider_than_screen(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def faults():
    """Call it with a page: {screen: (broken rules, overflow)} of the screens on which it does not hold.

    It is not opened once more for each of them: what differs is up to the style sheet, and it stays on the last one.
    """
    return lambda page: {name: found for name in SCREENS if (found := _found_on(page, *SCREENS[name])) != ({}, 0)}


def _found_on(page, size, scheme):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    # Colours that fade into each other are none of either scheme.
    page.evaluate("() => Promise.all(document.getAnimations().map(one => one.finished))")
    return broken_rules(page), wider_than_screen(page)


@pytest.fixture
def visitor(live_server, new_context):
    """A page of somebody who is not signed in, on a phone."""
    page = new_context().new_page()
    page.go = lambda address: page.goto(live_server.url + address)
    return page


@pytest.fixture
def desk(live_server, new_context):
    """Call it with a user: a page on which that user is signed in."""

    def open_for(user, size=None, **options):
        client = Client()
        client.force_login(user)
        context = new_context(**options)
        session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
        context.add_cookies([session | {"url": live_server.url}])
        page = context.new_page()
        page.set_viewport_size(size or OFFICE)
        page.go = lambda address: page.goto(live_server.url + address)
        return page

    return open_for
