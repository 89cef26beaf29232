"""Honours in a real browser: entered by an officer, named by the holder alone, checked by everybody, and on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.workshops import honouring
from workshops.models import Honour


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_officer_enters_a_person_agrees_and_takes_it_back(live_server, cast, desk, visitor, axe):
    officer = desk(cast.officer)
    officer.go("/en/workbench/honours/")
    officer.get_by_role("link", name="Enter an honour").first.click()
    officer.get_by_role("button", name="Enter the honour").click()
    expect(officer.locator(".error-summary")).to_be_visible()
    officer.get_by_label("A person").check(force=True)
    officer.locator("#id_person").fill("0001")
    officer.locator("#id_kind").select_option("contest")
    officer.locator("#id_title").fill("技术比武第一名")
    officer.locator("#id_body").fill("长风客车")
    officer.locator("#id_granted_on").fill("2026-04-28")
    officer.get_by_role("button", name="Enter the honour").click()
    officer.wait_for_url(re.compile(r"/honours/\d+/$"))
    assert axe(officer) == {}

    visitor.go("/en/awards/2026/")
    expect(visitor.get_by_text("技术比武第一名")).to_be_visible()
    expect(visitor.get_by_text("王海")).to_have_count(0)

    worker = desk(cast.worker, PHONE, java_script_enabled=False)
    worker.go("/en/me/notices/")
    expect(worker.get_by_text("技术比武第一名")).to_be_visible()
    worker.go("/en/me/honours/")
    worker.get_by_role("link", name="Let my name be shown").click()
    worker.get_by_role("button", name=re.compile("I agree.*beside honours")).click()
    visitor.reload()
    expect(visitor.get_by_text("王海")).to_be_visible()

    worker.get_by_role("button", name=re.compile("Take my consent back.*beside honours")).click()
    visitor.reload()
    expect(visitor.get_by_text("王海")).to_have_count(0)
    visitor.go(f"/en/verify/{Honour.objects.get().code}/")
    expect(visitor.get_by_text("This certificate is true")).to_be_visible()
    expect(visitor.get_by_text("王*")).to_be_visible()


def test_what_is_handed_in_is_declared_and_taken_away_as_a_table(live_server, cast, desk):
    result = honouring.in_use(cast.enterprise, cast.worker, cast.colleague, title="电极修磨夹具")
    honouring.agrees(cast.worker, "hand_on")
    page = desk(cast.officer)
    page.go("/en/workbench/five-smalls/")
    page.get_by_role("link", name=re.compile("Put forward.*电极修磨夹具")).click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Put it forward").click()
    expect(page.get_by_text("left out, no consent: 赵敏")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Table as a workbook").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert result.national_entries.get().handed_on.get().person == cast.worker.person


def test_every_page_is_readable_and_fits(live_server, cast, staff, desk, faults):
    honour = honouring.given(cast.worker, staff, reason="十年焊装一线，改出三套夹具")
    honouring.put_forward(honouring.in_use(cast.enterprise, cast.worker, "李老师"), cast.officer)
    five = f"/en/workbench/five-smalls/CF/{honouring.this_year()}/"
    pages = {
        cast.officer: [
            *("/en/workbench/honours/", "/en/workbench/honours/new/", f"/en/workbench/honours/{honour.pk}/", five),
            *(f"/en/honours/{honour.code}/certificate/", f"{five}authorisation/", f"{five}honesty/"),
        ],
        cast.worker: [
            *("/en/me/account/", "/en/me/honours/", "/en/awards/2026/", f"/en/verify/{honour.code}/"),
            "/en/verify/not-there/",
        ],
        staff: [f"/en/workbench/honours/{honour.pk}/revoke/", f"/en/workbench/honours/{honour.pk}/photo/"],
    }
    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            page.go(address)
            assert (address, faults(page)) == (address, {})


def test_certificate_and_papers_take_one_sheet_each(live_server, cast, staff, desk):
    honour = honouring.given(cast.worker, staff, reason="十年焊装一线，改出三套夹具")
    honouring.put_forward(honouring.in_use(cast.enterprise, cast.worker), cast.officer)
    five = f"/workbench/five-smalls/CF/{honouring.this_year()}/"
    page = desk(cast.officer)
    papers = {f"/honours/{honour.code}/certificate/": True, f"{five}authorisation/": False, f"{five}honesty/": False}
    for address, is_across in papers.items():
        page.go(address)
        page.emulate_media(media="print")
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", paper)) == 1, address
        width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper).groups())
        assert (width > height) == is_across, address
        assert not page.locator(".no-print").first.is_visible(), address
