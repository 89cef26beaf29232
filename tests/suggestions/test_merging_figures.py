"""Merged suggestions in the figures: answered, neither adopted nor refused, and as known at any moment."""

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from alliance_portal.periods import Period
from suggestions import services
from suggestions.models import Suggestion
from suggestions.statistics import clarity, rows, summarise
from suggestions.statistics.recount import differences
from tests.factories import PersonFactory
from tests.ladder import idea, moment
from tests.suggestions import stages

MAY = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 1))
MERGED, BACK = moment("2026-05-12 09:00"), moment("2026-05-13 08:00")
BEFORE, BETWEEN, AFTER = moment("2026-05-11"), moment("2026-05-12 20:00"), moment("2026-05-20")
WATCHED = ("received", "answered", "merged", "adopted", "declined", "pending", "overdue", "in_time")


def counted(at, period=MAY):
    found = summarise(Suggestion.objects.all(), period=period, as_of=at)
    return {code: found[code] for code in WATCHED}


def sent(cast, on="2026-05-05"):
    """One that waits since that day; its answer is due a week later."""
    return idea(cast.team, on, by=cast.worker.person)


def merge(cast, again, into, when=MERGED):
    return services.merge(again, by=cast.reviewer, into=into, reason="同一件事", occurred_at=when)


@pytest.fixture
def main(cast):
    """Answered from the beginning, so that only the other one moves."""
    return idea(cast.team, "2026-05-02", by=cast.colleague.person, answer="declined", on="2026-05-03")


@pytest.fixture
def taken_back(cast, main):
    """Merged on its last day, and the merge taken back the day after."""
    merged = merge(cast, sent(cast), main)
    return services.unmerge(merged, by=cast.reviewer, reason="两件事", occurred_at=BACK)


# A6: 37 recommended ideas merged to 30


@pytest.fixture
def thirty_seven(cast):
    people = PersonFactory.create_batch(37, department=cast.team)
    ideas = [idea(cast.team, f"2026-05-05 08:{minute:02}", by=person) for minute, person in enumerate(people)]
    for again, into in zip(ideas[30:], ideas, strict=False):
        merge(cast, again, into)
    return ideas


def test_thirty_seven_ideas_are_thirty_matters_and_everybody_is_answered_and_credited(cast, thirty_seven):
    found = summarise(Suggestion.objects.all(), period=MAY, as_of=AFTER)

    assert (found["received"], found["merged"], found["proposers"]) == (37, 7, 37)
    assert Suggestion.objects.filter(merged_into=None).count() == 30
    for merged in thirty_seven[30:]:
        decision = merged.decisions.get()
        assert (decision.conclusion, bool(decision.reason)) == ("merged", True)
        assert merged in Suggestion.objects.filter(proposers__person=merged.proposers.get().person)
    assert list(differences(AFTER)) == []


def test_merged_ones_are_answered_but_neither_adopted_nor_refused(cast, thirty_seven):
    owner = PersonFactory(department=cast.office)
    for one in Suggestion.objects.filter(merged_into=None)[:12]:
        facts = {"reason": "装", "owner": owner, "due_on": dt.date(2026, 6, 1), "occurred_at": MERGED}
        services.adopt(one, by=cast.reviewer, **facts)
    found = summarise(Suggestion.objects.all(), period=MAY, as_of=AFTER)

    assert [found[code] for code in ("received", "answered", "adopted", "declined", "merged")] == [37, 19, 12, 0, 7]
    assert str(found.rate("adoption_rate")) == "32%"
    assert found.reasons == {}


# As known at a moment


def test_what_is_merged_is_answered_in_time_or_late_like_everything_else(cast, main):
    merge(cast, sent(cast), main)
    merge(cast, sent(cast, "2026-05-04"), main)

    assert counted(AFTER) == {
        "received": 3, "answered": 3, "merged": 2, "adopted": 0, "declined": 1, "pending": 0, "overdue": 0,
        "in_time": 2,
    }  # fmt: skip
    assert counted(BEFORE)["merged"] == 0
    assert list(differences(AFTER)) == []


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (BEFORE, {"answered": 1, "merged": 0, "pending": 1, "overdue": 0, "in_time": 1}),
        (BETWEEN, {"answered": 2, "merged": 1, "pending": 0, "overdue": 0, "in_time": 2}),
        (AFTER, {"answered": 1, "merged": 0, "pending": 1, "overdue": 1, "in_time": 1}),
    ],
)
def test_a_merge_that_was_taken_back_counts_for_the_day_on_which_it_held(taken_back, at, expected):
    found = counted(at)

    assert {code: found[code] for code in expected} == expected
    assert list(differences(at)) == []


def test_the_rows_behind_the_numbers_are_those_of_the_day(taken_back):
    def of(code, at):
        return taken_back in rows(Suggestion.objects.all(), code, period=MAY, as_of=at)

    assert [of("merged", at) for at in (BEFORE, BETWEEN, AFTER)] == [False, True, False]
    assert [of("pending", at) for at in (BEFORE, BETWEEN, AFTER)] == [True, False, True]
    assert [of("answered", at) for at in (BEFORE, BETWEEN, AFTER)] == [False, True, False]


def test_late_on_the_day_of_the_merge_is_known_as_late(cast, main):
    merged = merge(cast, sent(cast, "2026-05-04"), main)
    services.unmerge(merged, by=cast.reviewer, reason="两件事", occurred_at=BACK)

    found = counted(BETWEEN)
    assert (found["merged"], found["in_time"]) == (1, 1)
    assert list(differences(BETWEEN)) == []


def test_every_merge_of_a_suggestion_counts_for_its_own_days(cast, main, taken_back):
    other = idea(cast.team, "2026-05-01", by=cast.owner.person, answer="declined", on="2026-05-03")
    second = merge(cast, taken_back, other, when=moment("2026-05-15"))
    services.unmerge(second, by=cast.reviewer, reason="也不是", occurred_at=moment("2026-05-15 20:00"))
    third = merge(cast, Suggestion.objects.get(pk=second.pk), main, when=moment("2026-05-18"))

    days = ("2026-05-12 20:00", "2026-05-14", "2026-05-15 15:00", "2026-05-16", "2026-05-19")
    assert [counted(moment(day))["merged"] for day in days] == [1, 0, 1, 0, 1]
    assert third.merged_into == main
    for day in days:
        assert list(differences(moment(day))) == []


def test_an_answer_that_follows_is_the_one_that_holds(cast, taken_back):
    why = {"decline_reason": "cost", "would_change": "大修时", "occurred_at": moment("2026-05-16")}
    services.decline(taken_back, by=cast.reviewer, reason="现在停线装不了。", **why)

    assert [counted(at)["declined"] for at in (BETWEEN, AFTER)] == [1, 2]
    assert [counted(at)["merged"] for at in (BETWEEN, AFTER)] == [1, 0]
    assert list(differences(AFTER)) == []


def test_days_to_answer_know_only_answers_that_hold(taken_back):
    for at in (BETWEEN, AFTER):
        assert summarise(Suggestion.objects.all(), period=MAY, as_of=at).whole.days.count == 1
    assert rows(Suggestion.objects.all(), "answered_in_7", period=MAY, as_of=BETWEEN).count() == 0


def test_a_merge_that_was_taken_back_is_no_answer_to_be_understood(cast, taken_back):
    found = clarity(Suggestion.objects.all(), period=MAY, as_of=AFTER)

    assert (found.answers, clarity(Suggestion.objects.all(), period=MAY, as_of=BETWEEN).answers) == (1, 2)


def test_a_merge_counted_wrongly_would_be_found(cast, main, taken_back, monkeypatch):
    monkeypatch.setattr("suggestions.statistics.moment.Moment.merged", property(lambda self: self.received))

    assert {what for _place, what, _counted, _recounted in differences(BETWEEN)} == {"merged"}


# Where it is shown


@pytest.fixture
def one_merged(cast):
    """Of three that came in, one was merged."""
    stages.merged(cast)
    stages.sent(cast)
    return cast


def test_the_dashboard_shows_it_as_a_number_of_its_own_with_its_rows(one_merged, client):
    client.force_login(one_merged.leader)
    page = client.get("/en/dashboard/")
    assert "merged with others" in page.content.decode()

    listed = client.get(page.context["links"]["merged"])

    assert listed.context["listed"].total == 1
    assert [line["number"] for line in listed.context["lines"]] == [Suggestion.objects.get(status="merged").number]


def test_the_workbook_has_it_in_the_sums_and_by_month(one_merged, client):
    client.force_login(one_merged.leader)

    book = openpyxl.load_workbook(io.BytesIO(client.get("/en/dashboard/export.xlsx").getvalue()))

    sums = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert sums["Merged"] == 1
    head, *months = [[cell.value for cell in row] for row in book.worksheets[2].iter_rows()]
    assert sum(month[head.index("Merged")] for month in months) == 1
    assert all(len(month) == len(head) for month in months)


def test_the_board_says_how_many_were_merged(one_merged, client):
    board = one_merged.enterprise.boards.create(name="东门", created_by=one_merged.leader)

    assert "另有已合并1条" in client.get(f"/b/{board.token}/").content.decode()


def test_the_command_prints_it(one_merged, capsys):
    call_command("figures", "--json", "--enterprise", "CF")

    numbers = json.loads(capsys.readouterr().out)
    assert (numbers["received"], numbers["answered"], numbers["merged"], numbers["pending"]) == (3, 1, 1, 2)
    call_command("verify_figures")
