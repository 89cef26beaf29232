"""Whom a merge concerns, and what of it they are told."""

import uuid

import pytest

from members import notifications
from members.models import Department, Notice, Person
from suggestions import services
from suggestions.models import Suggestion
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.telling import lead_nowhere, told


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def merge(cast, suggestion, into):
    return services.merge(suggestion, by=cast.reviewer, into=into, reason="二班提过同一件事，合并一起办。")


@pytest.fixture
def main(cast):
    return stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))


@pytest.fixture
def again(cast):
    return stages.sent(cast)


def test_the_proposers_of_what_was_merged_have_an_answer(cast, main, again):
    merge(cast, again, main)
    assert told(cast.worker) == ["answered"]
    assert told(cast.colleague) == []


def test_who_wants_to_know_what_becomes_of_the_main_one_is_told_where_they_read_it(cast, main, again):
    services.name_together(again, by=cast.worker, people=[cast.finance.person])
    merge(cast, fresh(again), main)
    services.back(main, by=cast.owner)
    services.reserve(fresh(main), by=cast.reviewer, reason="等新线")

    assert told(cast.worker) == ["answered", "main_answered"]
    assert told(cast.owner) == ["met_answered"]
    assert "main_answered" not in told(cast.finance), "was named and has said nothing yet"
    said = Notice.objects.get(user=cast.worker, kind="main_answered"), Notice.objects.get(user=cast.owner)
    assert [again.number in said[0].path, main.number in said[1].path] == [True, True]
    assert main.number in notifications.words(said[0])
    assert "等新线" in notifications.words(said[0])
    assert "等新线" in notifications.words(said[1])


def test_whoever_has_left_is_told_nothing(cast, main):
    services.back(main, by=cast.owner)
    Person.objects.filter(pk=cast.owner.person.pk).update(in_service=False)
    services.reserve(main, by=cast.reviewer, reason="等新线")
    assert told(cast.owner) == []


def test_a_head_who_may_not_read_a_hidden_name_s_words_is_not_told_of_them(cast, main):
    hidden = stages.sent(cast, hide_name=True)
    services.back(hidden, by=cast.owner)
    Department.objects.filter(pk=cast.shop.pk).update(head=cast.owner.person)
    services.reserve(hidden, by=cast.reviewer, reason="等新线")
    assert told(cast.owner) == []


def test_when_it_is_done_everybody_who_said_it_reads_so(cast, again):
    main = stages.finished(cast, by=cast.colleague, occurred_at=stages.days_ago(5))
    merge(cast, again, main)
    other = account(PersonFactory(department=cast.team))
    services.back(main, by=other)
    services.confirm(fresh(main), by=cast.colleague)
    assert told(cast.worker)[-1:] == ["main_done"]
    assert told(other) == ["met_done"]


def test_taking_it_back_tells_the_proposers_and_those_who_answer(cast, main, again):
    merged = merge(cast, again, main)
    services.unmerge(merged, by=cast.reviewer, reason="两件事")
    assert told(cast.worker) == ["answered", "parted"]
    assert told(cast.reviewer)[-1] == "answer_again"


def test_every_notice_leads_to_a_page_that_opens(cast, main, again):
    merge(cast, again, main)
    services.back(main, by=cast.owner)
    services.reserve(fresh(main), by=cast.reviewer, reason="等新线")
    assert lead_nowhere() == []


def test_whoever_brought_it_and_met_it_too_is_told_once(cast, main, again):
    services.back(main, by=cast.worker)
    merge(cast, again, main)
    services.reserve(fresh(main), by=cast.reviewer, reason="等新线")
    assert told(cast.worker) == ["answered", "main_answered"]


def test_whoever_entered_it_for_a_colleague_can_pass_on_what_becomes_of_it(cast, main):
    facts = {"department": cast.team, "channel": "paper", "name": "老赵", "problem": "电缆拖地", "key": uuid.uuid4()}
    entered = services.record(by=cast.officer, **facts)
    merged = merge(cast, entered, main)
    services.reserve(fresh(main), by=cast.reviewer, reason="等新线")
    assert told(cast.officer) == ["answered_for", "main_answered"]
    services.unmerge(merged, by=cast.reviewer, reason="两件事")
    assert told(cast.officer)[-1] == "parted"
