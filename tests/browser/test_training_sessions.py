"""Training sessions in a real browser: written down and announced at the desk, read on a phone, asked for."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.factories import WorkshopFactory
from tests.training import sessions
from tests.workshops.booking import VenueFactory, at, booked
from training import services
from training.models import Session

DESK = "/workbench/sessions/"


@pytest.fixture
def venue(live_server, cast):
    WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    return VenueFactory(enterprise=cast.enterprise, name="安全道场")


def test_a_session_goes_from_the_desk_to_the_phone(cast, venue, desk, visitor, axe, overflow):
    booked(venue, cast.colleague, 9, 11)
    asked = sessions.wish(cast.worker, "电极什么时候换")
    office = desk(cast.officer)
    office.go(f"{DESK}wishes/")
    assert (axe(office), overflow(office)) == ({}, 0)
    office.get_by_role("link", name="开成一场课").click()
    expect(office.get_by_label("题目")).to_have_value("电极什么时候换")
    office.get_by_label("技能提升", exact=True).check(force=True)
    office.get_by_label("实训", exact=True).check(force=True)
    office.get_by_label("焊装劳模工作室").check(force=True)
    office.locator("[name=day]").fill(f"{at(9):%Y-%m-%d}")
    office.locator("[name=starts]").fill("10:00")
    office.locator("[name=ends]").fill("12:00")
    office.locator("[name=venue]").select_option(index=1)
    office.locator("[name=capacity]").fill("20")
    office.locator("[name=lecturer]").fill("王教授")
    office.locator("[name=about]").fill("看样板|20分钟\n自己修两支")
    office.locator("main form .button--primary").click()
    expect(office.locator("#error-summary")).to_contain_text("最近的空闲时段")
    expect(office.locator("[name=about]")).to_have_value("看样板|20分钟\n自己修两支")
    assert axe(office) == {}
    office.locator("[name=starts]").fill("13:00")
    office.locator("[name=ends]").fill("15:00")
    office.locator("main form .button--primary").click()
    expect(office.get_by_text("草稿").first).to_be_visible()
    office.get_by_role("link", name="发布", exact=True).click()
    office.get_by_role("button", name="发布", exact=True).click()
    expect(office.get_by_text("已发布").first).to_be_visible()
    assert (axe(office), overflow(office)) == ({}, 0)
    made = Session.objects.get()
    assert (made.booking.venue, made.wishes.get()) == (venue, asked)

    # A visitor finds it by day and by month; the phone of the worker has the bottom bar.
    visitor.go("/training/")
    expect(visitor.get_by_text("余20席")).to_be_visible()
    assert (axe(visitor), overflow(visitor)) == ({}, 0)
    visitor.get_by_role("link", name="按月看").click()
    visitor.go(f"/training/?month={at(9):%Y-%m}")
    assert (axe(visitor), overflow(visitor)) == ({}, 0)
    visitor.locator(".month__day--held a").first.click()
    visitor.get_by_role("link", name="电极什么时候换", exact=True).click()
    expect(visitor.get_by_text("王教授")).to_be_visible()
    expect(visitor.get_by_text("自己修两支")).to_be_visible()
    assert (axe(visitor), overflow(visitor)) == ({}, 0)
    worker = desk(cast.worker, PHONE, java_script_enabled=False)
    worker.go("/me/")
    worker.get_by_role("navigation", name="底部导航").get_by_role("link", name="培训").click()
    expect(worker.locator("h1")).to_have_text("培训日历")


def test_a_topic_is_asked_and_joined_on_the_phone_without_scripts(cast, live_server, desk, axe, overflow):
    sessions.wish(cast.colleague, "电极修磨怎么做")
    worker = desk(cast.worker, PHONE, java_script_enabled=False)
    worker.go("/training/wishes/")
    worker.locator("[name=text]").fill("电极修磨")
    worker.locator("main form .button--primary").click()
    expect(worker.get_by_text("已经有人点过差不多的题")).to_be_visible()
    assert overflow(worker) == 0
    worker.get_by_role("button", name=re.compile("我也想学")).first.click()
    expect(worker.get_by_text("2人想学")).to_be_visible()
    watched = desk(cast.worker, PHONE)
    watched.go("/training/wishes/")
    assert axe(watched) == {}


def test_a_series_and_a_cancelled_session_on_pages_of_both(cast, live_server, desk, visitor, axe, overflow):
    made = sessions.announced(cast, capacity=5)
    office = desk(cast.officer, PHONE)
    office.go(f"{DESK}{made.number}/repeat/")
    office.locator("[name=weeks]").fill("2")
    assert (axe(office), overflow(office)) == ({}, 0)
    office.locator("main form .button--primary").click()
    expect(office.get_by_text("草稿").first).to_be_visible()
    assert Session.objects.count() == 3
    services.sessions.cancel(Session.objects.get(pk=made.pk), by=cast.officer, reason="讲师生病")
    visitor.go(f"/training/{made.number}/")
    expect(visitor.get_by_text("讲师生病")).to_be_visible()
    assert (axe(visitor), overflow(visitor)) == ({}, 0)
    office.go(DESK)
    assert (axe(office), overflow(office)) == ({}, 0)
