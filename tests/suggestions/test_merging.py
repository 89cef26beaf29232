"""Two suggestions about one thing: who may be merged into whom, what becomes of both, and the way back within a day."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Role
from suggestions import permissions, services
from suggestions.imports import SuggestionLedger
from suggestions.models import AnswerRating, Question, Suggestion
from suggestions.services.merging import OrderError
from suggestions.statistics import summarise
from tests.factories import PersonFactory, SuggestionFactory, account
from tests.ledger_files import ADOPTED, ASKED, columns_of, imported, previewed, suggestion_rows, undone
from tests.suggestions import stages

REASON = "二班提过同一件事，合并一起办。"


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def merge(cast, suggestion, into, **facts):
    return services.merge(suggestion, by=cast.reviewer, into=into, reason=REASON, **facts)


def unmerge(cast, suggestion, **facts):
    return services.unmerge(suggestion, by=cast.reviewer, reason="是两台设备", **facts)


@pytest.fixture
def main(cast):
    return stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))


@pytest.fixture
def again(cast):
    return stages.sent(cast)


# What a merge does


def test_it_is_an_answer_with_a_reason_and_both_histories_tell_of_it(cast, main, again):
    merged = merge(cast, again, main)

    assert (merged.status, merged.conclusion, merged.merged_into) == ("merged", "merged", main)
    assert merged.answered_at == merged.concluded_at is not None
    decision = merged.decisions.get()
    assert (decision.conclusion, decision.reason, decision.decided_by) == ("merged", REASON, cast.reviewer)
    event = merged.events.last()
    assert (event.verb, event.actor, event.to_status) == ("merged", cast.reviewer, "merged")
    assert main.number in event.note
    assert event.note.endswith(REASON)
    told = main.events.last()
    assert (told.verb, told.note, told.to_status) == ("merged_in", again.number, "")


def test_its_proposers_keep_what_is_theirs(cast, main, again):
    services.name_together(again, by=cast.worker, people=[cast.owner.person])
    services.confirm_together(again, by=cast.owner)

    merged = merge(cast, fresh(again), main)

    assert {row.person for row in merged.proposers.all()} == {cast.worker.person, cast.owner.person}
    assert {row.person for row in main.proposers.all()} == {cast.colleague.person}
    assert merged in Suggestion.objects.mine(cast.worker)


def test_forms_that_are_open_on_the_main_one_notice(cast, main, again):
    merge(cast, again, main)

    with pytest.raises(StaleError):
        services.take(main, by=cast.reviewer, version=main.version)


def test_the_figures_follow(cast, main, again):
    merge(cast, again, main)

    counted = summarise(Suggestion.objects.all())
    assert (counted["received"], counted["pending"], counted["merged"]) == (2, 1, 1)


@pytest.mark.parametrize("stage", [stages.taken, stages.adopted, stages.declined, stages.reserved, stages.begun])
def test_the_main_one_may_have_come_as_far_as_it_likes(cast, stage):
    main = stage(cast, by=cast.colleague, occurred_at=stages.days_ago(5))

    assert merge(cast, stages.sent(cast), main).merged_into == main


# What cannot be merged


def refusal(cast, suggestion, into, **facts):
    before = fresh(suggestion).version, fresh(into).version
    with pytest.raises(WorkflowError) as refused:
        merge(cast, suggestion, into, **facts)
    assert (fresh(suggestion).version, fresh(into).version) == before
    return refused.value


def test_not_into_itself_and_not_across_enterprises(cast, strangers, again):
    theirs = SuggestionFactory(department=strangers.team, by=strangers.worker.person)

    assert not isinstance(refusal(cast, again, again), TransitionError | OrderError)
    assert not isinstance(refusal(cast, again, theirs), TransitionError | OrderError)


def test_not_without_a_reason(cast, main, again):
    with pytest.raises(WorkflowError):
        services.merge(again, by=cast.reviewer, into=main, reason=" \n")
    assert fresh(again).status == "submitted"


def test_not_into_what_was_taken_back_or_set_aside(cast, main, again, staff):
    refusal(cast, again, services.withdraw(main, by=cast.colleague))
    spam = stages.sent(cast, by=cast.owner, occurred_at=stages.days_ago(6))
    refusal(cast, again, services.mark_spam(spam, by=staff, reason="广告"))


def test_there_are_no_chains(cast, main, again):
    third = stages.sent(cast, by=cast.owner, occurred_at=stages.days_ago(1))
    merge(cast, again, main)

    named = refusal(cast, third, again).message
    assert again.number in named
    assert main.number in named
    older = stages.sent(cast, by=cast.owner, occurred_at=stages.days_ago(9))
    assert older.number in refusal(cast, fresh(main), older).message


@pytest.mark.parametrize("stage", [stages.asked, stages.adopted, stages.declined, stages.reserved, stages.withdrawn])
def test_only_what_waits_for_its_answer_is_merged(cast, main, stage):
    assert isinstance(refusal(cast, stage(cast), main), TransitionError)


def test_an_appeal_gets_an_answer_of_its_own(cast, main):
    appealed = services.appeal(stages.declined(cast), by=cast.worker, reason="停线时可以装")

    refusal(cast, appealed, main)


def test_the_first_proposer_keeps_the_right_unless_it_is_meant_otherwise(cast, main, again):
    assert isinstance(refusal(cast, main, again), OrderError)

    merge(cast, main, again, later_is_main=True)

    assert fresh(main).merged_into == again


def test_of_two_from_the_same_moment_the_first_that_arrived_is_the_earlier_one(cast):
    moment = stages.days_ago(2)
    first, second = (stages.sent(cast, by=who, occurred_at=moment) for who in (cast.worker, cast.colleague))

    assert isinstance(refusal(cast, first, second), OrderError)
    merge(cast, second, first)


def test_a_form_that_is_out_of_date_merges_nothing(cast, main, again):
    services.take(again, by=cast.reviewer)

    with pytest.raises(StaleError):
        merge(cast, again, main, version=again.version)


# What others rely on stays


def test_the_main_one_is_neither_taken_back_nor_set_aside(cast, main, again, staff):
    merge(cast, again, main)

    assert not permissions.can_withdraw(cast.colleague, fresh(main))
    with pytest.raises(WorkflowError):
        services.withdraw(fresh(main), by=cast.colleague)
    with pytest.raises(WorkflowError):
        services.mark_spam(fresh(main), by=staff, reason="广告")
    assert fresh(main).status == "submitted"


def test_once_parted_it_is_its_author_s_again(cast, main, again):
    unmerge(cast, merge(cast, again, main))

    assert permissions.can_withdraw(cast.colleague, fresh(main))
    assert services.withdraw(fresh(main), by=cast.colleague).status == "withdrawn"


def test_what_was_merged_is_neither_taken_back_nor_answered_otherwise(cast, main, again):
    merged = merge(cast, again, main)

    for right in (permissions.can_withdraw, permissions.can_appeal, permissions.can_supplement):
        assert not right(cast.worker, merged)
    assert not permissions.can_answer(cast.reviewer, merged)
    with pytest.raises(TransitionError):
        services.reserve(merged, by=cast.reviewer, reason="等新线")


# Taking it back


def test_within_a_day_it_waits_again_with_the_day_that_was_promised(cast, main, again):
    services.take(again, by=cast.reviewer)
    merged = merge(cast, fresh(again), main)

    back = unmerge(cast, merged, occurred_at=merged.concluded_at + dt.timedelta(hours=24))

    assert (back.status, back.conclusion, back.merged_into) == ("in_review", "", None)
    assert (back.answered_at, back.concluded_at, back.due_on) == (None, None, again.due_on)
    assert back.is_unanswered
    assert back in Suggestion.objects.in_hand()
    assert [event.verb for event in back.events.all()] == ["submitted", "taken", "merged", "unmerged"]
    assert [event.verb for event in main.events.all()] == ["submitted", "merged_in", "parted"]
    assert back.decisions.get().taken_back_at == back.unmerged_at


def test_after_a_day_it_is_refused(cast, main, again):
    merged = merge(cast, again, main, occurred_at=stages.days_ago(1, minutes=1))

    assert not permissions.can_unmerge(cast.reviewer, merged)
    with pytest.raises(WorkflowError):
        unmerge(cast, merged)
    assert fresh(merged).status == "merged"


def test_it_takes_a_reason_and_something_that_is_merged(cast, main, again):
    with pytest.raises(TransitionError):
        unmerge(cast, again)
    merged = merge(cast, again, main)
    with pytest.raises(WorkflowError):
        services.unmerge(merged, by=cast.reviewer, reason=" ")
    unmerge(cast, merged)
    with pytest.raises(TransitionError):
        unmerge(cast, merged)


def test_reviewers_take_it_back_but_not_for_their_own(cast, main, again):
    merged = merge(cast, again, main)
    second = account(PersonFactory(department=cast.office, name="郑工"), Role.REVIEWER)
    own = merge(cast, stages.sent(cast, by=second), main)

    assert permissions.can_unmerge(second, merged)
    assert not permissions.can_unmerge(second, own)
    assert not any(permissions.can_unmerge(who, merged) for who in (cast.worker, cast.leader, cast.officer))


def test_afterwards_it_is_answered_like_any_other_even_by_another_merge(cast, main, again):
    other = stages.sent(cast, by=cast.owner, occurred_at=stages.days_ago(8))
    back = unmerge(cast, merge(cast, again, main))

    merged = merge(cast, back, other)

    assert merged.merged_into == other
    assert [decision.taken_back_at is None for decision in merged.decisions.all()] == [False, True]
    assert services.voice.newest_answer(merged).taken_back_at is None


def test_what_was_said_to_the_answer_that_was_taken_back_is_over(cast, main, again):
    merged = merge(cast, again, main)
    services.rate(merged, by=cast.worker, value="unclear")
    asked = services.ask_again(merged, by=cast.worker, text="哪一条？")

    back = unmerge(cast, asked)

    assert back.asked_again_at is None
    assert not permissions.can_rate(cast.worker, back)
    why = {"decline_reason": "cost", "would_change": "大修时"}
    declined = services.decline(back, by=cast.reviewer, reason="现在停线装不了。", **why)
    services.rate(declined, by=cast.worker, value="clear")
    services.explain(services.ask_again(declined, by=cast.worker, text="哪个月？"), by=cast.reviewer, text="3月。")
    assert list(Question.objects.order_by("pk").values_list("text", "answer")) == [
        ("哪一条？", ""),
        ("哪个月？", "3月。"),
    ]
    assert AnswerRating.objects.count() == 2


def test_an_import_neither_undoes_nor_answers_what_was_merged(cast):
    batch = imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    from_ledger = Suggestion.objects.get()
    merged = merge(cast, from_ledger, stages.sent(cast, by=cast.colleague), later_is_main=True)

    with pytest.raises(WorkflowError):
        undone(batch)
    again = previewed(SuggestionLedger, cast.enterprise, suggestion_rows(ADOPTED))
    assert columns_of(again) == {again.rows.get().number: ["采纳情况"]}
    assert fresh(merged).status == "merged"


def test_an_import_that_others_were_merged_into_is_not_undone(cast):
    batch = imported(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    from_ledger = Suggestion.objects.get()
    merge(cast, stages.sent(cast, by=cast.colleague), from_ledger)

    with pytest.raises(WorkflowError):
        undone(batch)
    assert Suggestion.objects.count() == 2


def test_the_promise_of_what_is_late_is_late_again(cast, main):
    late = stages.sent(cast, occurred_at=stages.days_ago(4))
    Suggestion.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))

    back = unmerge(cast, merge(cast, fresh(late), main))

    assert back.is_overdue()
