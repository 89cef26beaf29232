"""The page of open figures for everybody and for a leader, on a phone and in the office."""

import csv

from django.utils import timezone
from playwright.sync_api import expect

from tests.suggestions import stages


def test_it_can_be_read_on_every_screen(cast, live_server, desk, visitor, faults):
    stages.adopted(cast)
    visitor.go("/figures/")
    expect(visitor.get_by_role("heading", name="建议", exact=True)).to_be_visible()
    assert faults(visitor) == {}
    page = desk(cast.leader)
    page.go("/figures/")
    for summary in page.locator("main details summary").all():
        summary.click()
    expect(page.locator("code", has_text="adoption_rate").first).to_be_visible()
    assert faults(page) == {}


def test_what_is_taken_away_is_what_is_shown(cast, live_server, desk):
    stages.adopted(cast)
    stages.sent(cast)
    page = desk(cast.leader)
    page.go("/dashboard/")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["代码"], first["指标"], first["数值"]) == ("received", "收到", "2")
    address = page.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    found = page.request.get(live_server.url + address).json()
    assert (found["figures"][0]["value"], found["period"]["to"]) == (2, f"{timezone.localdate():%Y-%m}")
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG 收到和采纳").click()
    assert "2</text>" in download.value.path().read_text()
