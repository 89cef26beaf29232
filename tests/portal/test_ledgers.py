import csv
import datetime as dt
import io
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from alliance_portal import ledgers
from alliance_portal.ledgers import CellError, Code, Day, Formula, LedgerError, Name, Phone, Text, YesNo, Yuan, quantity
from members.imports import Roster
from tests.ledger_files import ROSTER, ROSTER_HEADER, path_of, workbook

COLUMNS = (
    Name(id="name", names=("姓名",), required=True, limit=60),
    Code(id="work_number", names=("工号", "职工号"), required=True),
    Day(id="joined_on", names=("入职日期",)),
    Yuan(id="saved", names=("效益",)),
)


def read(content, name="台账.xlsx"):
    return ledgers.read(io.BytesIO(content), name)


def refusal(content, name="台账.xlsx"):
    with pytest.raises(LedgerError) as caught:
        read(content, name)
    return str(caught.value.message)


def cell_of(*parts):
    """A day as a workbook holds it, without a time zone."""
    return dt.datetime(*parts)  # noqa: DTZ001 - cells have none


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_sheet(xml):
    """A real workbook whose sheet is replaced by the given XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook(["姓名"])))
    parts = {name: source.read(name) for name in source.namelist()}
    return zipped(**{**parts, "xl/worksheets/sheet1.xml": xml})


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("902条", "902", "条"),
        ("２,６００余", "2600", ""),
        ("5万余元", "50000", "元"),
        ("97,000千元", "97000000", "元"),
        ("1.5万元", "15000", "元"),
        ("约３００人次", "300", "人次"),
        (12, "12", ""),
        (0.3, "0.3", ""),
        ("-3", "-3", ""),
    ],
)
def test_quantities_are_read_as_offices_write_them(text, number, unit):
    assert quantity(text)[:2] == (Decimal(number), unit)


@pytest.mark.parametrize("text", ["若干", "1,00", "1.2.3", "3-5", "12abc", "二十"])
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(CellError):
        quantity(text)


@pytest.mark.parametrize(
    ("value", "unit", "yuan"),
    [
        (1.5, 10_000, "15000.00"),
        ("1.5万元", 10_000, "15000.00"),
        ("15000元", 10_000, "15000.00"),
        ("０.０５", 10_000, "500.00"),
        (0.1 + 0.2, 10_000, "3000.00"),
        ("97,000千元", 1, "97000000.00"),
        (0, 1, "0.00"),
        (Formula("=A1*2", 0.5), 10_000, "5000.00"),
        ("8000元", None, "8000.00"),
    ],
)
def test_an_amount_keeps_its_own_unit_beside_that_of_the_column(value, unit, yuan):
    assert Yuan(id="saved", names=("效益",)).parse(value, unit) == yuan


@pytest.mark.parametrize(
    ("value", "unit"), [(-1, 1), ("902条", 1), (5, None), ("很多", 1), (10**12, 1), (Formula("=A1"), 1), ("#REF!", 1)]
)
def test_what_is_no_amount_is_refused(value, unit):
    with pytest.raises(CellError):
        Yuan(id="saved", names=("效益",)).parse(value, unit)


@pytest.mark.parametrize(
    "value",
    [
        cell_of(2026, 8, 31),
        cell_of(2026, 8, 31, 14, 5),
        "2026.8.31",
        "20260831",
        20260831,
        "2026年8月31日",
        "2026/08/31",
        "２０２６-０８-３１",
        " 2026-8-31 10:20:30",
        46265,
    ],
)
def test_a_day_is_read_in_every_style(value):
    assert Day(id="day", names=("日期",)).parse(value) == "2026-08-31"


@pytest.mark.parametrize(
    "value",
    ["0001-01-01", cell_of(1900, 1, 1), "1999-12-31", "2062-05-05", "2099-13-45", "去年", "2026年8月", "8.31"],
)
def test_a_day_out_of_bounds_or_unreadable_is_refused(value):
    with pytest.raises(CellError):
        Day(id="day", names=("日期",)).parse(value)


@pytest.mark.parametrize(
    ("column", "value", "meant"),
    [
        (Code(id="n", names=("工号",)), 10205.0, "10205"),
        (Code(id="n", names=("工号",)), "０１０２０５", "010205"),
        (Code(id="n", names=("工号",)), "010205\u200b ", "010205"),
        (Name(id="n", names=("姓名",), limit=60), " 王　海 ", "王海"),
        (Name(id="n", names=("姓名",), limit=60), "𠮷田", "𠮷田"),
        (Phone(id="n", names=("手机",)), 13800000001.0, "13800000001"),
        (Phone(id="n", names=("手机",)), "+86 138-0000-0001", "13800000001"),
        (YesNo(id="n", names=("在岗",)), "√", True),
        (YesNo(id="n", names=("在岗",)), "×", False),
        (Text(id="n", names=("标题",), limit=80), "换灯💡，\u202e别改\x00", "换灯💡，别改"),
        (Text(id="n", names=("标题",), limit=80), "无", "无"),
        (Day(id="n", names=("日期",)), "—", None),
    ],
)
def test_cells_are_cleaned_before_they_are_understood(column, value, meant):
    assert column.parse(value) == meant


def test_text_beyond_the_limit_is_refused_with_both_numbers():
    with pytest.raises(CellError) as caught:
        Text(id="n", names=("标题",), limit=80).parse("长" * 100_000)
    assert "80" in str(caught.value.reason)
    assert "100,000" in str(caught.value.reason)


def test_the_header_is_found_below_title_rows_and_totals_are_left_out():
    content = workbook(
        ["某厂花名册"],
        ["填报单位：", None, "填报日期：2026.9.1"],
        ["序号", "姓名", "职 工 号", "效益(万元)", "备注"],
        [1, "王海", "0001", 1.5, "x"],
        [None, None, None, None, None],
        [2, None, None, None, None],
        ["小计", "1人", None, None, None],
        [3, "赵敏", "0002", None, None],
        ["合 计", "2人"],
        ["备注：以上为8月数据"],
    )
    match = ledgers.match(read(content), COLUMNS)
    assert [number for number, _row in match.rows] == [4, 8]
    assert [(title, column and column.id, unit) for title, column, unit in match.columns] == [
        ("序号", None, None),
        ("姓名", "name", None),
        ("职 工 号", "work_number", None),
        ("效益(万元)", "saved", 10_000),
        ("备注", None, None),
    ]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([["姓名", "备注"], ["王海", ""]], ["工号"]),
        ([["日期", "金额"], ["1", "2"]], ["姓名", "工号"]),
        ([[None]], ["姓名", "工号"]),
    ],
)
def test_missing_columns_are_named_in_one_message(rows, named):
    with pytest.raises(LedgerError) as caught:
        ledgers.match(read(workbook(*rows)), COLUMNS)
    assert "、".join(named) in str(caught.value.message)


def test_two_columns_of_one_meaning_are_refused():
    with pytest.raises(LedgerError) as caught:
        ledgers.match(read(workbook(["姓名", "工号", "职工号"], ["王海", "1", "2"])), COLUMNS)
    assert "职工号" in str(caught.value.message)


def test_the_same_ledger_on_two_sheets_is_refused():
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("八月")):
        sheet.append(["姓名", "工号"])
        sheet.append(["王海", "0001"])
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(LedgerError) as caught:
        ledgers.match(read(buffer.getvalue()), COLUMNS)
    assert "八月" in str(caught.value.message)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04 not really a zip", "a.xlsx"),
        (b"just text", "a.xlsx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls"),
        (zipped(**{"word/document.xml": "<w/>"}), "a.xlsx"),
        (zipped(**{"xl/workbook.xml": "<workbook/>"}), "a.xlsx"),
        (zipped(**{f"xl/part{n}.xml": "" for n in range(201)}), "a.xlsx"),
        (zipped(**{"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": bytes(51 * 1024 * 1024)}), "a.xlsx"),
        (bytes(10 * 1024 * 1024 + 1), "a.csv"),
        (b'"' + b"x" * 200_000 + b'"', "a.csv"),
    ],
)
def test_a_file_that_is_no_ledger_gets_a_message(content, name):
    assert refusal(content, name)


def test_the_messages_for_unusable_files_differ():
    empty, old = refusal(b""), refusal(b"\xd0\xcf\x11\xe0" + bytes(600), "a.xls")
    assert "0" in empty
    assert ".xlsx" in old
    assert empty != old


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked():
    bomb = zipped(**{"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": b"<row>" + bytes(49 * 1024 * 1024)})
    started = time.monotonic()
    assert refusal(bomb)
    assert time.monotonic() - started < 10


def test_a_document_type_with_entities_is_refused():
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refusal(with_sheet(xml))


def test_a_row_number_beyond_the_sheet_does_not_keep_the_reader_busy():
    cell = '<c r="A{0}" t="inlineStr"><is><t>姓名</t></is></c>'
    rows = "".join(f'<row r="{n}">{cell.format(n)}</row>' for n in (1, 99_999_999_999))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    started = time.monotonic()
    sheets = read(with_sheet(xml.encode()))
    assert sheets[0].rows == [(1, ["姓名"])]
    assert time.monotonic() - started < 10


def names_the_limit(message):
    """In English and in Chinese words."""
    return "20,000" in message or "2万行" in message


def large_workbook(count):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ROSTER_HEADER)
        for number in range(1, count):
            sheet.write_row(number, 0, [number, "王海", f"{number:06}", "冲焊厂"])
    return buffer.getvalue()


def test_two_hundred_thousand_rows_are_refused_quickly_naming_the_limit():
    content = large_workbook(200_000)
    started = time.monotonic()
    assert names_the_limit(refusal(content))
    assert time.monotonic() - started < 10


def test_a_long_csv_is_refused_naming_the_limit():
    assert names_the_limit(refusal("姓名,工号\n".encode() + b"a,1\n" * 200_000, "a.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_of_chinese_offices(encoding, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([["姓名", "工号"], ["王㐂", '="0001"'], ["", ""], ["赵敏", "=1+1"]])
    rows = read(text.getvalue().encode(encoding), "a.csv")[0].rows
    assert rows == [(1, ["姓名", "工号"]), (2, ["王㐂", "0001"]), (4, ["赵敏", Formula("=1+1")])]


def test_a_work_number_under_a_format_of_zeros_keeps_them():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write_number(0, 0, 205, book.add_format({"num_format": "000000"}))
    assert read(buffer.getvalue())[0].rows == [(1, ["000205"])]


def test_a_formula_is_told_from_its_stored_result():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write_formula(0, 0, "=1+1", None, 2)
    assert read(buffer.getvalue())[0].rows == [(1, [Formula("=1+1", 2)])]


def test_text_that_looks_like_a_formula_is_none_to_import():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        book.add_worksheet().write_string(0, 0, "=1+1")
    assert read(buffer.getvalue())[0].rows == [(1, [Formula("=1+1")])]


def test_hidden_sheets_are_not_read():
    book = openpyxl.Workbook()
    book.active.append(["姓名"])
    book.create_sheet("旧").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    assert [sheet.name for sheet in read(buffer.getvalue())] == ["Sheet"]


def test_the_office_ledger_is_found_whole():
    match = ledgers.match(read(path_of("messy", ROSTER).read_bytes()), Roster.columns)
    assert len(match.rows) == 324
    assert [title for title, column, _unit in match.columns if column is None] == ["序号"]
