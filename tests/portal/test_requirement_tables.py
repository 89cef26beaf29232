"""One record fills every superior's table: on the screen, as a workbook, on paper; with its cells counted."""

import datetime as dt
import io
import re
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.factories import PersonFactory, SessionFactory
from tests.workshops.asking import (
    TODAY,
    answer_of,
    due,
    fresh,
    led_workshop,
    requirement,
    sent,
    three_superiors,
    typed,
)
from training.models import Attendance
from workshops import services
from workshops.radar.catalogue import Catalogue, Column
from workshops.radar.cells import Want
from workshops.radar.table import table_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def two(cast):
    """Two workshops of one enterprise that held one session together."""
    workshops = [
        led_workshop(cast.enterprise, cast.worker.person, name="A焊装"),
        led_workshop(cast.enterprise, name="B冲压"),
    ]
    session = SessionFactory(starts_at=TODAY - dt.timedelta(days=9), ends_at=TODAY, class_hours=4)
    session.workshops.set(workshops)
    Attendance.objects.bulk_create(Attendance(session=session, person=PersonFactory()) for _each in range(3))
    return workshops


def values(made, workshops):
    return [[cell.value for cell in row.cells] for row in table_of(due(made), workshops).rows]


def at(name, made, **query):
    with translation.override("zh-hans"):
        address = reverse(f"workshops:{name}", args=[made.pk, "2026-07"])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def text(client, user, address):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# One record, three tables


def test_what_is_typed_once_stands_in_every_table_that_asks_for_it(cast, staff, two):
    made = three_superiors()
    request = sent(made, by=staff)
    for workshop in two:
        typed(workshop, "patents", Decimal(2), by=cast.officer)
        typed(workshop, "site_area", Decimal(80), by=cast.officer)
        services.requests.confirm(answer_of(request, workshop), by=cast.officer)

    union, labour, science = (fresh(one) for one in made)
    assert values(union, two) == [[1, 2], [1, 2]]
    assert values(labour, two) == [[1, 3], [1, 3]]
    assert values(science, two) == [[2, 80], [2, 80]]


def test_a_table_counts_what_the_system_filled_what_was_typed_and_what_is_missing(cast, two):
    made = requirement("季报", ("场次", "sessions"), ("人次", "person_times"), ("专利", "patents"))
    typed(two[0], "patents", Decimal(2), by=cast.officer)
    table = table_of(due(made), two)
    assert table.counts == {"all": 6, "system": 4, "hand": 1, "missing": 1}
    assert [(row.workshop, [cell.fact.code for cell in row.missing]) for row in table.unfilled_rows] == [
        (two[1], ["patents"])
    ]


def test_a_session_of_two_workshops_stands_under_each_and_once_in_the_sum(two):
    made = requirement("季报", ("场次", "sessions"), ("人次", "person_times"), ("课时", "class_hours"))
    table = table_of(due(made), two)
    assert values(made, two) == [[1, 3, 4], [1, 3, 4]]
    assert (table.totals, table.counts_once) == ([1, 3, 4], True)


def test_the_sum_follows_what_was_typed_otherwise(cast, two):
    made = requirement("季报", ("场次", "sessions"), ("专利", "patents"), ("名称", "workshop_name"))
    typed(two[0], "sessions", Decimal(4), by=cast.officer, reason="三场没登记")
    typed(two[1], "patents", Decimal(2), by=cast.officer)
    assert table_of(due(made), two).totals == [4, 2, None]


def test_a_confirmed_table_stays_what_was_confirmed(cast, staff, two):
    made = requirement("季报", ("场次", "sessions"))
    request = sent([made], by=staff)
    services.requests.confirm(answer_of(request, two[0]), by=cast.officer)
    for workshop in two:
        SessionFactory(starts_at=TODAY - dt.timedelta(days=1), ends_at=TODAY).workshops.add(workshop)
    assert values(fresh(made), two) == [[1], [2]]


# The screen and the paper


def test_the_page_says_how_many_cells_nobody_had_to_type(client, cast, two):
    made = requirement("季报", ("场次", "sessions"), ("专利", "patents"), form_title="工作室季度情况表")
    typed(two[0], "patents", Decimal(2), by=cast.officer)
    shown = text(client, cast.officer, at("requirement-table", made))
    assert "工作室季度情况表（7—9月）" in shown
    assert "这张表有4格，2格由系统填好，1格手工填。还空着1格。" in shown
    assert "B冲压 授权专利数" in shown


def test_another_value_than_the_known_one_stands_with_its_reason(client, cast, two):
    made = requirement("季报", ("场次", "sessions"))
    typed(two[0], "sessions", Decimal(4), by=cast.officer, reason="三场在外单位办")
    for name in ("requirement-table", "requirement-paper"):
        shown = text(client, cast.officer, at(name, made))
        assert "4 ※" in shown, name
        assert "手工填4场次，系统里是1场次。三场在外单位办" in shown, name


def test_the_paper_has_the_line_of_who_reports_and_room_for_the_stamp(client, cast, two):
    made = requirement("季报", ("场次", "sessions"), needs_stamp=True)
    shown = text(client, cast.officer, at("requirement-paper", made))
    for words in (
        "填报单位（盖章）： 长风客车有限公司",
        "填报人： 孙干事",
        "联系电话：",
        "填报日期： 2026年9月20日",
        "单位盖章",
    ):
        assert words in shown
    other = requirement("不盖章", ("场次", "sessions"))
    assert "盖章" not in text(client, cast.officer, at("requirement-paper", other)).replace("不盖章", "")


def test_staff_take_the_table_of_all_or_of_one_enterprise(client, cast, strangers, staff, two):
    led_workshop(strangers.enterprise, name="C铣工")
    made = requirement("季报", ("工作室名称", "workshop_name"))
    everybody = text(client, staff, at("requirement-paper", made))
    assert ("C铣工" in everybody, "填报单位： 江都区总工会" in everybody) == (True, True)
    one = text(client, staff, at("requirement-paper", made, enterprise="CF"))
    assert ("C铣工" in one, "A焊装" in one, "填报单位： 长风客车有限公司" in one) == (False, True, True)


@pytest.mark.parametrize("month", ["2026-08", "2020-07", "abc", "2026-13"])
def test_a_period_that_is_not_asked_for_is_not_found(client, cast, two, month):
    made = requirement("季报", ("场次", "sessions"))
    client.force_login(cast.officer)
    assert client.get(f"/workbench/workshops/requirements/{made.pk}/{month}/").status_code == 404


def test_a_requirement_without_columns_has_an_empty_page(client, cast, two):
    assert "这张表是空的" in text(client, cast.officer, at("requirement-table", requirement("空表")))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_table_costs_the_same_however_long(client, cast, rows, django_assert_num_queries):
    for _each in range(rows):
        led_workshop(cast.enterprise, cast.worker.person)
    made = requirement(
        "季报", ("场次", "sessions"), ("专利", "patents"), ("建议", "suggestions_taken"), ("人数", "team_size")
    )
    client.force_login(cast.officer)
    with django_assert_num_queries(28):
        client.get(at("requirement-table", made))


# The workbook


def book(client, user, made):
    client.force_login(user)
    response = client.get(at("requirement-workbook", made))
    assert "季报" in response["Content-Disposition"] or "filename*" in response["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(response.content))


def test_the_workbook_looks_like_the_form_and_says_what_the_page_says(client, cast, two):
    columns = [("工作室名称", "workshop_name"), ("场次", "sessions"), ("成立", "founded_on"), ("效益", "verified_yuan")]
    made = requirement("季报", *columns, needs_stamp=True)
    made.fields.filter(name="效益").update(in_wan=True)
    typed(two[0], "verified_yuan", Decimal("57800"), by=cast.officer, reason="财务另有核算")

    sheet = book(client, cast.officer, made)["报表"]

    merged = {str(there) for there in sheet.merged_cells.ranges}
    assert merged == {"A1:E1", "A2:E2"}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=6)]
    assert rows[0][0] == "季报（7—9月）"
    assert rows[1][0].startswith("填报单位（盖章）：长风客车有限公司    填报人：孙干事    联系电话：")
    assert rows[2] == ["序号", "工作室名称", "场次", "成立", "效益（万元）"]
    assert rows[3:] == [[1, "A焊装", 1, None, 5.78], [2, "B冲压", 1, None, 0], ["合计", None, 1, None, 5.78]]
    notes = [sheet.cell(row=line, column=1).value for line in (7, 8, 9)]
    assert notes == [
        "这张表有8格，5格由系统填好，1格手工填。还空着2格。",
        "合计里，几个工作室合办的只算一次。",
        "A焊装“核实效益”：手工填57,800元，系统里是0元。财务另有核算",
    ]


def test_the_workbook_explains_its_columns(client, cast, two):
    made = requirement("季报", ("办班期数", "sessions"), ("专利", "patents"))
    sheet = book(client, cast.officer, made)["口径"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(line[0], line[1], *line[3:]) for line in lines] == [
        ("办班期数", "培训活动场次", 2, 0, 0),
        ("专利", "授权专利数", 0, 0, 2),
    ]


def test_no_word_becomes_a_formula(client, cast, two):
    made = requirement("季报", ("其他", ""))
    wanted = Want.of(Catalogue().of(Column.of_field(made.fields.get())), due(made).period)
    services.requests.record(two[0], wanted, by=cast.officer, value="=1+1")
    cell = book(client, cast.officer, made)["报表"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# The blank form


def test_the_blank_form_is_for_those_it_concerns(client, cast, strangers, staff, two, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    led_workshop(strangers.enterprise)
    made = requirement("季报", ("场次", "sessions"), enterprises=[cast.enterprise])
    made.blank_form.save("表样.xlsx", SimpleUploadedFile("表样.xlsx", b"PK\x03\x04"))
    made.blank_form_name = "表样.xlsx"
    made.save()
    address = reverse("workshops:requirement-form", args=[made.pk])
    answers = {}
    for name, user in (("officer", cast.officer), ("staff", staff), ("stranger", strangers.officer)):
        client.force_login(user)
        response = client.get(address)
        answers[name] = response.status_code
        if response.streaming:
            assert b"".join(response.streaming_content) == b"PK\x03\x04"
    assert answers == {"officer": 200, "staff": 200, "stranger": 404}
