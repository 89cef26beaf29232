"""A report from the first look to the second version, on the screen, on paper and as a workbook, by hand counts."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import time_machine
from playwright.sync_api import expect

from tests.factories import SessionFactory
from tests.portal.reporting import frozen, signed
from training.models import Attendance

HEAD = ["序号", "日期", "主题", "五大功能", "形式", "主办", "地点", "课时", "讲师", "人次", "佐证"]
A4_ACROSS, A4 = (841, 594), (594, 841)


@pytest.fixture(autouse=True)
def after_the_quarter():
    with time_machine.travel(dt.datetime(2026, 10, 8, 2, tzinfo=dt.UTC)):
        yield


def held(cast, month, day, **facts):
    begins = dt.datetime(2026, month, day, 1, tzinfo=dt.UTC)
    facts = {"place": "培训室", "form": "on_site", **facts}
    return SessionFactory(enterprise=cast.enterprise, starts_at=begins, ends_at=begins + dt.timedelta(hours=3), **facts)


@pytest.fixture
def with_names(live_server, cast):
    """Three sessions of the quarter: 40 and 25 heads, and a list of two names; the one of June counts elsewhere."""
    held(cast, 7, 6, topic="点焊电极修磨", head_count=40, class_hours=2)
    held(cast, 8, 5, topic="=1+1", function="education", head_count=25, class_hours=3)
    held(cast, 6, 30, topic="六月的", head_count=99)
    listed = held(cast, 9, 10, topic="机器人示教", class_hours=4, lecturer="周工", form="hands_on")
    came(listed, cast.worker, cast.colleague)
    return listed


def came(session, *users):
    Attendance.objects.bulk_create(Attendance(session=session, person=user.person) for user in users)


def rows(times, evidence="签到名单"):
    """The table as it is reckoned by hand; `times` came to the third session."""
    host = "长风客车有限公司"
    return [
        HEAD,
        [1, "2026-07-06", "点焊电极修磨", "技能提升", "线下", host, "培训室", 2, None, 40, "清点人数"],
        [2, "2026-08-05", "=1+1", "教育培训", "线下", host, "培训室", 3, None, 25, "清点人数"],
        [3, "2026-09-10", "机器人示教", "技能提升", "实操", host, "培训室", 4, "周工", times, evidence],
        ["合计", None, "共3场", None, None, None, None, 9, None, 65 + times, None],
    ]


def cells_of(download):
    """The table of the downloaded workbook, its lines above and below left out, and all of it as text."""
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    lines = [[_plain(cell) for cell in line] for line in sheet.iter_rows(min_row=3, max_row=7)]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}
    return lines, " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value)


def _plain(cell):
    return cell.value.date().isoformat() if isinstance(cell.value, dt.datetime) else cell.value


def taken_away(page):
    with page.expect_download() as download:
        page.get_by_role("link", name="导出Excel").click()
    return cells_of(download)


def paper(page):
    """(pages, their size) as they would be printed."""
    printed = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 (\d+)[\d.]* (\d+)", printed))
    return len(re.findall(rb"/Type /Page\b", printed)), {(int(wide), int(high)) for wide, high in sizes}


def sign(page):
    """From what was frozen to what is signed."""
    page.get_by_role("link", name="签发", exact=True).click()
    page.get_by_role("button", name="签发", exact=True).click()
    expect(page.get_by_text("已签", exact=True).first).to_be_visible()


def test_a_report_is_frozen_signed_corrected_printed_and_taken_away(cast, with_names, desk, axe, overflow):
    page = desk(cast.officer)
    page.go("/reports/?period=2026-q3")
    page.get_by_role("link", name="③培训、活动台账", exact=True).click()
    expect(page.get_by_text("本表手工填写0格")).to_be_visible()
    page.get_by_role("link", name="定稿并签发").click()
    page.get_by_role("button", name="定稿", exact=True).click()
    sign(page)
    lines, text = taken_away(page)
    assert lines == rows(2)
    assert "第1版" in text
    assert "本表手工填写0格" in text

    came(with_names, cast.owner)
    page.get_by_role("link", name="今天重算会怎样").click()
    changed = page.locator("tbody tr")
    expect(changed).to_have_text([re.compile("机器人示教 · 2026-09-10人次23"), re.compile("合计人次6768")])
    page.get_by_role("link", name="更正：出新版本").click()
    page.get_by_label("更正原因").fill("核对签到表，补一人。")
    page.get_by_role("button", name="定稿", exact=True).click()
    sign(page)
    expect(page.get_by_role("heading", name="与第1版的不同")).to_be_visible()
    expect(page.locator("section", has_text="与第1版的不同").locator("tbody tr")).to_have_count(2)
    assert (axe(page), overflow(page)) == ({}, 0)
    lines, text = taken_away(page)
    assert lines == rows(3)
    assert re.search(r"第2版.*校验值", text)
    assert paper(page) == (1, {A4_ACROSS})

    # The first version still says what was signed.
    page.get_by_role("link", name=re.compile("^第1版")).click()
    lines, _text = taken_away(page)
    assert lines == rows(2)


def test_the_words_are_copied_and_it_is_said(cast, with_names, desk, axe, overflow):
    page = desk(cast.leader)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.go("/reports/narrative/?period=2026-q3")
    page.get_by_role("button", name="复制文字").click()
    said = page.get_by_role("status").filter(has_text="已复制")
    expect(said).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    shown = page.locator("#report-words > *").all_inner_texts()
    assert copied == "\n".join(shown)
    assert "举办3场次、60余人次（67人次）" in copied
    assert (axe(page), overflow(page)) == ({}, 0)
    assert paper(page) == (1, {A4})


def test_where_nothing_may_be_copied_the_words_are_selected(cast, with_names, desk):
    page = desk(cast.leader)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.go("/reports/narrative/?period=2026-q3")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("status").filter(has_text="文字已选中")).to_be_visible()
    assert "举办3场次、60余人次（67人次）" in page.evaluate("String(getSelection())")


def test_without_a_script_there_is_the_text_and_no_button(cast, with_names, desk):
    page = desk(cast.leader, java_script_enabled=False)
    page.go("/reports/narrative/?period=2026-q3")
    expect(page.locator("#report-words")).to_contain_text("举办3场次、60余人次（67人次）")
    expect(page.get_by_role("button", name="复制文字")).to_be_hidden()


def test_staff_see_who_has_signed(cast, strangers, staff, live_server, desk, faults):
    signed(cast.officer, cast.enterprise, table="training", period="2026-q3")
    frozen(strangers.officer, strangers.enterprise, period="2026-q3")
    page = desk(staff)
    page.go("/reports/?period=2026-q3")
    page.get_by_role("link", name="各企业签发情况").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert faults(page) == {}
    page.get_by_role("link", name=re.compile("未签")).click()
    expect(page.get_by_text("未签：企业还没有签发")).to_be_visible()
    assert faults(page) == {}
