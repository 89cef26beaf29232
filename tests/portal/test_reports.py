"""The tables of the report centre, drawn from the ledgers of an office: each cell as it is reckoned by hand."""

import datetime as dt
import io
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from members.imports import Roster
from members.models import Enterprise, Person, Role
from suggestions.imports import SuggestionLedger
from tests.factories import account
from tests.ledger_files import expected, imported, path_of
from training.imports import MentorshipLedger, SessionLedger
from workshops.imports import WorkshopLedger

LEDGERS = {
    "职工花名册": Roster, "工作室情况统计表": WorkshopLedger, "合理化建议汇总表": SuggestionLedger,
    "培训活动台账": SessionLedger, "师带徒登记表": MentorshipLedger,
}  # fmt: skip
YEAR = {"enterprise": "CF", "period": "2026"}


NOW = dt.datetime(2027, 1, 9, 10, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def taken_over(django_db_setup, django_db_blocker):
    """An enterprise whose ledgers were taken over once for all tests here, and its leader."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOW, tick=False):
        enterprise = Enterprise.objects.create(name="江都长风客车有限公司", short_name="长风客车", code="CF")
        for name, kind in LEDGERS.items():
            imported(kind, enterprise, path_of("clean", name))
        yield account(Person.objects.filter(enterprise=enterprise, user=None).first(), Role.LEADER)
        transaction.set_rollback(True)


@pytest.fixture
def office(taken_over, db, client):
    """The leader's browser, after the end of the year."""
    with time_machine.travel(NOW, tick=False):
        client.force_login(taken_over)
        yield client


def sheet_of(client, code, **address):
    response = client.get(reverse("report-workbook", args=[code]), YEAR | address)
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def rows_of(sheet):
    """([{title: value} of each row], the same of the last line); the notes below are left out."""
    lines = [list(line) for line in sheet.iter_rows(min_row=3, values_only=True)]
    head, end = lines[0], next(n for n, line in enumerate(lines) if line[0] == "合计")
    return [dict(zip(head, line, strict=True)) for line in lines[1:end]], dict(zip(head, lines[end], strict=True))


def ledger(name):
    """The office's own rows, as they were typed: [{heading: cell}]."""
    lines = list(openpyxl.load_workbook(path_of("clean", name)).active.iter_rows(values_only=True))
    start = next(n for n, line in enumerate(lines) if line[0] == "序号")
    return [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :] if isinstance(line[0], int)]


def added(rows, title):
    return sum((Decimal(str(row[title] or 0)) for row in rows), Decimal(0))


def test_the_tables_say_what_the_office_typed_and_the_sums_what_it_would_add_up(office):
    rows, total = rows_of(sheet_of(office, "suggestions"))
    typed, truth = ledger("合理化建议汇总表"), expected("clean", "合理化建议汇总表")
    assert Counter((row["建议名称"], row["建议人"], row["提出日期"]) for row in rows) == Counter(
        (row["建议名称"], row["建议人"], row["提出日期"]) for row in typed
    )
    assert (total["建议名称"], total["采纳情况"]) == ("共1720条", f"采纳{sum(truth['adopted'].values())}条")
    assert total["实施情况"] == f"落实{truth['implemented']}条"
    assert sum(row["采纳情况"] == "采纳" for row in rows) == sum(truth["adopted"].values())
    assert sum(row["实施情况"] == "已落实" for row in rows) == truth["implemented"]
    for title in ("预期效益（万元）", "核定效益（万元）"):
        assert Decimal(str(total[title])) == added(rows, title) == added(typed, title)
    assert Decimal(str(total["核定效益（万元）"])) * 10_000 == truth["verified_yuan"]

    rows, total = rows_of(sheet_of(office, "training"))
    truth, typed = expected("clean", "培训活动台账"), ledger("培训活动台账")
    assert (len(rows), total["主题"], total["人次"]) == (128, "共128场", truth["person_times"])
    assert Counter(row["五大功能"] for row in rows) == truth["by_function"]
    assert Counter((row["日期"], row["主题"], row["人次"]) for row in rows) == Counter(
        (row["日期"], row["主题"], row["人次"]) for row in typed
    )
    assert Decimal(str(total["课时"])) == added(typed, "课时")

    rows, total = rows_of(sheet_of(office, "workshops"))
    assert (len(rows), total["工作室名称"]) == (6, "共6个")
    first = next(row for row in rows if row["工作室名称"] == "陈国平劳模创新工作室")
    assert (first["级别"], first["命名文号/时间"]) == ("省级", "〔2024〕23号/2018-11-08")
    assert total["培训人次"] <= sum(row["培训人次"] for row in rows)

    rows, total = rows_of(sheet_of(office, "mentoring"))
    assert len(rows) == expected("clean", "师带徒登记表")["pairs"]
    typed = {row["协议编号"]: row for row in ledger("师带徒登记表")}
    for row in rows:
        one = typed[row["协议编号"]]
        assert (row["师傅"], row["徒弟"], row["工种"]) == (one["师傅"], one["徒弟"], one["工种"])
        assert (row["开始日期"], row["结束日期"]) == (one["开始日期"], one["结束日期"])


def test_the_quarterly_of_reform_and_the_words_say_the_same_figures(office):
    [row], total = rows_of(sheet_of(office, "reform"))
    truth = expected("clean", "合理化建议汇总表")
    assert (row["建议数"], row["采纳数"], row["落实数"]) == (1720, sum(truth["adopted"].values()), truth["implemented"])
    assert (row["活动总场次"], row["活动总人次"]) == (128, 11_400)
    assert (row["工作室数"], row["师徒对数"]) == (6, row["师带徒协议数"])
    assert {name: value for name, value in total.items() if isinstance(value, int)} == {
        name: value for name, value in row.items() if isinstance(value, int) and name != "序号"
    }
    page = office.get(reverse("report", args=["narrative"]), YEAR).content.decode()
    assert (
        "百余场次（128场次）、1万余人次（11,400人次）" in page or "百余场次（128场次）、万余人次（11,400人次）" in page
    )
    assert "采纳率90.2%（1,552/1,720）" in page


def test_the_file_is_the_form_of_the_office(office):
    sheet = sheet_of(office, "training")
    assert sheet["A1"].value == "2026年培训、活动台账"
    assert "A1:K1" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["A2"].value.startswith("填报单位（盖章）：江都长风客车有限公司    填报人：")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$3:$3",
    )
    assert {type(cell.value) for cell in sheet["J"][3:131]} == {int}
    assert any("手工填写0格" in str(cell.value) for cell in sheet["A"])


def test_what_became_known_after_the_period_does_not_count(office):
    """A10: received in August and done in October is not done in the report of January to August's last month."""
    august, later = (rows_of(sheet_of(office, "suggestions", period=code))[1] for code in ("2026-03", "2026"))
    rows, _total = rows_of(sheet_of(office, "suggestions", period="2026-03"))
    typed = [row for row in ledger("合理化建议汇总表") if row["提出日期"].month == 3]
    done = [row for row in typed if row["完成日期"] and row["完成日期"].date() < dt.date(2026, 4, 1)]
    assert (len(rows), august["实施情况"]) == (len(typed), f"落实{len(done)}条")
    assert sum(row["实施情况"] == "已落实" for row in rows) == len(done) < sum(bool(row["完成日期"]) for row in typed)
    assert later["实施情况"] == "落实1124条"
