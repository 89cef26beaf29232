"""Mentoring in a real browser: drawn up at the desk, signed by both on the phone, noted, assessed, in the lineage."""

import re

import pytest
from playwright.sync_api import expect

from alliance_portal.periods import months_later
from members import services as member_services
from tests.browser.looks import PHONE
from tests.factories import WorkshopFactory
from tests.training import mentoring
from training.models import Mentorship

AT = "/workbench/mentorships/"


@pytest.fixture
def workshop(live_server, cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室", slug="welding")


def sign(page):
    page.go("/me/mentoring/")
    page.get_by_role("link", name="焊工").click()
    page.get_by_role("link", name="看协议并签字").click()
    expect(page.get_by_text("会补焊，会看参数")).to_be_visible()
    page.get_by_role("button", name="我签字").click()
    expect(page.get_by_text("签好了。")).to_be_visible()


def test_an_agreement_goes_from_the_desk_over_two_phones_to_graduation(cast, workshop, desk, axe, overflow):
    office = desk(cast.officer)
    office.go(AT)
    office.get_by_role("link", name="新建协议").first.click()
    office.locator("[name=mentor]").fill("0004")
    office.locator("[name=apprentices]").fill("王海")
    office.get_by_label("工种").fill("焊工")
    office.locator("[name=workshop]").select_option(label="焊装劳模工作室")
    begun = months_later(mentoring.today(), -2)
    office.locator("[name=starts_on]").fill(f"{begun}")
    office.locator("[name=ends_on]").fill(f"{months_later(begun, 3)}")
    office.locator("[name=goals]").fill("会补焊，会看参数")
    office.locator("main .button--primary").first.click()
    expect(office.locator("#error-summary")).to_contain_text("期限至少半年")
    expect(office.locator("[name=goals]")).to_have_value("会补焊，会看参数")
    office.locator("[name=ends_on]").fill(f"{months_later(begun, 12)}")
    office.locator("main .button--primary").first.click()
    office.get_by_role("link", name="发给师徒在手机上签").click()
    office.get_by_role("button", name="发去签字").click()
    expect(office.get_by_text("待签字").first).to_be_visible()

    # Both sign on their phones; with the second signature it is in force.
    master, worker = desk(cast.owner, PHONE), desk(cast.worker, PHONE, java_script_enabled=False)
    sign(master)
    sign(worker)
    made = Mentorship.objects.get()
    assert made.is_in_force

    # The mentor writes what is taught, the apprentice notes the month with one tap.
    master.go(f"/me/mentoring/{made.pk}/")
    master.get_by_role("link", name=re.compile("写学什么")).first.click()
    master.get_by_label("学习内容").fill("电极修磨和补焊参数")
    master.get_by_role("button", name="保存").click()
    expect(master.get_by_text("电极修磨和补焊参数").first).to_be_visible()
    assert (axe(master), overflow(master)) == ({}, 0)
    worker.get_by_role("button", name="练了，记一笔").click()
    expect(worker.get_by_text("本月已记录。")).to_be_visible()
    assert made.records.count() == 1

    # The officer prints it, enters the assessment, and the grade is on the roster.
    office.go(f"{AT}{made.pk}/agreement/")
    assert overflow(office) == 0
    office.go(f"{AT}{made.pk}/")
    office.get_by_role("link", name="出师考核").click()
    office.get_by_label("优秀").check(force=True)
    office.locator("[name^=score_]").fill("92.5")
    office.locator("[name^=grade_]").select_option("senior")
    assert axe(office) == {}
    office.get_by_role("button", name="登记考核").click()
    expect(office.get_by_text("已出师").first).to_be_visible()
    cast.worker.person.refresh_from_db()
    assert cast.worker.person.skill_grade == "senior"
    office.go(AT)
    assert (axe(office), overflow(office)) == ({}, 0)


def test_a_visitor_reads_the_lineage_of_a_workshop(live_server, cast, strangers, workshop, new_context, axe, overflow):
    mentoring.graduated(cast, workshop=workshop)
    guest = mentoring.guest(strangers).person
    mentoring.in_force(cast, workshop=workshop, mentor=cast.worker.person, apprentices=[guest])
    member_services.give_consent("named", by=cast.owner)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/workshops/welding/")
    page.get_by_role("link", name="看完整师承").click()
    expect(page.get_by_text("共3代。")).to_be_visible()
    tree = page.locator(".lineage > li")
    expect(tree).to_contain_text("周工")
    expect(tree.locator("> ul > li")).to_contain_text("王*")
    expect(tree.locator("ul ul li")).to_contain_text("何*")
    assert overflow(page) == 0
