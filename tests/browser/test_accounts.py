"""From the invite code to the own account, and out again on the last day; and where the pages must not break."""

import pytest
from playwright.sync_api import expect

from members import services
from members.models import Person
from tests.browser.looks import PHONE
from tests.factories import PersonFactory

NEW_PASSWORD = "quiet-river-stones"


@pytest.fixture
def phone(new_context, live_server):
    page = new_context().new_page()
    page.set_viewport_size(PHONE)
    page.go = lambda address: page.goto(live_server.url + address)
    return page


def test_somebody_joins_is_approved_signs_in_and_leaves(cast, phone, desk, live_server, settings, axe, overflow):
    settings.BASE_URL = live_server.url
    PersonFactory(department=cast.team, work_number="0100", name="张三丰")

    office = desk(cast.officer)
    office.go("/en/workbench/applications/")
    office.get_by_role("button", name="Make an invite code for two weeks").click()
    code = office.locator(".code-slip__code").inner_text()

    phone.go("/en/join/")
    phone.locator("#id_code").fill(code.lower())
    phone.locator("#id_work_number").fill("0100")
    phone.locator("#id_name").fill("张三")
    phone.get_by_role("button", name="Send the application").click()
    expect(phone.locator("#error-summary")).to_be_visible()
    phone.locator("#id_name").fill("张三丰")
    phone.get_by_role("button", name="Send the application").click()
    query_code = phone.locator(".code-slip__code").inner_text()
    digits = phone.locator(".facts dd.strong").inner_text()
    assert (axe(phone), overflow(phone)) == ({}, 0)

    office.reload()
    office.get_by_role("link", name="Answer it").click()
    expect(office.locator(".code-slip__code")).to_have_text(digits)
    assert (axe(office), overflow(office)) == ({}, 0)
    office.get_by_label("Approve").check()
    office.get_by_role("button", name="Send the answer").click()

    phone.go("/en/join/status/")
    phone.locator("#id_code").fill(query_code)
    phone.get_by_role("button", name="Look it up").click()
    phone.get_by_role("button", name="Choose a password").click()
    phone.locator("#id_password1").fill(NEW_PASSWORD)
    phone.locator("#id_password2").fill(NEW_PASSWORD)
    phone.locator("main form button").click()
    phone.go("/en/account/sessions/")
    expect(phone.get_by_text("This device")).to_be_visible()

    office.go("/en/workbench/roster/0100/")
    office.get_by_role("link", name="Has left").click()
    office.locator("main form button.button--primary").click()
    expect(office.locator("h1")).to_contain_text("Left")

    phone.reload()
    assert "/accounts/login/" in phone.url
    phone.locator("#id_enterprise").fill("CF")
    phone.locator("#id_login").fill("0100")
    phone.locator("#id_password").fill(NEW_PASSWORD)
    phone.locator("main form button").click()
    assert "/accounts/inactive/" in phone.url
    assert Person.objects.get(work_number="0100").user.is_active


def test_no_page_about_accounts_breaks_a_rule_or_runs_over_the_edge(cast, desk, faults):
    PersonFactory(department=cast.team, work_number="0100", name="张三丰")
    code = services.joining.open_joining(cast.enterprise, by=cast.officer).code
    application, _code = services.joining.apply(code=code, work_number="0100", name="张三丰")
    page = desk(cast.officer)
    for address in [
        "/workbench/roster/",
        "/workbench/roster/0001/",
        "/workbench/roster/0001/move/",
        "/workbench/roster/0001/leave/",
        "/workbench/roster/0001/password/",
        "/workbench/people/new/",
        "/workbench/roles/",
        "/workbench/roles/new/",
        "/workbench/applications/",
        f"/workbench/applications/{application.pk}/",
        "/account/sessions/",
        "/accounts/second-step/",
        "/join/status/",
    ]:
        page.go(address)
        assert (address, faults(page)) == (address, {})
