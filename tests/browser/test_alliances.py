"""Alliances and their plans in a real browser: asking to join, answering, a year from its draft to its end."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.looks import OFFICE, PHONE
from tests.factories import AllianceFactory, AllianceMembershipFactory, WorkshopFactory
from tests.paper_files import pdf
from tests.workshops.alliances import began, day, finish, item, lead, member, overdue, paper, term
from workshops import services
from workshops.models import AllianceMembership, Plan, PlanItem, PlanProgress

YEAR = timezone.localdate().year
# A day, a name and a number that no month of the year makes impossible.
LAST_DAY = f"{YEAR}-12-31"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alliance(live_server, strangers):
    """Kept by the strangers' officers; their own workshop belongs."""
    made = AllianceFactory(name="焊接联盟", slug="welding", scope="trade", purpose="焊接的事一起攻。")
    term(made, enterprise=strangers.enterprise)
    term(made, "chair", -90, 200, outside_name="职业学院")
    member(made, strangers.enterprise, name="铣削工作室", slug="milling")
    return made


@pytest.fixture
def workshop(cast):
    made = WorkshopFactory(name="焊装工作室", slug="body", enterprise=cast.enterprise)
    lead(made, cast.worker)
    return made


@pytest.fixture
def belonging(alliance, workshop):
    AllianceMembershipFactory(alliance=alliance, workshop=workshop)
    return workshop


@pytest.fixture
def plan(alliance, belonging, staff, cast):
    """One item in every state that a plan in force can show."""
    made = began(alliance, staff, aim="难题一起攻，成果大家用。")
    item(made, belonging, by=staff, responsible=cast.owner.person, measure="变形量从3毫米降到1.5毫米")
    overdue(item(made, belonging, by=staff, goal="共享成果库上线"), 2)
    finish(item(made, belonging, by=staff, goal="讲12场"), cast.worker, attachment=paper())
    dropped = item(made, belonging, by=staff, goal="与学院合办")
    services.plan_items.give_up(dropped, by=staff, reason="没有师资")
    return made


@pytest.mark.parametrize(("size", "script"), [(PHONE, False), (OFFICE, True)], ids=["phone without script", "office"])
def test_a_workshop_asks_to_join_and_is_taken_in(cast, strangers, alliance, workshop, desk, size, script):
    asking = desk(cast.worker, size, java_script_enabled=script)
    asking.go("/en/workbench/workshops/alliances/")
    asking.get_by_role("link", name="Ask to join an alliance").click()
    expect(asking.get_by_label("Workshop")).to_have_value("body")
    asking.get_by_role("button", name="Send the application").click()
    expect(asking.locator(".field-error")).to_have_count(2)
    asking.get_by_label("Alliance").select_option("welding")
    asking.get_by_label("Why it wants to join").fill("我们有检测室，想一起攻变形。")
    asking.get_by_role("button", name="Send the application").click()
    expect(asking.get_by_text("Waiting for an answer").first).to_be_visible()

    answering = desk(strangers.officer, size, java_script_enabled=script)
    answering.go("/en/workbench/workshops/alliances/welding/")
    answering.get_by_role("link", name="焊装工作室").click()
    answering.locator("label.choice", has_text="Take it in").first.click()
    answering.get_by_label("Reason").fill("欢迎，请先参加现场会。")
    answering.get_by_role("button", name="Send the answer").click()
    expect(answering.get_by_text("Accepted").first).to_be_visible()
    assert AllianceMembership.objects.get(workshop=workshop).ground == "application"

    asking.reload()
    expect(asking.get_by_text("欢迎，请先参加现场会。")).to_be_visible()


def test_a_year_from_its_draft_to_the_next(strangers, alliance, belonging, desk):
    page = desk(strangers.officer)
    page.go("/en/workbench/workshops/plans/?alliance=welding")
    page.get_by_role("button", name="Begin the plan").click()
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("Goal").fill("点焊飞溅减半")
    page.locator("label.chip", has_text="Joint problem-solving").click()
    page.locator("label.chip", has_text="焊装工作室").click()
    page.get_by_label("To be done by").fill(LAST_DAY)
    page.get_by_role("button", name="Add the item").click()
    page.locator("a.back").click()
    page.get_by_role("link", name="Put it in force").click()
    page.get_by_role("button", name="Put it in force").click()
    expect(page.get_by_text("The plan is in force.")).to_be_visible()
    page.get_by_role("link", name="Carry over what is not finished").click()
    page.get_by_role("button", name="Carry it over").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(YEAR + 1))
    assert Plan.objects.get(year=YEAR + 1).items.get().carried_from.goal == "点焊飞溅减半"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_whoever_leads_a_workshop_reports_from_the_phone(cast, plan, desk, script):
    page = desk(cast.worker, PHONE, java_script_enabled=script)
    page.go(f"/en/workbench/workshops/plans/welding/{YEAR}/")
    page.get_by_role("link", name="点焊飞溅减半").click()
    page.get_by_label("How far it is", exact=True).select_option("100")
    page.get_by_label("What has been achieved").fill("降到1.4毫米。")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_label("What has been achieved")).to_have_value("降到1.4毫米。")
    expect(page.locator(".field-error")).to_contain_text("a file, a link, or words")
    content = pdf(text="验收单").read()
    chosen = {"name": "验收单.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("[name=file]").set_input_files(chosen)
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("Noted. Thank you.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="验收单.pdf").click()
    assert download.value.suggested_filename == "验收单.pdf"
    assert PlanItem.objects.get(goal="点焊飞溅减半").done_on == day()
    assert PlanProgress.objects.latest("pk").reported_by == cast.worker


def test_a_list_is_narrowed_in_its_address(cast, plan, desk):
    page = desk(cast.colleague)
    page.go(f"/en/workbench/workshops/plans/welding/{YEAR}/list/")
    page.get_by_label("State").select_option("plan_late")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url(re.compile("state=plan_late"))
    expect(page.locator(".queue__row")).to_have_count(1)
    expect(page.locator(".queue__row")).to_contain_text("共享成果库上线")


def test_every_page_is_readable_and_fits(cast, strangers, staff, alliance, plan, workshop, desk, faults):
    services.charters.add_charter(alliance, by=staff, attachment=paper(), summary="轮值一年一换。", valid_from=day(-9))
    third = WorkshopFactory(name="电工工作室", enterprise=cast.enterprise)
    asked = services.applications.apply(alliance, third, by=cast.officer, words="想一起攻关。")
    held = workshop.alliance_memberships.get()
    yearly = f"workbench/workshops/plans/welding/{YEAR}/"
    addresses = [
        *("alliances/welding/", f"alliances/welding/plans/{YEAR}/"),
        *("workbench/workshops/alliances/", "workbench/workshops/alliances/welding/"),
        *("workbench/workshops/alliances/welding/terms/", "workbench/workshops/alliances/welding/charters/"),
        *(f"workbench/workshops/applications/{asked.pk}/", f"workbench/workshops/memberships/{held.pk}/rectify/"),
        *("workbench/workshops/plans/", yearly, f"{yearly}list/", f"{yearly}sheet/", f"{yearly}carry-over/"),
        *(f"{yearly}items/1/", f"{yearly}items/3/", f"{yearly}items/new/", f"{yearly}items/1/give-up/"),
    ]
    page = desk(strangers.officer)
    for address in addresses:
        page.go(f"/en/{address}")
        assert (address, faults(page)) == (address, {})


@pytest.mark.parametrize(("query", "width"), [("", 841), ("?paper=a3", 1190)], ids=["A4", "A3"])
def test_the_wall_chart_fits_one_sheet_across(cast, plan, desk, query, width):
    page = desk(cast.worker)
    page.go(f"/en/workbench/workshops/plans/welding/{YEAR}/sheet/{query}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert abs(float(box[1]) - width) < 3
    assert float(box[1]) > float(box[2])
