import pytest

from alliance_portal.workflow import WorkflowError
from suggestions import permissions, services
from suggestions.models import Suggestion
from suggestions.statistics import summarise
from tests.factories import SuggestionFactory


@pytest.fixture
def idea(cast):
    return SuggestionFactory(department=cast.team, by=cast.worker.person)


def counted():
    summary = summarise(Suggestion.objects.all())
    return {code: summary[code] for code in ("received", "spam")}


def test_spam_is_neither_counted_nor_queued_and_the_reason_stays(idea, staff):
    marked = services.mark_spam(idea, by=staff, reason="广告")
    event = marked.events.get()
    assert (event.verb, event.actor, event.note, event.actor_role) == ("spam", staff, "广告", "district_staff")
    assert (event.from_status, event.to_status) == ("", "")
    assert (marked.status, marked.version) == ("submitted", idea.version + 1)
    assert Suggestion.objects.counted().count() == 0
    assert Suggestion.objects.in_hand().count() == 0
    assert list(Suggestion.objects.spam()) == [idea]
    assert counted() == {"received": 0, "spam": 1}


def test_the_mark_can_be_taken_back(idea, staff):
    services.mark_spam(idea, by=staff, reason="广告")
    back = services.unmark_spam(idea, by=staff, reason="看错了")
    assert back.spam_at is None
    assert [event.verb for event in back.events.all()] == ["spam", "not_spam"]
    assert Suggestion.objects.in_hand().count() == 1
    assert counted() == {"received": 1, "spam": 0}


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_mark_needs_a_reason(idea, staff, reason):
    with pytest.raises(WorkflowError):
        services.mark_spam(idea, by=staff, reason=reason)
    assert counted() == {"received": 1, "spam": 0}


def test_a_mark_is_made_once_and_taken_back_once(idea, staff):
    with pytest.raises(WorkflowError):
        services.unmark_spam(idea, by=staff, reason="看错了")
    services.mark_spam(idea, by=staff, reason="广告")
    with pytest.raises(WorkflowError):
        services.mark_spam(idea, by=staff, reason="广告")
    assert idea.events.count() == 1


def test_what_was_answered_is_no_spam(idea, cast, staff):
    services.decline(
        idea, by=cast.reviewer, reason="已有同类措施。", decline_reason="exists", would_change="有新办法时"
    )
    with pytest.raises(WorkflowError):
        services.mark_spam(idea, by=staff, reason="广告")
    assert counted() == {"received": 1, "spam": 0}


def test_nobody_is_asked_for_details_of_spam(idea, cast, staff):
    asked = services.ask(idea, by=cast.reviewer, question="几号工位？")
    marked = services.mark_spam(asked, by=staff, reason="广告")

    assert not Suggestion.objects.waiting_for_author().exists()
    assert not permissions.can_supplement(cast.worker, marked)
    assert not permissions.can_resume(cast.reviewer, marked)
    with pytest.raises(WorkflowError):
        services.supplement(marked, by=cast.worker, text="3号")
