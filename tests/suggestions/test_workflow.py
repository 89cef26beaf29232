"""The engine: every pair of statuses from the table itself, versions, events and the counting hook."""

import itertools

import pytest

from alliance_portal import workflow
from suggestions.models import Suggestion, SuggestionEvent
from tests.factories import SuggestionFactory

Status = Suggestion.Status
PAIRS = list(itertools.product(Status.values, Status.values))


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "to"), PAIRS)
def test_a_move_is_allowed_exactly_when_the_table_says_so(start, to):
    suggestion = SuggestionFactory(status=start)

    if to in Suggestion.TRANSITIONS.get(start, ()):
        assert workflow.move(suggestion, to).status == to
    else:
        with pytest.raises(workflow.TransitionError):
            workflow.move(suggestion, to)
        assert Suggestion.objects.get().status == start


def test_every_status_is_reached_and_only_ends_lead_nowhere():
    reached = set().union(*Suggestion.TRANSITIONS.values())
    ends = {status for status in Status if not Suggestion.TRANSITIONS.get(status)}

    assert reached == set(Status) - {Status.SUBMITTED}
    assert ends == {Status.IMPLEMENTED, Status.WITHDRAWN, Status.FORWARDED}


def test_a_move_appends_its_event_and_raises_the_version(cast):
    suggestion = SuggestionFactory(department=cast.team)

    moved = workflow.move(suggestion, Status.IN_REVIEW, verb="taken", by=cast.reviewer, role="reviewer", note="收下")

    event = SuggestionEvent.objects.get()
    assert (event.record, event.verb, event.from_status, event.to_status) == (
        suggestion,
        "taken",
        "submitted",
        "in_review",
    )
    assert (event.actor, event.actor_role, event.note) == (cast.reviewer, "reviewer", "收下")
    assert moved.version == 2


def test_a_form_shown_before_somebody_elses_move_is_stale(cast):
    suggestion = SuggestionFactory(department=cast.team)
    workflow.move(suggestion, Status.IN_REVIEW)

    with pytest.raises(workflow.StaleError):
        workflow.move(suggestion, Status.ADOPTED, version=1)

    assert Suggestion.objects.get().status == Status.IN_REVIEW


@pytest.mark.django_db
def test_a_refused_move_leaves_no_event():
    suggestion = SuggestionFactory(status=Status.DECLINED)

    with pytest.raises(workflow.TransitionError):
        workflow.move(suggestion, Status.ADOPTED)

    assert not SuggestionEvent.objects.exists()
