"""Stories, news, search and remarks in a real browser: told, agreed to on the phone, taken back, gone."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.looks import OFFICE, PHONE
from tests.members import telling
from tests.portal import saying


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def visitor(live_server, new_context):
    page = new_context().new_page()
    page.go = lambda address: page.goto(live_server.url + address)
    return page


def test_a_story_is_told_agreed_to_on_the_phone_and_taken_back(live_server, cast, desk, visitor):
    officer = desk(cast.officer)
    officer.go("/en/workbench/stories/")
    officer.get_by_role("link", name="Write a story").click()
    officer.get_by_role("button", name="Keep the draft").click()
    expect(officer.locator(".error-summary")).to_be_visible()
    officer.locator("#id_person").fill("0001")
    officer.locator("#id_title").fill("一把焊枪三十年")
    officer.locator("#id_quote").fill("焊缝骗不了人。")
    officer.locator("#id_text").fill("王海十八岁进厂，师傅第一天只让他扫地。")
    officer.get_by_role("button", name="Keep the draft").click()
    officer.get_by_role("button", name="Give it to the person to read").click()
    expect(officer.get_by_text("Only that person can say yes.")).to_be_visible()

    visitor.go("/en/people/")
    expect(visitor.get_by_text("一把焊枪三十年")).to_have_count(0)

    worker = desk(cast.worker, PHONE, java_script_enabled=False)
    worker.go("/en/me/notices/")
    worker.get_by_text("has written down your story").click()
    worker.wait_for_url(re.compile("/me/story/$"))
    expect(worker.get_by_text("师傅第一天只让他扫地")).to_be_visible()
    worker.get_by_label("Show my name beside it").check(force=True)
    worker.get_by_role("button", name="I agree, show it to everybody").click()
    expect(worker.get_by_text("Everybody on the internet may read it.")).to_be_visible()

    visitor.go("/en/")
    visitor.get_by_role("link", name="一把焊枪三十年").click()
    expect(visitor.get_by_role("heading", name="一把焊枪三十年")).to_be_visible()
    expect(visitor.get_by_text("王海").first).to_be_visible()
    address = visitor.url

    worker.get_by_role("button", name="Do not show my name any more").click()
    visitor.reload()
    expect(visitor.get_by_text("王海")).to_have_count(0)

    worker.get_by_role("button", name="Take my story back at once").click()
    expect(worker.get_by_text("You took it back")).to_be_visible()
    for gone in (address.replace(live_server.url, ""), "/en/people/", "/en/", "/en/search/?q=焊枪"):
        visitor.go(gone)
        expect(visitor.get_by_text("一把焊枪三十年")).to_have_count(0)


def test_a_visitor_searches_and_leaves_a_remark(live_server, staff, visitor):
    saying.news(staff, title="电极补贴怎么领")
    visitor.set_viewport_size(OFFICE)
    visitor.go("/en/")
    visitor.locator("#footer_q").fill("电极")
    visitor.locator(".footer__search button").click()
    expect(visitor.get_by_role("link", name="电极补贴怎么领")).to_be_visible()
    visitor.go("/en/search/?q=没有的东西")
    visitor.get_by_role("link", name="Tell us").click()
    visitor.get_by_label("Something is missing").check(force=True)
    visitor.locator("#id_text").fill("找不到补贴的表。")
    visitor.get_by_role("button", name="Send the remark").click()
    expect(visitor.get_by_text("No answer yet.")).to_be_visible()


def test_every_page_is_readable_and_fits(live_server, cast, staff, desk, faults):
    public = telling.published(cast.colleague, cast.officer, photo=True)
    telling.published(cast.owner, cast.officer, title="没有照片的故事")
    draft = telling.draft(cast.finance, cast.officer)
    telling.offered(cast.worker, cast.officer, photo=True)
    body = "## 谁能领\n在职职工。\n\n- 带上证书\n- 带上[表格](/help/)"
    item = saying.news(staff, pictured=True, kind="policy", picture_text="窗口", summary="三句话。", body=body)
    remark = saying.remark()
    pages = {
        cast.officer: [
            "/en/workbench/stories/",
            "/en/workbench/stories/new/",
            f"/en/workbench/stories/{draft.code}/",
            f"/en/workbench/stories/{public.code}/take-down/",
        ],
        cast.worker: [
            *("/en/me/story/", "/en/me/story/change/", "/en/people/", f"/en/people/{public.code}/", "/en/"),
            *("/en/news/", f"/en/news/{item.slug}/", "/en/search/?q=焊枪", "/en/feedback/"),
            *(f"/en/feedback/{remark.code}/", "/en/self-check/", "/en/about/", "/en/help/", "/en/privacy/"),
            *("/en/accessibility/", "/privacy/", "/"),
        ],
    }
    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            page.go(address)
            assert (address, faults(page)) == (address, {})
