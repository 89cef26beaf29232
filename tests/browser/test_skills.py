"""Skills in a real browser: a worker hands a certificate in on the phone, an officer confirms it, the gap closes."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.factories import picture
from tests.members import skilling
from workshops.services import skills


def paper():
    return {"name": "证书.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}


@pytest.fixture
def gap(live_server, cast):
    """The shop needs a senior welder and has none."""
    return skills.set_need(cast.shop, skilling.welding(), by=cast.officer, least_grade="senior", number=1)


def test_a_certificate_from_the_phone_closes_a_gap(cast, gap, desk, axe, overflow):
    office, worker = desk(cast.officer), desk(cast.worker, PHONE)
    office.go("/workbench/skills/matrix/")
    expect(office.get_by_text("缺1人").first).to_be_visible()
    assert (axe(office), overflow(office)) == ({}, 0)

    worker.go("/me/skills/")
    worker.get_by_role("link", name="提交证书").click()
    worker.get_by_label("工种或专长").select_option(label="焊工")
    worker.locator("[name=grade]").select_option("senior")
    worker.locator("[name=body]").fill("市职业技能鉴定中心")
    worker.locator("[name=granted_on]").fill(f"{skilling.in_days(-30)}")
    worker.locator("main .button--primary").first.click()
    expect(worker.locator("#error-summary")).to_contain_text("请照证书填写编号")
    expect(worker.locator("[name=body]")).to_have_value("市职业技能鉴定中心")
    assert overflow(worker) == 0
    worker.locator("[name=number]").fill("S000032026000001")
    worker.locator("[name=file]").set_input_files(paper())
    worker.locator("main .button--primary").first.click()
    expect(worker.get_by_text("待确认").first).to_be_visible()
    assert overflow(worker) == 0

    office.go("/workbench/skills/")
    office.get_by_role("link", name="王海").click()
    assert (axe(office), overflow(office)) == ({}, 0)
    office.get_by_role("link", name="确认", exact=True).click()
    office.get_by_role("button", name="确认", exact=True).click()
    expect(office.get_by_text("已确认").first).to_be_visible()
    office.go("/workbench/skills/matrix/")
    expect(office.get_by_text("已满足")).to_be_visible()
    expect(office.get_by_text("缺1人")).to_have_count(0)
    office.get_by_role("link", name="1人 焊工").click()
    expect(office.get_by_text("王海").first).to_be_visible()
    assert (axe(office), overflow(office)) == ({}, 0)

    worker.go("/me/skills/")
    expect(worker.get_by_text("已确认").first).to_be_visible()
    expect(worker.get_by_text("花名册技能等级：高级工")).to_be_visible()
