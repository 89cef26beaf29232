"""Visits in a real browser: staff write one down and share it, the enterprise answers, the minutes go on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.workshops import visiting
from workshops.models import Promise, Visit, VisitEvent


@pytest.fixture
def visit(live_server, cast, staff):
    """One promise is late, one is open."""
    point = visiting.kind_of(cast.enterprise)
    return visiting.shared(cast.enterprise, staff, due=(-1, 7), points=[point], difficulties="缺老师")


def choose(page, label, text):
    """Type into an autocomplete box of the admin and take what it offers."""
    page.locator(f".field-{label} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def test_staff_write_a_visit_down_share_it_and_follow_it_up(live_server, cast, staff, desk):
    page = desk(staff)
    page.go("/en/admin/workshops/visit/add/")
    choose(page, "enterprise", "长风客车")
    page.locator("[name=visited_on]").fill(visiting.today(-1).isoformat())
    page.locator("[name=union_people]").fill("陈干事")
    page.locator("[name=met]").fill("企业工会主席")
    page.locator("[name=findings]").fill("三本台账")
    page.locator("[name=internal_note]").fill("主席换人")
    page.locator("#promises-group .add-row a").click()
    page.locator("[name=promises-0-words]").fill("对接职业学院")
    page.locator("[name=promises-0-due_on]").fill(visiting.today(9).isoformat())
    page.locator("[name=promises-0-responsible_name]").fill("经审办")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_be_visible()

    page.get_by_role("link", name="Share it with the enterprise").click()
    page.get_by_role("button", name="Share it with the enterprise").click()
    expect(page.get_by_text("Shared. The enterprise has been told.")).to_be_visible()
    page.get_by_role("link", name="Write down a follow-up").click()
    page.get_by_role("button", name="Write down a follow-up").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.locator("[name=words]").fill("学院已答应")
    page.get_by_role("button", name="Write down a follow-up").click()
    expect(page.get_by_text("Written down. The enterprise has been told.")).to_be_visible()
    assert Visit.objects.get().status == "shared"
    assert Promise.objects.get().who == "经审办"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_officer_says_what_is_lacking_and_sends_a_word_from_the_phone(cast, visit, desk, axe, overflow, script):
    page = desk(cast.officer, PHONE, java_script_enabled=script)
    page.go("/en/workbench/workshops/visits/")
    page.locator(".queue__title").click()
    expect(page.get_by_text("主席下月换人")).to_have_count(0)
    page.get_by_role("link", name="Say whether it has been kept").click()
    page.locator("label.segment", has_text="It has not been kept").click()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.get_by_label("In your own words").fill("没有人来过")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Noted. The union has been told what is lacking.")).to_be_visible()

    page.get_by_label("A word to the union").last.fill("请电力公司的老师来讲一次")
    page.get_by_role("button", name="Send it to the union").click()
    expect(page.locator(".event__note", has_text="请电力公司的老师来讲一次")).to_be_visible()
    assert VisitEvent.objects.filter(verb="feedback", actor=cast.officer).count() == 1
    assert visit.promises.order_by("due_on")[0].events.last().note == "没有人来过"


def test_a_leader_confirms_with_the_keyboard_alone(cast, visit, desk):
    late = visit.promises.order_by("due_on")[0]
    page = desk(cast.leader)
    page.go(f"/en/workbench/workshops/visits/{visit.pk}/promises/{late.pk}/")
    page.locator("[name=answer]").first.focus()
    page.keyboard.press("Space")
    for _n in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you. It counts as kept now.")).to_be_visible()
    assert Promise.objects.get(pk=late.pk).confirmed_at


def test_every_page_is_readable_and_fits(cast, staff, visit, desk, faults, overflow):
    late = visit.promises.order_by("due_on")[0]
    page = desk(cast.officer, PHONE)
    for address in ("visits/", f"visits/{visit.pk}/", f"visits/{visit.pk}/promises/{late.pk}/"):
        for language in ("/en", ""):
            page.go(f"{language}/workbench/workshops/{address}")
            assert (language, address, overflow(page)) == (language, address, 0)
        assert (address, faults(page)) == (address, {})
    page = desk(staff)
    for address in ("figures/", f"{visit.pk}/sheet/"):
        page.go(f"/admin/visits/{address}")
        assert (address, faults(page)) == (address, {})


def test_the_minutes_fit_one_page_and_the_figures_two(cast, staff, visit, desk):
    page = desk(staff)
    for address, most in ((f"{visit.pk}/sheet/", 1), ("figures/", 2)):
        page.go(f"/admin/visits/{address}")
        assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) <= most
