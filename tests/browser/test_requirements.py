"""From three superiors who ask for the same to one record that fills three tables, in a real browser."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from alliance_portal.periods import Period
from tests.browser.looks import PHONE
from tests.factories import SessionFactory
from tests.training import mentoring
from tests.workshops.asking import led_workshop, sent, superior, three_superiors
from workshops.models import FactEntry, MergedRequest, Requirement
from workshops.radar.dues import next_due
from workshops.statistics import reports_saved

AT = "/workbench/workshops/requirements/"
FORMS = {
    "区总工会经济部": ("职工技能季报", [("培训场次", "sessions"), ("专利数", "patents")], "10"),
    "区人社局": ("技能人才季度表", [("办班期数", "sessions"), ("带徒人数", "apprentices")], "15"),
    "区科技局": ("创新平台季报", [("专利授权数", "patents"), ("场地面积", "site_area")], "20"),
}


@pytest.fixture
def workshop(live_server, cast):
    """It has held one session in the quarter that is running, and three people learn in it."""
    workshop = led_workshop(cast.enterprise, cast.worker.person, name="焊装工作室", slug="welding")
    now = timezone.now()
    SessionFactory(starts_at=now - dt.timedelta(minutes=9), ends_at=now, head_count=12).workshops.add(workshop)
    taught = [user.person for user in (cast.colleague, cast.owner, cast.finance)]
    mentoring.in_force(cast, workshop=workshop, mentor=cast.worker.person, apprentices=taught)
    return workshop


def register(page, name, title, columns, day):
    """Fill in the register's form as staff do."""
    page.go("/admin/workshops/requirement/add/")
    page.locator(".field-superior .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill(name)
    page.locator(".select2-results__option", has_text=name).click()
    page.locator("#id_title").fill(title)
    page.locator("#id_frequency").select_option("quarterly")
    page.locator("#id_due_day").fill(day)
    page.locator("#id_in_force_from").fill(f"{timezone.localdate().year}-01-01")
    for place, (word, fact) in enumerate(columns):
        page.locator(f"#id_fields-{place}-name").fill(word)
        page.locator(f"#id_fields-{place}-fact").select_option(fact)
    page.locator("[name=_save]").click()
    page.wait_for_url(re.compile(r"/admin/workshops/requirement/$"))


def table_of(made, kind=""):
    due = next_due(made, timezone.localdate())
    return f"{AT}{made.pk}/{due.period.first:%Y-%m}/{kind}"


def test_three_superiors_become_one_request_and_one_record_fills_three_tables(cast, staff, workshop, desk, axe):
    for name in FORMS:
        superior(name)
    office = desk(staff)
    for name, (title, columns, day) in FORMS.items():
        register(office, name, title, columns, day)

    # The radar shows the overlap.
    office.go("/admin/radar/same/")
    expect(office.get_by_text("2种叫法")).to_have_count(2)
    office.go("/admin/radar/")
    expect(office.get_by_role("heading", name="3份报表可以合成1份").first).to_be_visible()

    # Staff merge them, look at it, and send it once.
    office.get_by_role("link", name="看看怎么合").first.click()
    expect(office.get_by_text("本来要填3份报表，合并后填1份，少填2份。")).to_be_visible()
    office.get_by_role("button", name="合成一份").click()
    expect(office.get_by_text("合好了，还没有下发")).to_be_visible()
    assert reports_saved(Period.this_year()).saved == 0
    office.get_by_role("link", name="发给工作室").click()
    office.get_by_role("button", name="现在下发").click()
    expect(office.get_by_text("1个工作室里0个已确认")).to_be_visible()
    assert reports_saved(Period.this_year()).saved == 2

    # The officer is told, adds what is missing, once, and confirms.
    phone = desk(cast.officer, PHONE)
    phone.go("/me/notices/")
    expect(phone.get_by_text("请核对1个工作室的内容，补上缺的").first).to_be_visible()
    phone.go(AT)
    phone.get_by_role("link", name="焊装工作室").click()
    expect(phone.get_by_text("要填的4项里，系统已填好2项，还缺2项。")).to_be_visible()
    phone.get_by_label("授权专利数（项）").fill("２项")
    phone.get_by_role("button", name="都对，确认上报").click()
    expect(phone.get_by_role("alert")).to_contain_text("还缺“场地面积”")
    expect(phone.get_by_label("授权专利数（项）")).to_have_value("２项")
    assert axe(phone) == {}
    phone.get_by_label("场地面积（m²）").fill("120.5")
    phone.get_by_role("button", name="都对，确认上报").click()
    expect(phone.get_by_text("确认好了。要这些内容的表都填上了。")).to_be_visible()
    assert FactEntry.objects.count() == 2

    # All three tables are filled from the one record, on the screen, on paper, and as a workbook.
    for title, cells in (("职工技能季报", "1 2"), ("技能人才季度表", "1 3"), ("创新平台季报", "2 120.5")):
        made = Requirement.objects.get(title=title)
        phone.go(table_of(made))
        row = phone.locator(".rq-form tbody tr").first
        assert " ".join(row.locator("td").all_inner_texts()) == cells
        expect(phone.locator(".rq-say")).to_contain_text("这张表有2格")
        with phone.expect_download() as download:
            phone.get_by_role("link", name="导出Excel").click()
        assert download.value.suggested_filename.startswith(title)
        phone.go(table_of(made, "paper/"))
        sheets = re.findall(rb"/MediaBox \[0 0 (\d+)", phone.pdf(prefer_css_page_size=True))
        assert sheets == [b"841"], "one A4 sheet, lying across"

    office.reload()
    expect(office.get_by_text("1个工作室里1个已确认")).to_be_visible()
    assert MergedRequest.objects.get().status == "done"


def test_it_is_filled_in_without_script_and_a_difference_is_told_with_its_reason(cast, staff, workshop, desk):
    request = _sent_now(staff)
    page = desk(cast.officer, PHONE, java_script_enabled=False)
    page.go(f"{AT}requests/{request.pk}/welding/")
    page.locator("summary", has_text="培训活动场次").click()
    page.get_by_label("培训活动场次（场次）").fill("4")
    page.get_by_role("button", name="先存着").click()
    expect(page.get_by_role("alert")).to_contain_text("请说明为什么和系统里的不一样")
    expect(page.get_by_label("培训活动场次（场次）")).to_have_value("4")
    page.get_by_label("为什么不一样").first.fill("三场在外单位办，没登记")
    page.get_by_role("button", name="先存着").click()
    page.go(f"{AT}requests/{request.pk}/welding/")
    expect(page.get_by_text("三场在外单位办，没登记").first).to_be_visible()
    assert FactEntry.objects.get().number == 4


def _sent_now(staff):
    """What three superiors ask about the quarter that is running."""
    made = three_superiors()
    due = next_due(made[0], timezone.localdate())
    return sent(made, by=staff, due_on=due.due_on, first=due.period.first)


def test_every_page_is_readable_and_fits(cast, staff, workshop, desk, faults):
    request = _sent_now(staff)
    part = request.parts.first()
    report = f"{part.requirement_id}/{part.period_first:%Y-%m}/"
    theirs = ["", "who-asks/", f"requests/{request.pk}/", f"requests/{request.pk}/welding/", report, f"{report}paper/"]
    page = desk(cast.officer)
    for address in theirs:
        page.go(f"{AT}{address}")
        assert (address, faults(page)) == (address, {})


def test_every_page_of_the_radar_is_readable_and_fits(cast, staff, workshop, desk, faults):
    request = _sent_now(staff)
    made = request.parts.first().requirement_id
    next_quarter = next_due(Requirement.objects.get(pk=made), request.parts.first().due_on + dt.timedelta(days=1))
    ours = [
        *("", "same/", "filled/", "requests/", f"merge/?due={made}-{next_quarter.period.first:%Y-%m}"),
        *(f"requests/{request.pk}/", f"requests/{request.pk}/withdraw/"),
    ]
    page = desk(staff)
    for address in [f"/admin/radar/{one}" for one in ours] + [f"/admin/workshops/requirement/{made}/change/"]:
        page.go(address)
        assert (address, faults(page)) == (address, {})


def test_a_visitor_sees_nothing_of_it(cast, staff, workshop, live_server, new_context):
    _sent_now(staff)
    page = new_context().new_page()
    page.goto(live_server.url + AT)
    assert "/accounts/login/" in page.url
    page.goto(f"{live_server.url}/workshops/welding/")
    expect(page.get_by_text("区总工会经济部")).to_have_count(0)
