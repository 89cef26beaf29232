"""The table of results: read with kinds, makers and patents, refused with a reason, undone, and out again."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from members.ledger_import import UndoRefusedError, undo
from members.system import system_account
from tests.factories import PersonFactory, ResultFactory, WorkshopFactory
from tests.ledger_files import columns_of, counts_of, imported, previewed, problems_of, workbook
from tests.workshops import honouring
from workshops import exports
from workshops.imports import ResultLedger
from workshops.imports.results import patent_kind
from workshops.models import FiveSmallKind, Result

HEADER = [
    "序号", "成果名称", "五小类别", "创新类别", "完成单位", "工作室名称", "完成人", "原状", "做法", "效果", "适用范围",
    "投用时间", "申报效益（万元）", "效益计算", "专利号",
]  # fmt: skip
ROW = {
    "成果名称": "电极修磨夹具", "五小类别": "小革新", "创新类别": "技术创新", "完成单位": "长风客车有限公司",
    "完成人": "王海、赵敏 0002、李老师（技师学院）", "原状": "手工锉，八分钟。", "做法": "夹具转一圈。",
    "效果": "一分钟。", "投用时间": "2026年3月", "申报效益（万元）": "3.5", "专利号": "ZL202410123456.7",
}  # fmt: skip


def table(*rows):
    return workbook(["五小成果汇总表"], HEADER, *[[row.get(name) for name in HEADER] for row in rows])


def take(cast, *rows):
    return imported(ResultLedger, cast.enterprise, table(*rows))


@pytest.fixture(autouse=True)
def kinds(db):
    FiveSmallKind.objects.get_or_create(enterprise=None, name="小革新", defaults={"national": "renovation"})


def test_a_row_is_a_draft_with_its_makers_benefit_and_patent(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    row = {**ROW, "投用时间": "2026-03-02", "工作室名称": "焊装劳模工作室"}
    assert counts_of(take(cast, row)) == (1, 0, 0, 0)
    result = Result.objects.get()
    assert (result.is_draft, result.source, str(result.five_small)) == (True, "ledger", "小革新")
    assert [str(maker) for maker in result.makers.all()] == ["王海", "赵敏", "李老师（技师学院）"]
    assert [bool(maker.person_id) for maker in result.makers.all()] == [True, True, False]
    assert (result.in_use_since, result.claimed_yuan) == (dt.date(2026, 3, 2), Decimal(35000))
    assert [(one.kind, one.number) for one in result.patents.all()] == [("invention", "ZL202410123456.7")]
    assert list(result.workshops.all()) == [workshop]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"成果名称": ""}, "成果名称"),
        ({"五小类别": "小魔术"}, "五小类别"),
        ({"创新类别": "艺术"}, "创新类别"),
        ({"完成单位": "甲辰机床有限公司"}, "完成单位"),
        ({"工作室名称": "没有的"}, "工作室名称"),
        ({"完成人": "李同名"}, "完成人"),
        ({"完成人": "、".join(f"某{n}" for n in range(10))}, "完成人"),
        ({"原状": ""}, "原状"),
        ({"效果": ""}, "效果"),
        ({"申报效益（万元）": "很多"}, "申报效益（万元）"),
        ({"专利号": "正在申请"}, "专利号"),
        ({"投用时间": "2999-01-01"}, "投用时间"),
    ],
)
def test_every_refused_row_has_its_number_its_column_and_a_reason(cast, strangers, row, column):
    for _n in range(2):
        PersonFactory(department=cast.team, name="李同名")
    good = {**ROW, "成果名称": "另一项", "投用时间": ""}
    batch = take(cast, {**ROW, "投用时间": "", **row}, good)
    assert counts_of(batch) == (1, 0, 0, 1)
    assert columns_of(batch) == {3: [column]}
    assert all(reason for _column, reason in problems_of(batch)[3])
    assert Result.objects.get().title == "另一项"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("ZL202410123456.7", "invention"),
        ("202420123456.X", "utility"),
        ("ZL202430123456.7", "design"),
        ("2024SR0123456", "software"),
        ("正在申请", None),
    ],
)
def test_the_number_says_what_is_protected(number, kind):
    assert patent_kind(number) == kind


def test_what_is_there_already_is_the_same_or_corrected_there(cast):
    row = {**ROW, "投用时间": ""}
    assert counts_of(take(cast, row)) == (1, 0, 0, 0)
    assert counts_of(take(cast, row)) == (0, 0, 1, 0)
    batch = take(cast, {**row, "效果": "半分钟。"})
    assert counts_of(batch) == (0, 0, 0, 1)
    assert Result.objects.get().number in problems_of(batch)[3][0][1]


def test_undoing_takes_drafts_back_unless_they_were_put_to_use(cast):
    batch = take(cast, {**ROW, "投用时间": ""})
    undo(batch, ResultLedger, by=system_account())
    assert not Result.objects.exists()
    year = dt.date.today().year  # noqa: DTZ011 - any day of the year will do
    batch = take(cast, {**ROW, "投用时间": f"{year}-01-02"})
    honouring.put_forward(Result.objects.get(), cast.officer)
    with pytest.raises(UndoRefusedError):
        undo(batch, ResultLedger, by=system_account())


def test_what_goes_out_comes_in_again_as_the_same(cast):
    take(cast, {**ROW, "投用时间": ""})
    content = exports.results(Result.objects.all())
    assert counts_of(previewed(ResultLedger, cast.enterprise, content)) == (0, 0, 1, 0)


def test_a_title_is_no_formula(cast):
    ResultFactory(enterprise=cast.enterprise, title="=1+1的夹具")
    cell = openpyxl.load_workbook(io.BytesIO(exports.results(Result.objects.all()))).active["B2"]
    assert (cell.value, cell.data_type) == ("=1+1的夹具", "s")
