"""A session from the tap on the phone to the paper list, in a real browser: seats, the line, and four ways in."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.training import seating

MINUTES = dt.timedelta(minutes=20)


@pytest.fixture
def one(live_server, cast):
    """It begins in twenty minutes, so its door is open; the day does not end before it."""
    now = timezone.localtime()
    start = min(now + MINUTES, now.replace(hour=23, minute=55))
    return seating.session(cast, seats=2, starts_at=start, ends_at=start + 2 * seating.HOUR, topic="机器人焊接示教")


def at(session, rest=""):
    return f"/training/{session.number}/{rest}"


def test_from_the_tap_to_the_paper_list(cast, one, desk, axe, overflow):
    # One tap each: the second of two seats is taken, the third person waits.
    worker, second = desk(cast.worker, PHONE), desk(cast.colleague, PHONE, java_script_enabled=False)
    third = desk(cast.owner, PHONE)
    for page in (worker, second):
        page.go(at(one))
        page.get_by_role("button", name="给我报名").click()
        expect(page.get_by_text("报名成功")).to_be_visible()
    third.go(at(one))
    third.get_by_role("button", name="排候补").click()
    expect(third.get_by_text("您排在第1位")).to_be_visible()
    assert (axe(third), overflow(third)) == ({}, 0)

    # The second gives the seat back, and the third has it.
    second.get_by_role("link", name="来不了，取消报名").click()
    second.get_by_role("button", name="取消报名").click()
    expect(second.get_by_text("已取消")).to_be_visible()
    third.go(at(one))
    third.get_by_role("link", name="看签到码").click()
    said = third.locator(".qr-box__digits").inner_text()
    digits = re.search(r"\d{4}", said)[0]
    assert (axe(third), overflow(third)) == ({}, 0)

    # Whoever runs it has the code of the room on the phone; the first scans it, the second says four digits.
    office = desk(cast.officer, PHONE)
    office.go(f"/workbench/sessions/{one.number}/check-in/")
    expect(office.get_by_text("已签到0/2")).to_be_visible()
    worker.go(seating.room(one))
    expect(worker.get_by_text("王海")).to_be_visible()
    assert (axe(worker), overflow(worker)) == ({}, 0)
    worker.get_by_role("button", name="给我签到").click()
    expect(worker.get_by_text("签到成功")).to_be_visible()
    # The list fetches itself.
    expect(office.get_by_text("已签到1/2")).to_be_visible(timeout=12_000)
    office.locator("[name=digits]").fill(digits)
    office.get_by_role("button", name="按4位数签到").click()
    expect(office.get_by_text("已签到2/2")).to_be_visible()
    assert (axe(office), overflow(office)) == ({}, 0)

    # Somebody without a seat is added by name, one more from the paper list.
    office.get_by_role("link", name="现场加人").click()
    office.locator("[name=people]").fill("赵敏")
    office.get_by_role("button", name="登记到场").click()
    expect(office.get_by_text("已签到3/3")).to_be_visible()
    office.go(f"/workbench/sessions/{one.number}/list/")
    expect(office.get_by_role("columnheader", name="签字")).to_be_visible()
    assert (axe(office), overflow(office)) == ({}, 0)
    office.go(f"/workbench/sessions/{one.number}/check-in/list/")
    office.get_by_label("纸质签到表").check(force=True)
    office.locator("[name=people]").fill("0005")
    assert (axe(office), overflow(office)) == ({}, 0)
    office.get_by_role("button", name="登记到场").click()
    assert sorted(one.attendances.values_list("way", flat=True)) == ["code", "paper", "roll", "scan"]

    office.get_by_role("button", name="结束签到").click()
    expect(office.get_by_role("button", name="开始签到")).to_be_visible()
    worker.go("/me/training/")
    expect(worker.get_by_text("机器人焊接示教")).to_be_visible()


def test_without_script_a_name_is_called_with_one_tap(cast, one, desk, overflow):
    seating.enrol(one, cast.worker)
    office = desk(cast.officer, PHONE, java_script_enabled=False)
    office.go(f"/workbench/sessions/{one.number}/check-in/")
    office.get_by_role("button", name="点名签到").click()
    expect(office.get_by_text("已签到1/1")).to_be_visible()
    assert office.locator("noscript meta, meta[http-equiv=refresh]").count() == 1
    assert overflow(office) == 0


def test_the_desk_and_the_screen_hold(cast, one, desk, faults):
    seating.enrol(one, cast.worker, cast.colleague, cast.owner)
    page = desk(cast.officer)
    for rest in ("", "check-in/", "check-in/add/", "team/"):
        page.go(f"/workbench/sessions/{one.number}/{rest}")
        assert (rest, faults(page)) == (rest, {})
    page = desk(cast.worker)
    for address in (at(one), at(one, "pass/"), at(one, "cancel/"), "/me/training/"):
        page.go(address)
        assert (address, faults(page)) == (address, {})
