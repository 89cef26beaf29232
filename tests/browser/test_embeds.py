"""A frame on a page of another site: Chromium shows it where it may, and nowhere else."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from suggestions.models import FigureEmbed
from tests.factories import FigureEmbedFactory
from tests.suggestions import stages


@pytest.fixture
def tolerated():
    """The browser reports that it refused, and that what was taken back is gone."""
    return (
        "console: Refused to frame",
        "console: Framing",
        "console: Failed to load resource: the server responded with",
    )


@pytest.fixture
def sites():
    """Call it with a line of markup: the origin of a site of somebody else whose page has it."""
    servers = []

    def serve(line):
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(f"<!doctype html><title>官网</title><h1>官网</h1>{line}".encode())

            def log_message(self, *args):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def story(live_server, cast, settings):
    """One adopted, one that waits."""
    settings.BASE_URL = live_server.url
    stages.adopted(cast)
    stages.sent(cast)
    return cast


def test_it_is_made_pasted_shown_where_it_may_and_taken_back(story, desk, visitor, sites, axe, overflow):
    page = desk(story.leader)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.go("/figures/")
    page.get_by_role("link", name="外站数据窗").click()
    page.get_by_role("link", name="新建数据窗").first.click()
    page.get_by_label("放在哪里").fill("股份公司首页")
    page.get_by_label("允许显示的网站").fill("www.example.org")
    page.get_by_role("button", name="生成地址").click()
    expect(page.get_by_text("“www.example.org”不是网站地址").first).to_be_visible()
    expect(page.get_by_label("放在哪里")).to_have_value("股份公司首页")
    assert (axe(page), overflow(page)) == ({}, 0)
    page.get_by_label("允许显示的网站").fill("http://127.0.0.1:1")
    page.get_by_role("button", name="生成地址").click()
    page.get_by_role("button", name="复制代码").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    line = page.evaluate("navigator.clipboard.readText()")
    assert (axe(page), overflow(page)) == ({}, 0)

    allowed, other = sites(line), sites(line)
    FigureEmbed.objects.update(sites=[allowed])
    visitor.goto(allowed)
    frame = visitor.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="长风客车合理化建议")).to_be_visible()
    expect(frame.locator(".embed__ladder li").first).to_contain_text("2")
    expect(frame.get_by_role("link", name="这些数怎么算的")).to_be_visible()
    visitor.goto(other)
    expect(visitor.get_by_role("heading", name="官网")).to_be_visible()
    expect(visitor.frame_locator("iframe").get_by_text("长风客车")).to_have_count(0)

    page.get_by_role("link", name="收回 股份公司首页").click()
    page.get_by_role("button", name="收回").click()
    expect(page.get_by_text("已收回，不再显示任何内容。")).to_be_visible()
    visitor.goto(allowed)
    expect(visitor.frame_locator("iframe").get_by_text("合理化建议")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_its_frame(story, live_server, visitor, axe, overflow, scheme):
    """The reader's device has no say in it: a dark frame is dark on a light page."""
    embed = FigureEmbedFactory(
        enterprise=story.enterprise, numbers=FigureEmbed.Number.values, theme=scheme, seen_at=timezone.now()
    )
    visitor.set_viewport_size({"width": 280 if scheme == "dark" else 480, "height": 520})
    visitor.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    visitor.go(embed.get_absolute_url())
    assert (axe(visitor), overflow(visitor)) == ({}, 0)
    dark = visitor.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == {"dark": "rgb(25, 31, 38)", "light": "rgb(255, 255, 255)"}[scheme]
    assert visitor.evaluate("document.documentElement.scrollHeight") <= 520
