"""A second ledger beside what the portal has by then: it adds, it contradicts, it is undone."""

import datetime as dt

import pytest

from alliance_portal import periods
from members import ledger_import
from members.system import system_account
from suggestions import services
from suggestions.imports import SuggestionLedger
from suggestions.models import BenefitAssessment, Decision, Implementation, SpotCheck, Suggestion, SuggestionEvent
from tests.factories import SuggestionFactory
from tests.ledger_files import (
    ADOPTED,
    ASKED,
    DOING,
    DONE,
    columns_of,
    counts_of,
    imported,
    previewed,
    problems_of,
    suggestion_rows,
    undone,
)
from tests.suggestions.tallying import differences

DAY = dt.date(2026, 5, 4)


def everything():
    """All that an import may change, to compare before and after."""
    models = (Suggestion, SuggestionEvent, Decision, Implementation, BenefitAssessment)
    return [[_facts(row) for row in model.objects.order_by("pk").values()] for model in models]


def _facts(row):
    return {name: value for name, value in row.items() if name not in ("updated_at", "version")}


@pytest.mark.parametrize(
    ("earlier", "later", "changed", "status"),
    [
        (ASKED, ADOPTED, ["采纳情况"], "adopted"),
        (ASKED, DONE, ["采纳情况", "实施情况", "预期效益（万元）", "核定效益（万元）"], "implemented"),
        (ADOPTED, DOING, ["实施情况"], "implementing"),
        (DOING, DONE, ["实施情况", "预期效益（万元）", "核定效益（万元）"], "implemented"),
        ({**ASKED, "采纳情况": "保留", "答复日期": "2026-05-05"}, ADOPTED, ["采纳情况"], "adopted"),
        (ASKED, {**ASKED, "类别": "质量改进", "现状与问题": "拖地"}, ["类别", "现状与问题"], "submitted"),
    ],
)
def test_a_later_ledger_answers_and_completes_and_can_be_undone(cast, earlier, later, changed, status):
    first = imported(SuggestionLedger, cast.enterprise, suggestion_rows(earlier))
    before = everything()
    second = imported(SuggestionLedger, cast.enterprise, suggestion_rows(later))
    assert (counts_of(second), second.rows.get().values["changed"]) == ((0, 1, 0, 0), changed)
    assert Suggestion.objects.get().status == status
    assert differences() == []
    assert counts_of(previewed(SuggestionLedger, cast.enterprise, suggestion_rows(later))) == (0, 0, 1, 0)

    undone(second)
    assert everything() == before
    assert differences() == []
    undone(first)
    assert (Suggestion.objects.count(), differences()) == (0, [])


@pytest.mark.parametrize("older", [ASKED, ADOPTED, DOING])
def test_an_older_ledger_takes_nothing_back(cast, older):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(DONE))
    assert counts_of(imported(SuggestionLedger, cast.enterprise, suggestion_rows(older))) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("later", "column"),
    [
        ({**ASKED, "采纳情况": "不采纳", "答复日期": "2026-05-06"}, "采纳情况"),
        ({**ADOPTED, "答复日期": "2026-05-07"}, "答复日期"),
        ({**DONE, "完成日期": "2026-05-21"}, "完成日期"),
        ({**DONE, "核定效益（万元）": 9}, "核定效益（万元）"),
        ({**DONE, "单位": "设备科"}, "单位"),
    ],
)
def test_a_ledger_that_contradicts_the_portal_is_refused(cast, later, column):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(DONE))
    before = everything()
    batch = imported(SuggestionLedger, cast.enterprise, suggestion_rows(later))
    assert (counts_of(batch), columns_of(batch)) == ((0, 0, 0, 1), {3: [column]})
    assert everything() == before


def test_what_was_sent_in_on_the_portal_is_answered_there(cast):
    suggestion = SuggestionFactory(
        department=cast.team, by=cast.worker.person, title="焊钳电缆拖地", received_at=periods.start_of(DAY)
    )
    same = previewed(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    answered = previewed(SuggestionLedger, cast.enterprise, suggestion_rows(ADOPTED))
    assert (counts_of(same), counts_of(answered)) == ((0, 0, 1, 0), (0, 0, 0, 1))
    assert suggestion.number in problems_of(answered)[3][0][1]


def test_an_answer_given_on_the_portal_meanwhile_is_not_overridden(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    batch = previewed(SuggestionLedger, cast.enterprise, suggestion_rows(ADOPTED))
    assert counts_of(batch) == (0, 1, 0, 0)
    words = {"reason": "已有类似措施", "decline_reason": "exists", "would_change": "换线时"}
    services.decline(Suggestion.objects.get(), by=cast.reviewer, **words)
    ledger_import.commit(batch, SuggestionLedger, by=system_account())
    assert counts_of(batch) == (0, 0, 0, 1)
    assert columns_of(batch) == {3: ["采纳情况"]}
    assert Suggestion.objects.get().status == "declined"


def test_work_that_goes_on_on_the_portal_is_finished_there(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    services.adopt(
        Suggestion.objects.get(),
        by=cast.reviewer,
        reason="好",
        owner=cast.owner.person,
        due_on=dt.date(2026, 12, 1),
        occurred_at=periods.start_of(dt.date(2026, 5, 6)),
    )
    batch = previewed(SuggestionLedger, cast.enterprise, suggestion_rows({**DONE, "预期效益（万元）": None}))
    assert columns_of(batch) == {3: ["实施情况"]}


def touch_by_answering(cast, suggestion):
    services.take(suggestion, by=cast.reviewer)


def touch_by_deleting(cast, suggestion):
    suggestion.delete()


def touch_by_drawing(cast, suggestion):
    """A sample must not lose a row."""
    month = suggestion.month
    check = SpotCheck.objects.create(title="抽查", figure="adopted", first=month, last=month, size=1)
    check.rows.create(suggestion=suggestion, place=1)


@pytest.mark.parametrize("touch", [touch_by_answering, touch_by_deleting, touch_by_drawing])
def test_undoing_is_refused_whole_once_a_suggestion_was_touched(cast, touch):
    rows = [ASKED, {**ASKED, "建议名称": "通道反光"}]
    batch = imported(SuggestionLedger, cast.enterprise, suggestion_rows(*rows))
    suggestion = Suggestion.objects.get(title="通道反光")
    touch(cast, suggestion)
    before = everything()
    with pytest.raises(ledger_import.UndoRefusedError) as caught:
        undone(batch)
    assert caught.value.touched == {4: suggestion.number}
    assert f"4（{suggestion.number}）" in caught.value.message
    assert everything() == before


def test_an_undone_import_hides_no_later_touch_from_the_one_before_it(cast):
    first = imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    second = imported(SuggestionLedger, cast.enterprise, suggestion_rows(ADOPTED))
    with pytest.raises(ledger_import.UndoRefusedError):
        undone(first)
    undone(second)
    services.take(Suggestion.objects.get(), by=cast.reviewer)
    with pytest.raises(ledger_import.UndoRefusedError):
        undone(first)


def test_numbers_of_an_undone_import_are_not_given_again(cast):
    undone(imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED)))
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    assert Suggestion.objects.get().number == "CF-2026-00002"
