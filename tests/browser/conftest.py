"""A real Chromium for the journeys: the one of the system, in Chinese, and cut off from every other host."""

import os
import shutil
from pathlib import Path

import pytest

MISSING = "browser tests skipped: install it with: apt-get install chromium fonts-noto-cjk"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).parent

# Playwright drives the browser from an event loop, and Django would refuse to use its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(config, items):
    browser_items = [item for item in items if HERE in item.path.parents]
    if browser_items and not CHROMIUM and os.environ.get("CI"):
        raise pytest.UsageError(MISSING)
    for item in browser_items:
        item.add_marker(pytest.mark.browser)
        if not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=MISSING))


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
