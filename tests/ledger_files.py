"""Ledgers for the tests: the two sets of a union office, and small ones made on the spot."""

import io
import json
from pathlib import Path

import openpyxl

from members import ledger_import
from members.imports import Roster
from members.system import system_account
from suggestions.imports import SuggestionLedger

DATA = Path(__file__).resolve().parent / "data"
ROSTER, SUGGESTIONS = "职工花名册", "合理化建议汇总表"
ROSTER_HEADER = ["序号", "姓名", "工号", "部门/车间", "班组", "岗位", "技能等级", "手机号", "入职日期", "是否在岗"]
SUGGESTION_HEADER = [
    "序号", "单位", "建议名称", "类别", "建议人", "工号", "提出日期", "现状与问题", "改进措施", "采纳情况",
    "答复日期", "实施情况", "完成日期", "预期效益（万元）", "核定效益（万元）", "奖励（元）", "备注",
]  # fmt: skip

# One suggestion of `cast.worker` in four states of a ledger.
ASKED = {"单位": "冲焊车间", "建议名称": "焊钳电缆拖地", "工号": "0001", "提出日期": "2026.5.4", "建议人": "王海"}
ADOPTED = {**ASKED, "采纳情况": "采纳", "答复日期": "2026-05-06"}
DOING = {**ADOPTED, "实施情况": "实施中"}
DONE = {**ADOPTED, "实施情况": "已实施", "完成日期": "20260520", "预期效益（万元）": "1.5万元", "核定效益（万元）": 0.8}


def path_of(state, name):
    return DATA / state / f"{name}.xlsx"


def expected(state, name):
    return json.loads((DATA / state / f"{name}.expected.json").read_text())


def workbook(*rows, name="台账"):
    """The bytes of a workbook with these rows."""
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def suggestion_rows(*rows):
    """The bytes of a suggestion ledger; each row names its columns: {"工号": "0001", …}."""
    header = list(dict.fromkeys([*SUGGESTION_HEADER, *[name for row in rows for name in row]]))
    return workbook(["合理化建议汇总表"], header, *[[row.get(name) for name in header] for row in rows])


def roster_rows(*rows):
    """A roster of these rows; columns that offices do not always have come where a row names them."""
    header = [*ROSTER_HEADER, *sorted({name for row in rows for name in row} - set(ROSTER_HEADER))]
    return workbook(["职工花名册"], header, *[[row.get(name) for name in header] for row in rows])


def previewed(kind, enterprise, content, name="台账.xlsx"):
    """The batch of an uploaded file, given as bytes or as a path."""
    content, name = (content.read_bytes(), content.name) if isinstance(content, Path) else (content, name)
    return ledger_import.preview(kind(enterprise), io.BytesIO(content), name, by=system_account())


def imported(kind, enterprise, content, name="台账.xlsx"):
    """The same, confirmed."""
    return ledger_import.commit(previewed(kind, enterprise, content, name), kind, by=system_account())


def undone(batch):
    kind = {ledger.kind: ledger for ledger in (Roster, SuggestionLedger)}[batch.kind]
    return ledger_import.undo(batch, kind, by=system_account())


def counts_of(batch):
    """(new, changed, same, refused)"""
    return tuple(ledger_import.counts(batch).values())


def problems_of(batch):
    """{row number: [(column, reason), …]} of the refused rows."""
    return {row.number: [tuple(problem) for problem in row.problems] for row in batch.rows.filter(outcome="refused")}


def columns_of(batch):
    """{row number: [column, …]} of the refused rows."""
    return {number: [column for column, _reason in found] for number, found in problems_of(batch).items()}
