"""Somebody takes the own data along and closes the account; the idea stays, without a name."""

import uuid

from playwright.sync_api import expect

from suggestions import services
from tests.browser.looks import PHONE
from tests.factories import PASSWORD


def test_export_then_close_the_account(cast, desk, new_context, live_server, settings, axe, overflow):
    settings.BASE_URL = live_server.url
    sent = services.submit(by=cast.worker, key=uuid.uuid4(), problem="过道太暗", idea="加一盏灯")
    phone = desk(cast.worker, PHONE)
    phone.go("/en/me/account/")
    phone.get_by_role("link", name="What is kept of me").click()
    assert (axe(phone), overflow(phone)) == ({}, 0)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Download my data").click()
    assert download.value.suggested_filename == "my-data.zip"

    phone.get_by_role("link", name="Close my account for good").click()
    assert (axe(phone), overflow(phone)) == ({}, 0)
    phone.get_by_role("button", name="Close my account for good").click()
    expect(phone.locator("#error-summary")).to_be_visible()
    phone.get_by_label("I have read what goes").check()
    phone.get_by_role("button", name="Close my account for good").click()
    expect(phone.get_by_text("Your account is closed")).to_be_visible()

    phone.go("/en/accounts/login/")
    phone.locator("#id_enterprise").fill("CF")
    phone.locator("#id_login").fill("0001")
    phone.locator("#id_password").fill(PASSWORD)
    phone.locator("main form button").first.click()
    assert "/accounts/login/" in phone.url

    office = desk(cast.reviewer)
    office.go(f"/suggestions/{sent.number}/")
    expect(office.get_by_text("已注销职工").first).to_be_visible()
    assert "王海" not in office.content()


def test_no_page_breaks_a_rule_or_runs_over_the_edge(cast, desk, faults):
    worker = desk(cast.worker)
    worker.go("/me/data/ask/")
    worker.get_by_label("更正信息").check()
    worker.locator("#id_words").fill("岗位写错了")
    worker.get_by_role("button", name="提交请求").click()
    worker.go("/me/data/ask/")
    assert faults(worker) == {}
    office = desk(cast.officer)
    office.go("/workbench/requests/")
    assert faults(office) == {}
    office.get_by_role("link", name="王海").click()
    assert faults(office) == {}
