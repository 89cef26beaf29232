"""A newcomer in one go: joins by invite code on a phone, learns from a master, graduates, and stands in the lineage."""

import pytest
from playwright.sync_api import expect

from alliance_portal.periods import months_later
from members.models import Person
from members.services import joining
from tests.browser import joint
from tests.browser.looks import OFFICE, PHONE
from tests.factories import PersonFactory
from tests.training import mentoring
from training.models import GuidanceRecord, Mentorship

PASSWORD = "quiet-river-stones"
DESK, MINE = "/workbench/mentorships/", "/me/mentoring/"


@pytest.fixture
def newcomer(cast):
    return PersonFactory(department=cast.team, work_number="0100", name="张三丰")


def test_a_newcomer_joins_learns_and_graduates(cast, newcomer, visitor, desk, axe, overflow):
    office, master, phone = desk(cast.officer, OFFICE), desk(cast.owner, PHONE), visitor
    code = joining.open_joining(cast.enterprise, by=cast.officer).code
    phone.go("/accounts/password/reset/")
    assert (axe(phone), overflow(phone)) == ({}, 0)
    joins(phone, office, code, newcomer)
    assert (axe(phone), overflow(phone)) == ({}, 0)

    made = drawn_up(office, newcomer)
    signs(master)
    signs(phone)
    made.refresh_from_db()
    assert made.is_in_force
    assert (axe(phone), overflow(phone)) == ({}, 0)

    phone.go(f"{MINE}{made.pk}/month/")
    joint.fill(phone, words="练了立焊，会看电流。")
    joint.send(phone)
    assert GuidanceRecord.objects.get().person == newcomer
    master.go(f"{MINE}{made.pk}/")
    expect(master.locator("main")).to_contain_text("练了立焊，会看电流。")

    graduates(office, made)
    phone.go(MINE)
    expect(phone.locator("main")).to_contain_text("已出师")
    phone.go(f"{MINE}{made.pk}/")
    assert (axe(phone), overflow(phone)) == ({}, 0)
    assert Person.objects.get(pk=newcomer.pk).skill_grade == "senior"

    phone.go("/lineage/")
    expect(phone.locator(".lineage")).to_contain_text("张*")
    phone.go("/me/account/")
    phone.locator("#consent-named button").click()
    phone.go("/lineage/")
    expect(phone.locator(".lineage")).to_contain_text("张三丰")
    assert (axe(phone), overflow(phone)) == ({}, 0)


def joins(phone, office, code, person):
    """Applies, is known by the digits on both screens, and chooses a password."""
    phone.go("/join/")
    joint.fill(phone, code=code, work_number=person.work_number, name=person.name)
    phone.locator("main form button").click()
    query_code = phone.locator(".code-slip__code").inner_text()
    digits = phone.locator(".facts dd.strong").inner_text()
    office.go("/workbench/roster/")
    office.get_by_role("link", name="加入申请").click()
    office.locator("main table a").first.click()
    expect(office.locator(".code-slip__code")).to_have_text(digits)
    joint.choose(office, answer="approve")
    joint.send(office)
    phone.go("/join/status/")
    joint.fill(phone, code=query_code)
    phone.locator("main form button").click()
    phone.locator("main form button").click()
    joint.fill(phone, password1=PASSWORD, password2=PASSWORD)
    phone.locator("main form button").click()
    phone.wait_for_url(lambda address: "/accounts/" not in address)


def drawn_up(office, person):
    """A draft, sent to be signed on the phone."""
    begun = months_later(mentoring.today(), -2)
    office.go(f"{DESK}new/")
    days = {"starts_on": f"{begun}", "ends_on": f"{months_later(begun, 12)}"}
    joint.fill(office, mentor="0004", apprentices=person.work_number, trade="焊工", goals="会补焊，会看参数", **days)
    joint.send(office)
    office.get_by_role("link", name="发给师徒在手机上签").click()
    joint.send(office)
    return Mentorship.objects.get()


def signs(page):
    page.go(MINE)
    page.get_by_role("link", name="焊工").click()
    page.get_by_role("link", name="看协议并签字").click()
    joint.send(page)


def graduates(office, made):
    office.go(f"{DESK}{made.pk}/assess/")
    office.get_by_label("优秀").check(force=True)
    office.locator("[name^=grade_]").select_option("senior")
    joint.send(office)
    expect(office.get_by_text("已出师").first).to_be_visible()
