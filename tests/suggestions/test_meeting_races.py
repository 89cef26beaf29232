"""Two people at the same meeting at the same moment; each race with what would happen without a lock."""

from copy import copy

import pytest

from alliance_portal import workflow
from suggestions import services
from suggestions.models import Decision, MeetingItem, Suggestion
from tests.at_once import outcomes
from tests.suggestions.panels import today
from tests.suggestions.reviewing import idea

racing = pytest.mark.django_db(transaction=True)


def without_lock(monkeypatch):
    """Each believes what was shown, before the other one began."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


@pytest.fixture
def meeting(transactional_db, cast):
    """Two ideas are kept in reserve."""
    facts = {"enterprise": cast.enterprise, "title": "九月评审会", "held_on": today()}
    meeting = services.plan_meeting(by=cast.reviewer, **facts)
    for _n in range(2):
        item = services.put_on_list(meeting, idea(cast), by=cast.reviewer)
        services.draft(item, by=cast.reviewer, conclusion="reserved", answer="等新线。")
    return meeting


def shown(meeting):
    """The meeting as one of the two has it on the screen."""
    return type(meeting).objects.get(pk=meeting.pk)


def publish_twice(cast, meeting):
    found = []
    pages = [shown(meeting), shown(meeting)]
    outcomes(*(lambda one=one: found.append(services.publish(one, by=cast.reviewer)) for one in pages))
    return sorted(found)


@racing
def test_two_who_publish_at_once_publish_once(cast, meeting):
    assert publish_twice(cast, meeting) == [False, True]

    assert Decision.objects.count() == 2
    assert set(Suggestion.objects.values_list("status", flat=True)) == {"reserved"}


@racing
def test_without_the_lock_everything_would_be_published_twice(cast, meeting, monkeypatch):
    stale = {one.pk: one for one in Suggestion.objects.all()}
    without_lock(monkeypatch)
    monkeypatch.setattr(
        services.meeting, "_locked_items", lambda held: [_with(item, stale) for item in held.items.order_by("pk")]
    )

    assert publish_twice(cast, meeting) == [True, True]

    assert Decision.objects.count() == 4


def _with(item, stale):
    """The item with its suggestion as it was before either began."""
    item.suggestion = copy(stale[item.suggestion_id])
    return item


def put_on_two_lists(cast, meeting, suggestion):
    facts = {"enterprise": cast.enterprise, "title": "另一次", "held_on": today()}
    other = services.plan_meeting(by=cast.reviewer, **facts)
    pages = [shown(meeting), shown(other)]
    return outcomes(*(lambda one=one: services.put_on_list(one, suggestion, by=cast.reviewer) for one in pages))


@racing
def test_put_on_two_lists_at_once_it_is_on_one(cast, meeting):
    suggestion = idea(cast)

    assert put_on_two_lists(cast, meeting, suggestion) == ["done", "told"]

    assert MeetingItem.objects.filter(suggestion=suggestion).count() == 1
    assert suggestion.events.count() == 1


def two_drafts(cast, item):
    """Both have the same draft before them."""
    acts = (
        lambda: services.draft(item, by=cast.reviewer, version=item.version, conclusion="reserved", answer="先记下。"),
        lambda: services.draft(item, by=cast.officer, version=item.version, conclusion="reserved", answer="大修时做。"),
    )
    return outcomes(*acts)


@racing
def test_of_two_drafts_at_once_one_counts_and_one_is_told(cast, meeting):
    assert two_drafts(cast, meeting.items.first()) == ["done", "told"]


@racing
def test_without_the_lock_one_of_the_two_drafts_would_be_lost(cast, meeting, monkeypatch):
    without_lock(monkeypatch)

    assert two_drafts(cast, meeting.items.first()) == ["done", "done"]
