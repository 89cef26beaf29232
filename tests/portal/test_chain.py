"""The check value of a history: every fact of it counts, in one order, the same in every database."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from alliance_portal import chain
from suggestions.models import SuggestionEvent
from tests.factories import SuggestionFactory

NUMBER = "CF-2026-00042"
# Computed once, by hand of the description in the module: another database or version must come to the same.
VALUE = "4f3a2d6ca73436c39d9cb5a9edc52ffbfd88bc9f6abfa98db36bd93ed811313b"


@dataclasses.dataclass(frozen=True)
class Line:
    """An event without a database."""

    pk: int = 1
    verb: str = "adopted"
    from_status: str = "in_review"
    to_status: str = "adopted"
    note: str = "装吊臂，走高处。\n“先在4号”"
    actor_id: int | None = 7
    actor_role: str = "reviewer"
    occurred_at: dt.datetime = dt.datetime(2026, 8, 29, 1, 30, 0, 5, tzinfo=dt.UTC)
    recorded_at: dt.datetime = dt.datetime(2026, 8, 29, 1, 30, 1, tzinfo=dt.UTC)
    source: str = "web"


SENT = Line(pk=1, verb="submitted", from_status="", to_status="submitted", note="", actor_id=None, actor_role="author")
ANSWERED = Line(pk=2)
LATER = dt.timedelta(microseconds=1)


def value(*events, number=NUMBER):
    return chain.check_value(number, events)


def changed(event, **facts):
    return dataclasses.replace(event, **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"verb": "declined"},
        {"from_status": "submitted"},
        {"to_status": "declined"},
        {"note": "装吊臂，走高处。\n“先在5号”"},
        {"note": "装吊臂，走高处。\n“先在4号” "},
        {"actor_id": 8},
        {"actor_id": None},
        {"actor_role": "head"},
        {"occurred_at": ANSWERED.occurred_at + LATER},
        {"recorded_at": ANSWERED.recorded_at + LATER},
        {"source": "ledger"},
    ],
    ids=str,
)
def test_every_fact_counts(facts):
    assert value(SENT, changed(ANSWERED, **facts)) != value(SENT, ANSWERED)


def test_the_same_facts_of_another_suggestion_are_another_history():
    assert value(SENT, ANSWERED, number="CF-2026-00043") != value(SENT, ANSWERED)


def test_facts_do_not_flow_into_each_other():
    assert value(changed(SENT, verb="ab", from_status="c")) != value(changed(SENT, verb="a", from_status="bc"))


def test_a_step_that_is_missing_doubled_or_in_another_place_counts():
    swapped = value(changed(ANSWERED, pk=1), changed(SENT, pk=2))

    assert len({value(SENT, ANSWERED), value(SENT), value(ANSWERED), value(), swapped}) == 5
    assert value(SENT, ANSWERED, changed(ANSWERED, pk=3)) != value(SENT, ANSWERED)


def test_the_order_is_that_of_recording_whatever_day_an_event_tells_of():
    early = changed(ANSWERED, pk=3, occurred_at=SENT.occurred_at - dt.timedelta(days=90))

    assert chain.links(NUMBER, [early, ANSWERED, SENT])[:2] == chain.links(NUMBER, [SENT, ANSWERED])


def test_later_steps_leave_the_earlier_links_as_they_were():
    short, long = chain.links(NUMBER, [SENT]), chain.links(NUMBER, [SENT, ANSWERED])

    assert long[:1] == short
    assert long[-1] == value(SENT, ANSWERED)


def test_an_author_is_not_part_of_it_even_where_a_row_names_one():
    assert value(changed(SENT, actor_id=7)) == value(changed(SENT, actor_id=8)) == value(SENT)


def test_a_moment_is_the_same_in_every_time_zone():
    there = ANSWERED.occurred_at.astimezone(ZoneInfo("Asia/Shanghai"))

    assert value(changed(ANSWERED, occurred_at=there)) == value(ANSWERED)


def test_the_value_is_what_it_was_when_the_rule_was_written_down():
    assert value(SENT, ANSWERED) == VALUE


def test_it_is_the_same_after_a_database_has_kept_it(cast):
    suggestion = SuggestionFactory(department=cast.team, number=NUMBER)
    lines = [SENT, changed(ANSWERED, actor_id=cast.reviewer.pk)]
    for line in lines:
        facts = {field.name: getattr(line, field.name) for field in dataclasses.fields(line) if field.name != "pk"}
        recorded_at = facts.pop("recorded_at")
        row = SuggestionEvent.objects.create(record=suggestion, **facts)
        SuggestionEvent.objects.filter(pk=row.pk).update(recorded_at=recorded_at)

    assert value(*suggestion.events.all()) == value(*lines)


def test_what_was_just_written_and_what_is_read_back_agree(cast):
    suggestion = SuggestionFactory(department=cast.team)
    written = suggestion.events.create(verb=SuggestionEvent.Verb.TAKEN, actor=cast.reviewer, actor_role="reviewer")

    assert value(written) == value(suggestion.events.get())


def test_it_is_read_in_groups_and_typed_in_any_way():
    assert chain.grouped("3f2a91c0" * 8) == "3F2A 91C0 3F2A 91C0"
    assert chain.grouped("3f2a91c0" * 8, 4) == "3F2A"
    for typed in ("3F2A 91C0 3F2A 91C0", "3f2a-91c0–3f2a·91c0", " 3f2a91c03f2a91c0 "):
        assert chain.read_value(typed) == "3f2a91c03f2a91c0"


@pytest.mark.parametrize("typed", ["", "3F2A 91C0", "3F2A 91C0 3F2A 91CG", "3f2a91c0" * 9])
def test_what_cannot_be_a_value_is_none(typed):
    assert chain.read_value(typed) is None


def test_a_value_tells_its_step():
    found = chain.links(NUMBER, [SENT, ANSWERED])

    assert [chain.step_of(link[:16], found) for link in found] == [1, 2]
    assert chain.step_of("0" * 16, found) is None
