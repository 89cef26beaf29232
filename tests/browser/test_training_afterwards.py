"""What comes after training in a real browser: three questions on the phone, certificates, a contest, a partner."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.factories import WorkshopFactory
from tests.training import afterwards
from training import services
from training.models import Certificate, Contest, Partner

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, name):
    page.get_by_role("button", name=name).click()


def test_three_questions_on_the_phone_come_to_the_desk_as_sums(cast, desk, axe, overflow):
    people = afterwards.crowd(cast, 4)
    session = afterwards.held(cast.enterprise, cast.worker, *people)
    for user in people:
        afterwards.said(session, user)
    phone = desk(cast.worker, PHONE, java_script_enabled=False)
    phone.go(session.get_absolute_url())
    phone.get_by_role("link", name="回答三问").click()
    phone.get_by_text("很有用", exact=True).click()
    press(phone, "提交")
    expect(phone.locator("#error-summary")).to_contain_text("请选择")
    phone.locator("label:has([name=clear][value='4'])").click()
    phone.locator("label:has([name=fitting][value='2'])").click()
    phone.locator("[name=words]").fill("放在早班后面")
    press(phone, "提交")
    expect(phone.get_by_text("谁也看不到哪句是谁说的")).to_be_visible()

    scripted = desk(cast.worker, PHONE)
    scripted.go(f"/training/{session.number}/opinion/")
    expect(scripted.get_by_text("您已经答过了")).to_be_visible()
    assert (overflow(scripted), axe(scripted)) == (0, {})

    office = desk(cast.officer)
    office.go(f"/workbench/sessions/{session.number}/")
    expect(office.get_by_text("放在早班后面")).to_be_visible()
    assert axe(office) == {}


def test_certificates_are_issued_at_the_desk_and_printed_by_their_holder(
    cast, live_server, desk, visitor, axe, overflow
):
    session = afterwards.held(cast.enterprise, cast.worker, cast.colleague)
    office = desk(cast.officer)
    office.go(f"/workbench/sessions/{session.number}/certificates/")
    office.get_by_role("link", name="发放证书").click()
    assert axe(office) == {}
    office.locator("label:has-text('赵敏')").click()
    press(office, "发放")
    expect(office.get_by_text("发放了1张证书。")).to_be_visible()
    assert axe(office) == {}
    made = Certificate.objects.get()

    phone = desk(cast.worker, PHONE)
    phone.go("/me/certificates/")
    expect(phone.locator("#hours")).to_be_visible()
    assert (overflow(phone), axe(phone)) == (0, {})
    phone.get_by_role("link", name="打印证书").click()
    expect(phone.get_by_text(made.title)).to_be_visible()
    assert (overflow(phone), axe(phone)) == (0, {})

    visitor.go(f"/verify/{made.code}/")
    expect(visitor.get_by_text("这张证书是真的")).to_be_visible()
    expect(visitor.get_by_text("王*")).to_be_visible()
    assert (overflow(visitor), axe(visitor)) == (0, {})


def test_a_contest_goes_from_the_draft_to_the_winners(cast, desk, visitor, axe, overflow):
    office = desk(cast.officer)
    office.go("/workbench/contests/new/")
    for name, text in [
        ("title", "焊工比武"), ("trade", "焊工"), ("body", "长风工会"), ("about", "平板对接。"),
        ("rounds", "理论：40\n实操：60"), ("prizes", "一等奖：1"), ("entries_by", f"{afterwards.day(3)}"),
        ("starts_on", f"{afterwards.day(5)}"), ("ends_on", f"{afterwards.day(5)}"),
    ]:  # fmt: skip
        office.locator(f"[name={name}]").fill(text)
    office.locator("label:has([name=audience][value='own'])").click()
    assert axe(office) == {}
    office.locator("main form .button--primary").click()
    office.get_by_role("link", name="发布", exact=True).click()
    press(office, "发布")
    office.get_by_role("link", name="报名", exact=True).click()
    office.locator("[name=people]").fill("王海、赵敏")
    press(office, "提交报名")
    expect(office.get_by_text("报名2人。")).to_be_visible()
    assert axe(office) == {}
    made = Contest.objects.get()
    office.go(made.get_desk_url())
    office.get_by_role("link", name="开赛").click()
    press(office, "开赛")
    office.get_by_role("link", name="录入成绩").click()
    for label, mark in [
        ("1 王海, 理论", "91"),
        ("1 王海, 实操", "88"),
        ("2 赵敏, 理论", "九十"),
        ("2 赵敏, 实操", "70"),
    ]:
        office.get_by_label(label).fill(mark)
    press(office, "保存成绩")
    expect(office.locator("#error-summary")).to_contain_text("赵敏")
    expect(office.get_by_label("1 王海, 实操")).to_have_value("88")
    assert axe(office) == {}
    office.get_by_label("2 赵敏, 理论").fill("90")
    office.get_by_label("2 赵敏, 理论").press("Enter")
    expect(office.get_by_text("保存了4项成绩。")).to_be_visible()
    office.go(made.get_desk_url())
    office.get_by_role("link", name="公布成绩").click()
    press(office, "公布成绩")
    expect(office.get_by_text("已公布").first).to_be_visible()
    assert (overflow(office), axe(office)) == (0, {})

    visitor.go(made.get_absolute_url())
    expect(visitor.get_by_text("王*")).to_be_visible()
    assert (overflow(visitor), axe(visitor)) == (0, {})
    visitor.go("/contests/")
    assert (overflow(visitor), axe(visitor)) == (0, {})


def test_a_partner_is_entered_and_read_by_everybody(cast, desk, visitor, axe, overflow):
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室", slug="welding")
    office = desk(cast.officer)
    office.go("/workbench/partners/new/")
    office.locator("[name=name]").fill("某职业技术学院")
    office.locator("label:has([name=kind][value='college'])").click()
    press(office, "登记合作单位")
    office.get_by_role("link", name="登记协议").click()
    assert axe(office) == {}
    office.locator("label:has([name=kind][value='training_base'])").click()
    office.locator("[name=title]").fill("学生实训基地协议")
    office.locator("[name=starts_on]").fill(f"{afterwards.day(-10)}")
    office.locator("[name=ends_on]").fill(f"{afterwards.day(300)}")
    office.locator("label:has-text('焊装劳模工作室')").click()
    press(office, "登记协议")
    partner = Partner.objects.get()
    services.partner_agreements.place(
        partner.agreements.get(), by=cast.officer, workshop=workshop, people=6,
        starts_on=afterwards.day(-1), ends_on=afterwards.day(9),
    )  # fmt: skip
    office.go(partner.get_desk_url())
    expect(office.get_by_text("焊装劳模工作室：6人")).to_be_visible()
    assert (overflow(office), axe(office)) == (0, {})
    office.go("/workbench/partners/")
    assert (overflow(office), axe(office)) == (0, {})
    for address in ("/partners/", partner.get_absolute_url(), workshop.get_absolute_url()):
        visitor.go(address)
        expect(visitor.get_by_text("某职业技术学院").first).to_be_visible()
        assert (overflow(visitor), axe(visitor)) == (0, {})
