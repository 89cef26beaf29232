"""Workshops and plates in a real browser: officer and staff hand in hand, a phone without script, readable pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.factories import WorkshopFactory
from tests.paper_files import pdf
from tests.workshops import plating
from workshops import services
from workshops.models import Designation, Evidence, ReadinessItem, Workshop

BASE = "/en/workbench/workshops/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def workshop(live_server, cast, staff):
    """Led by the owner, with two plates, and one that was put right too late."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室", slug="welding")
    services.join(workshop, by=staff, person=cast.owner.person, role="leader", joined_on=plating.ago(300))
    plating.hung(workshop, staff, title="省示范性劳模创新工作室", level="provincial", review_years=3)
    plating.not_mended(workshop, staff, level="district", system="human_resources")
    plating.accepted(workshop, staff)
    return workshop


def test_a_plate_goes_from_the_officer_to_staff_and_back(cast, staff, workshop, desk, axe):
    officer = desk(cast.officer)
    officer.go(BASE)
    officer.get_by_role("link", name="焊装劳模工作室").click()
    officer.get_by_role("link", name="Enter a plate").click()
    officer.get_by_label("level").select_option("municipal")
    officer.get_by_label("granting system").select_option("union")
    officer.get_by_label("title").fill("市劳模创新工作室")
    officer.get_by_label("granting body").fill("市总工会")
    officer.get_by_role("button", name="Enter the plate").click()
    officer.wait_for_url(re.compile(r"/plates/\d+/$"))
    officer.get_by_role("link", name="Add a document").click()
    file = {"name": "申报表.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    officer.get_by_label("File").set_input_files(file)
    officer.get_by_role("button", name="Add").click()
    expect(officer.get_by_role("link", name="申报表.pdf", exact=True)).to_be_visible()
    officer.get_by_role("link", name="Apply for it").click()
    officer.get_by_role("button", name="Apply for it").click()
    expect(officer.locator(".messages")).to_be_visible()
    plate = Designation.objects.get(level="municipal")
    assert plate.status == "applied"

    district = desk(staff)
    district.go("/en/me/notices/")
    expect(district.get_by_text("市劳模创新工作室")).to_be_visible()
    district.go(f"{BASE}plates/{plate.pk}/grant/")
    assert axe(district) == {}
    district.get_by_label("Granted on").fill(plating.ago(3).isoformat())
    district.get_by_role("button", name="Enter as granted").click()
    expect(district.locator(".messages")).to_be_visible()
    district.go(f"{BASE}plates/{plate.pk}/revoke/")
    district.get_by_role("button", name="Revoke the plate").click()
    expect(district.locator(".error-summary")).to_be_visible()
    assert plating.fresh(plate).status == "named"


def test_readiness_is_filled_in_on_a_phone_without_script(cast, workshop, desk):
    page = desk(cast.owner, PHONE, java_script_enabled=False)
    page.go(f"{BASE}welding/readiness/rules/")
    page.get_by_label("In words").fill("三项制度已上墙。")
    page.get_by_label("A file that shows it").set_input_files(
        {"name": "制度.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    )
    page.get_by_role("button", name="Keep what is said").click()
    expect(page.locator(".field-error")).to_have_count(1)
    expect(page.get_by_label("In words")).to_have_value("三项制度已上墙。")
    page.get_by_label("There").check(force=True)
    page.get_by_label("A file that shows it").set_input_files(
        {"name": "制度.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    )
    page.get_by_role("button", name="Keep what is said").click()
    expect(page.get_by_role("link", name="制度.pdf")).to_be_visible()
    assert ReadinessItem.objects.get().said_by == cast.owner
    assert Evidence.objects.count() == 1


def test_the_leader_changes_with_the_keyboard_alone(cast, workshop, desk):
    page = desk(cast.officer)
    page.go(f"{BASE}welding/leader/")
    page.get_by_label("New leader").focus()
    page.keyboard.type("0001")
    page.get_by_label("Reason").focus()
    page.keyboard.type("到龄退休")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/welding/$"))
    assert workshop.memberships.current().get(role="leader").person == cast.worker.person


def test_staff_review_several_plates_in_the_admin(staff, workshop, desk):
    page = desk(staff)
    page.go("/en/admin/workshops/designation/?state=named")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("begin_review")
    page.locator("button[name=index]").click()
    page.get_by_role("button", name="Begin the review").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Designation.objects.get(level="provincial").status == "reviewing"


def test_every_page_is_readable_and_fits(cast, staff, workshop, desk, faults):
    plate = Designation.objects.get(level="provincial")
    late = Designation.objects.get(level="district")
    services.rename(workshop, by=staff, name="周工工作室", reason="更名")
    services.readiness.say(workshop, by=staff, heading="rules", state="there", documents=[plating.document()])
    own = ["", "plates/", f"plates/{plate.pk}/", "welding/", "welding/edit/", "welding/rename/", "welding/leader/"]
    own += ["welding/members/new/", "welding/plates/new/", "welding/readiness/", "welding/readiness/rules/"]
    own += [f"welding/acceptances/{workshop.acceptances.get().pk}/", f"plates/{plate.pk}/documents/new/"]
    steps = [f"plates/{late.pk}/{step}/" for step in ("conclude", "revoke", "review", "edit")]
    pages = {cast.officer: own, staff: ["welding/acceptances/new/", *steps]}
    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            page.go(BASE + address)
            assert (address, faults(page)) == (address, {})
    page.go(Workshop.objects.get().get_absolute_url())
    assert faults(page) == {}


def test_lists_and_sheets_print_on_paper(cast, workshop, desk):
    page = desk(cast.officer)
    for address in ("plates/", "welding/readiness/", f"welding/acceptances/{workshop.acceptances.get().pk}/"):
        page.go(BASE + address)
        page.emulate_media(media="print")
        assert page.locator(".signature").first.is_visible(), address
        assert not page.locator(".page-head__tools").first.is_visible(), address
        sheets = len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))
        assert sheets <= 2, (address, sheets)
