"""The suggestion ledger: what a right import finds, what it writes, and what it refuses."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext

from alliance_portal import periods
from members import ledger_import
from members.imports import Roster
from members.system import system_account
from suggestions.imports import SuggestionLedger
from suggestions.models import BenefitAssessment, Suggestion, SuggestionEvent
from tests.factories import EnterpriseFactory
from tests.ledger_files import (
    ADOPTED,
    ASKED,
    DOING,
    DONE,
    ROSTER,
    SUGGESTIONS,
    columns_of,
    counts_of,
    expected,
    imported,
    path_of,
    previewed,
    problems_of,
    suggestion_rows,
)
from tests.suggestions.tallying import differences

DAY = dt.date(2026, 5, 4)


def by_shop(rows):
    return dict(rows.order_by().values_list("shop__name").annotate(n=Count("pk")))


@pytest.fixture
def office(db):
    """An enterprise with its clean roster."""
    enterprise = EnterpriseFactory(code="CF")
    imported(Roster, enterprise, path_of("clean", ROSTER))
    return enterprise


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_the_office_ledger_gives_exactly_the_figures_of_the_office(db, state):
    enterprise, told = EnterpriseFactory(code="CF"), expected(state, SUGGESTIONS)
    imported(Roster, enterprise, path_of(state, ROSTER))
    batch = imported(SuggestionLedger, enterprise, path_of(state, SUGGESTIONS))
    received = Suggestion.objects.filter(enterprise=enterprise)
    assert counts_of(batch) == (told["rows_ok"], 0, 0, told["rows_bad"])
    assert sorted(problems_of(batch)) == [number for number, _why in told["bad"]]
    assert by_shop(received) == told["received"]
    assert by_shop(received.filter(conclusion__in=["adopted", "partly_adopted"])) == told["adopted"]
    assert received.filter(status="implemented").count() == told["implemented"]
    assert BenefitAssessment.objects.aggregate(sum=Sum("verified_yuan"))["sum"] == Decimal(str(told["verified_yuan"]))
    assert differences() == []


def test_every_reason_against_a_row_is_named_under_its_column(db):
    enterprise = EnterpriseFactory(code="CF")
    imported(Roster, enterprise, path_of("messy", ROSTER))
    batch = previewed(SuggestionLedger, enterprise, path_of("messy", SUGGESTIONS))
    assert columns_of(batch) == {
        1724: ["建议名称"],
        1725: ["建议名称"],
        1726: ["单位", "工号", "答复日期"],
        1727: ["答复日期"],
        1728: ["提出日期"],
        1729: ["建议名称", "现状与问题", "答复日期"],
    }
    reasons = problems_of(batch)
    assert "4" in reasons[1724][0][1]
    assert "不存在的车间" in reasons[1726][0][1]
    assert "999999" in reasons[1726][1][1]
    assert "2026-05-01" in reasons[1727][0][1]
    assert "2062-05-05" in reasons[1728][0][1]


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_the_same_ledger_again_changes_nothing(db, state):
    enterprise, told = EnterpriseFactory(code="CF"), expected(state, SUGGESTIONS)
    imported(Roster, enterprise, path_of(state, ROSTER))
    imported(SuggestionLedger, enterprise, path_of(state, SUGGESTIONS))
    events, earlier = SuggestionEvent.objects.count(), list(Suggestion.objects.order_by("pk").values())
    batch = imported(SuggestionLedger, enterprise, path_of(state, SUGGESTIONS))
    assert counts_of(batch) == (0, 0, 1720, told["rows_bad"])
    assert SuggestionEvent.objects.count() == events
    assert list(Suggestion.objects.order_by("pk").values()) == earlier


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_csv_of_the_ledger_says_the_same_as_the_workbook(office, encoding):
    batch = previewed(SuggestionLedger, office, path_of("messy", SUGGESTIONS))
    lines = [batch.headers, *batch.rows.values_list("cells", flat=True)]
    text = "\n".join(",".join(_csv(cell) for cell in line) for line in lines)
    again = previewed(SuggestionLedger, office, text.encode(encoding), "汇总表.csv")
    facts = ("outcome", "values")
    assert list(again.rows.values_list(*facts)) == list(batch.rows.values_list(*facts))


def _csv(cell):
    cell = cell["title"] if isinstance(cell, dict) else "" if cell is None else str(cell)
    return '"' + cell.replace('"', '""') + '"'


def test_a_finished_suggestion_is_written_with_its_whole_story(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows({**DONE, "类别": "设备工装", "答复意见": "好主意"}))
    suggestion = Suggestion.objects.get()
    assert (suggestion.number, suggestion.title) == ("CF-2026-00001", "焊钳电缆拖地")
    assert suggestion.problem == suggestion.title
    assert (suggestion.status, suggestion.conclusion, suggestion.category) == ("implemented", "adopted", "equipment")
    assert (suggestion.channel, suggestion.department, suggestion.shop) == ("ledger", cast.shop, cast.shop)
    assert suggestion.received_at == periods.start_of(DAY)
    assert (suggestion.month, suggestion.due_on) == (dt.date(2026, 5, 1), dt.date(2026, 5, 11))
    assert suggestion.answered_at == suggestion.concluded_at == periods.start_of(dt.date(2026, 5, 6))
    assert suggestion.implemented_at == periods.start_of(dt.date(2026, 5, 20))
    assert [proposer.person.name for proposer in suggestion.proposers.all()] == ["王海"]
    decision = suggestion.decisions.get()
    assert (decision.conclusion, decision.reason) == ("adopted", "好主意")
    assert (decision.source, decision.decided_by) == ("ledger", None)
    assert (suggestion.implementation.source, suggestion.implementation.owner) == ("ledger", None)
    benefit = suggestion.benefit
    assert (benefit.claimed_yuan, benefit.verified_yuan, benefit.source) == (15000, 8000, "ledger")
    assert benefit.verified_at == suggestion.implemented_at


def test_each_event_bears_its_day_its_source_and_who_brought_it_in(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(DONE))
    found = SuggestionEvent.objects.values_list("verb", "to_status", "occurred_at", "actor_role", "actor", "source")
    answered, done = (periods.start_of(dt.date(2026, 5, day)) for day in (6, 20))
    staff = ("district_staff", system_account().pk, "ledger")
    assert list(found) == [
        ("submitted", "submitted", periods.start_of(DAY), "author", None, "ledger"),
        ("adopted", "adopted", answered, *staff),
        ("progress", "implementing", answered, *staff),
        ("implemented", "implemented", done, *staff),
        ("verified", "", done, *staff),
    ]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({}, "submitted"),
        ({"采纳情况": "√", "答复日期": "2026-05-06"}, "adopted"),
        ({"采纳情况": "采纳实施", "答复日期": "2026-05-06"}, "adopted"),
        ({"采纳情况": "是", "答复日期": "2026-05-06"}, "adopted"),
        ({"采纳情况": "部分采纳", "答复日期": "2026-05-06"}, "partly_adopted"),
        ({"采纳情况": "保留", "答复日期": "2026-05-06"}, "reserved"),
        ({"采纳情况": "已上报联盟", "答复日期": "2026-05-06"}, "forwarded"),
        ({"采纳情况": "×", "答复日期": "2026-05-06"}, "declined"),
        ({"采纳情况": "未采纳", "答复日期": "2026-05-06"}, "declined"),
        ({"采纳情况": "部分采纳", "答复日期": "2026-05-06", "实施情况": "实施中"}, "implementing"),
        ({"采纳情况": "采纳 ", "答复日期": "2026-05-06", "实施情况": "—"}, "adopted"),
    ],
)
def test_the_words_of_ledgers_mean_a_status(cast, words, status):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows({**ASKED, **words}))
    suggestion = Suggestion.objects.get()
    assert suggestion.status == status
    assert differences() == []


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ({**ASKED, "工号": "4711"}, ["工号"]),
        ({**ASKED, "单位": "东门"}, ["单位"]),
        ({**ASKED, "建议人": "赵敏"}, ["建议人"]),
        ({**ASKED, "类别": "点子"}, ["类别"]),
        ({**ASKED, "采纳情况": "采纳"}, ["答复日期"]),
        ({**ASKED, "答复日期": "2026-05-06"}, ["采纳情况"]),
        ({**ASKED, "采纳情况": "研究中", "答复日期": "2026-05-06"}, ["采纳情况"]),
        ({**ADOPTED, "答复日期": "2026-05-01"}, ["答复日期"]),
        ({**ADOPTED, "答复日期": "2026-5"}, ["答复日期"]),
        ({**ASKED, "提出日期": "0001-01-01"}, ["提出日期"]),
        ({**ADOPTED, "实施情况": "已实施"}, ["完成日期"]),
        ({**ADOPTED, "完成日期": "2026-05-20"}, ["完成日期"]),
        ({**DONE, "完成日期": "2026-05-05"}, ["完成日期"]),
        ({**ASKED, "实施情况": "实施中"}, ["实施情况"]),
        ({**DOING, "核定效益（万元）": 1}, ["核定效益（万元）"]),
        ({**DONE, "预期效益（万元）": -1}, ["预期效益（万元）"]),
        ({**DONE, "预期效益（万元）": "很大"}, ["预期效益（万元）"]),
        ({**ASKED, "建议名称": "长" * 81}, ["建议名称"]),
        ({**ASKED, "现状与问题": "长" * 100_000}, ["现状与问题"]),
        ({"单位": "东门", "工号": "4711", "提出日期": "去年"}, ["单位", "建议名称", "工号", "提出日期"]),
    ],
)
def test_what_does_not_fit_is_refused_under_its_column(cast, row, columns):
    batch = imported(SuggestionLedger, cast.enterprise, suggestion_rows(row))
    assert columns_of(batch) == {3: columns}
    assert Suggestion.objects.count() == 0


def test_a_name_that_is_not_the_rosters_is_refused_with_both_names(cast):
    batch = previewed(SuggestionLedger, cast.enterprise, suggestion_rows({**ASKED, "建议人": "赵敏"}))
    reason = problems_of(batch)[3][0][1]
    assert "王海" in reason
    assert "赵敏" in reason


def test_rare_characters_and_emoji_are_kept(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows({**ASKED, "建议名称": "𠮷工位换灯💡"}))
    assert Suggestion.objects.get().title == "𠮷工位换灯💡"


def test_columns_without_a_place_are_named_and_left_alone(cast):
    batch = previewed(SuggestionLedger, cast.enterprise, suggestion_rows({**ASKED, "奖励（元）": 50}))
    assert [header["title"] for header in batch.headers if not header["id"]] == ["序号", "奖励（元）", "备注"]


@pytest.mark.parametrize("place", ["焊装一班", "冲焊车间焊装一班", "冲焊车间·焊装一班", "冲焊车间 / 焊装一班"])
def test_a_team_is_found_alone_or_behind_its_shop(cast, place):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows({**ASKED, "单位": place}))
    suggestion = Suggestion.objects.get()
    assert (suggestion.department, suggestion.shop) == (cast.team, cast.shop)


def test_people_of_another_enterprise_are_unknown(cast, strangers):
    strangers.worker.person.name = "别人"
    strangers.worker.person.save()
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    assert Suggestion.objects.get().proposers.get().person == cast.worker.person


def test_numbers_follow_the_dates_and_the_years(cast):
    days = {"丙": "2026.5.4", "乙": "2026.1.1", "甲": "2025.12.31"}
    rows = [{**ASKED, "建议名称": name, "提出日期": day} for name, day in days.items()]
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(*rows))
    named = dict(Suggestion.objects.values_list("title", "number"))
    assert named == {"甲": "CF-2025-00001", "乙": "CF-2026-00001", "丙": "CF-2026-00002"}


def many(count):
    return suggestion_rows(*[{**DONE, "建议名称": f"建议{n}"} for n in range(count)])


def test_more_rows_cost_no_more_questions_and_few_more_writes(cast, strangers):
    costs = {}
    for count, enterprise in ((100, cast.enterprise), (300, strangers.enterprise)):
        batch = previewed(SuggestionLedger, enterprise, many(count))
        with CaptureQueriesContext(connection) as captured:
            ledger_import.commit(batch, SuggestionLedger, by=system_account())
        writes = [query for query in captured if query["sql"].startswith("INSERT")]
        costs[count] = len(captured) - len(writes), len(writes)
    assert costs[300][0] == costs[100][0]
    # SQLite takes 999 values in one statement; PostgreSQL takes them all.
    assert costs[300][1] <= costs[100][1] * 3
    assert costs[300][1] < 100


def test_a_ledger_without_rows_is_refused(cast):
    with pytest.raises(ledger_import.ledgers.LedgerError):
        previewed(SuggestionLedger, cast.enterprise, suggestion_rows())
