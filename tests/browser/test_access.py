"""Coming in: signing in, the one-time link from the officer's hand to the worker's page, and the staff's admin."""

import pytest
from playwright.sync_api import expect

from members import services
from members.models import ImportBatch, Role, User
from tests.browser.looks import OFFICE, PHONE
from tests.factories import (
    PASSWORD,
    BoardFactory,
    PersonFactory,
    SessionFactory,
    SuggestionFactory,
    WorkshopFactory,
    WorkshopMembershipFactory,
)

NEW_PASSWORD = "quiet-river-stones"


@pytest.fixture
def visit(live_server, new_context):
    """Opens a browser of one's own at an address."""

    def open_at(address, size=PHONE, **options):
        page = new_context(**options).new_page()
        page.set_viewport_size(size)
        page.goto(live_server.url + address)
        return page

    return open_at


@pytest.fixture
def signed_in(live_server, visit):
    """Signs in by the page, as anybody would; without a person the enterprise code stays empty."""

    def sign_in(user, address, size=OFFICE):
        page = visit(f"/en/accounts/login/?next={address}", size)
        person = user.person_or_none
        page.locator("#id_enterprise").fill(person.enterprise.code if person else "")
        page.locator("#id_login").fill(person.work_number if person else user.username)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form button").click()
        page.wait_for_url(f"{live_server.url}{address}")
        return page

    return sign_in


def test_a_link_goes_from_the_officer_to_the_workers_first_page(
    cast, visit, signed_in, live_server, settings, axe, overflow
):
    settings.BASE_URL = live_server.url
    PersonFactory(department=cast.team, work_number="0100", name="张三丰")
    desk = signed_in(cast.officer, "/en/workbench/roster/?q=0100")
    desk.get_by_role("link", name="Hand out a sign-in link").click()
    desk.get_by_role("button", name="Make the link").click()
    expect(desk.locator(".slip__name")).to_contain_text("张**")
    link = desk.locator(".slip__link").inner_text()
    assert (axe(desk), overflow(desk)) == ({}, 0)

    phone = visit(link.removeprefix(live_server.url))
    assert (axe(phone), overflow(phone)) == ({}, 0)
    phone.locator("#id_password1").fill(NEW_PASSWORD)
    phone.locator("#id_password2").fill(NEW_PASSWORD)
    phone.locator("main form button").click()
    phone.wait_for_url(f"{live_server.url}/en/me/")

    again = visit(link.removeprefix(live_server.url))
    assert again.locator("#id_password1").count() == 0
    assert User.objects.get(username="CF-0100").check_password(NEW_PASSWORD)


def test_a_wrong_password_is_said_first_and_the_number_stays(cast, visit, axe):
    page = visit("/en/accounts/login/?e=CF")
    expect(page.locator("#id_enterprise")).to_have_value("CF")
    page.locator("#id_login").fill("0001")
    page.locator("#id_password").fill("guess")
    page.locator("main form button").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#id_login")).to_have_value("0001")
    assert axe(page) == {}


def test_without_script_one_signs_in_and_out(cast, visit, live_server):
    page = visit("/en/accounts/login/?e=CF&next=/en/me/account/", java_script_enabled=False)
    page.locator("#id_login").fill("0001")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/en/me/account/")
    assert "/en/accounts/login/" in page.url


@pytest.fixture
def records(cast, staff):
    """One of each kind of thing the staff look after; returns the addresses of their pages."""
    idea = SuggestionFactory(
        department=cast.team, by=cast.worker.person, title="关于增设气动夹具减少人工搬运的合理化建议" * 2
    )
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person)
    session = SessionFactory(enterprise=cast.enterprise)
    BoardFactory(enterprise=cast.enterprise)
    ImportBatch.objects.create(
        kind="roster", enterprise=cast.enterprise, file_name="职工花名册.xlsx", sha256="0" * 64, uploaded_by=staff
    )
    role = services.grant_role(cast.worker, Role.FINANCE, cast.enterprise, by=staff)
    lists = ["suggestions/suggestion", "suggestions/board", "members/person", "members/user", "members/roleassignment"]
    lists += [
        "members/enterprise",
        "members/department",
        "members/importbatch",
        "workshops/workshop",
        "training/session",
    ]
    forms = [f"suggestions/suggestion/{idea.pk}/change", f"workshops/workshop/{workshop.pk}/change"]
    forms += [f"training/session/{session.pk}/change", f"members/person/{cast.worker.person.pk}/change"]
    forms += [f"members/user/{cast.worker.pk}/change", f"members/roleassignment/{role.pk}/change"]
    forms += ["members/user/add", "members/roleassignment/add", f"members/person/{cast.worker.person.pk}/history"]
    return ["", *(f"{address}/" for address in [*lists, *forms])]


def test_no_page_of_the_admin_breaks_a_rule_or_runs_over_the_edge(live_server, signed_in, staff, records, faults):
    page = signed_in(staff, "/admin/")
    for address in records:
        page.goto(f"{live_server.url}/admin/{address}")
        assert (address, faults(page)) == (address, {})


def test_a_counter_leads_to_its_rows_and_an_action_asks_first(cast, signed_in, staff, records, axe):
    page = signed_in(staff, "/en/admin/")
    page.get_by_role("link", name="Received").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.locator("#result_list tbody input[type=checkbox]").check()
    page.locator("select[name=action]").select_option("mark_spam")
    page.locator("button[name=index]").click()
    expect(page.get_by_label("Reason")).to_be_visible()
    assert axe(page) == {}
    page.get_by_label("Reason").fill("广告")
    page.get_by_role("button", name="Mark").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(0)


def test_a_person_is_found_by_typing(cast, signed_in, staff, records):
    page = signed_in(staff, "/en/admin/members/roleassignment/add/")
    page.get_by_role("combobox", name="Account").click()
    page.locator(".select2-search__field").fill("0003")
    page.get_by_role("option", name="李工").click()
    page.locator("#id_role").select_option("officer")
    page.get_by_role("combobox", name="Enterprise").click()
    page.locator(".select2-search__field").fill("长风")
    page.get_by_role("option", name="长风客车").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert ("officer", cast.enterprise.pk) in User.objects.get(pk=cast.reviewer.pk).roles


def test_no_page_about_people_breaks_a_rule_or_runs_over_the_edge(cast, live_server, signed_in, faults):
    page = signed_in(cast.officer, "/workbench/roster/")
    for address in [
        "/workbench/roster/",
        "/workbench/roster/?q=none",
        "/workbench/roster/0001/access/",
        "/me/account/",
    ]:
        page.goto(live_server.url + address)
        assert (address, faults(page)) == (address, {})
