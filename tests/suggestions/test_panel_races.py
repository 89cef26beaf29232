"""Members, stand-ins and reviewers of one panel at the same moment, and what would happen without a lock."""

import datetime as dt

import pytest
from django.utils import timezone

from suggestions import services
from suggestions.models import Ballot, Panel, Seat
from suggestions.services import panel as panel_service
from tests.at_once import outcomes
from tests.factories import PersonFactory, account
from tests.suggestions.panels import called, fresh, today, usual_rubric, vote
from tests.suggestions.reviewing import idea

racing = pytest.mark.django_db(transaction=True)


def without_lock(monkeypatch):
    """Each believes the panel as it was shown, before the other one began."""
    monkeypatch.setattr(panel_service, "locked", lambda shown: shown)


@pytest.fixture
def panel(transactional_db, cast):
    """Two votes are still to come."""
    panel = called(cast)
    vote(panel, cast.owner)
    return panel


def closings(panel):
    return panel.suggestion.events.filter(verb="panel_closed").count()


def two_last_votes(cast, panel):
    """Each member has the panel as their own page showed it."""
    shown = [fresh(panel), fresh(panel)]
    return outcomes(lambda: vote(shown[0], cast.finance), lambda: vote(shown[1], cast.officer))


@racing
def test_two_last_votes_at_once_are_both_kept_and_close_it_once(cast, panel):
    assert two_last_votes(cast, panel) == ["done", "done"]

    assert Ballot.objects.count() == 3
    assert fresh(panel).outcome == "advice"
    assert closings(panel) == 1


@racing
def test_without_the_lock_neither_of_two_last_votes_would_close_it(cast, panel, monkeypatch):
    without_lock(monkeypatch)

    two_last_votes(cast, panel)

    assert Ballot.objects.count() == 3
    assert closings(panel) == 0


def one_vote_twice(cast, panel):
    shown = [fresh(panel), fresh(panel)]
    return outcomes(*(lambda one=one: vote(one, cast.finance) for one in shown))


@racing
def test_a_double_tap_is_one_vote(cast, panel):
    assert one_vote_twice(cast, panel) == ["done", "done"]

    assert Ballot.objects.filter(voter=cast.finance).count() == 1


@racing
def test_without_the_lock_a_double_tap_would_break(cast, panel, monkeypatch):
    without_lock(monkeypatch)

    assert one_vote_twice(cast, panel) == ["broken", "done"]


def close_twice(panel):
    shown = [fresh(panel), fresh(panel)]
    late = timezone.now() + dt.timedelta(days=6)
    return outcomes(*(lambda one=one: panel_service.close_panel(one, now=late) for one in shown))


@racing
def test_two_who_close_it_at_once_close_it_once(panel):
    close_twice(panel)

    assert panel.suggestion.events.filter(verb="panel_too_few").count() == 1


@racing
def test_without_the_lock_it_would_be_closed_twice(panel, monkeypatch):
    without_lock(monkeypatch)

    close_twice(panel)

    assert panel.suggestion.events.filter(verb="panel_too_few").count() == 2


def vote_and_pass_on(cast, panel, monkeypatch):
    """The member votes at the moment in which the seat passes on; both have seen the seat without a vote."""
    shown = fresh(panel)
    late = timezone.now() + dt.timedelta(days=4)
    stale = [fresh(panel)]
    monkeypatch.setattr(Panel.objects.all().__class__, "unclosed", lambda self: _Listed(stale))
    outcome = outcomes(lambda: vote(shown, cast.finance), lambda: services.pass_seats_on(now=late))
    seat = Seat.objects.get(member=cast.finance)
    return outcome, seat.vote is not None, seat.passed_on_at is not None


class _Listed(list):
    def select_related(self, *_names):
        return self


@pytest.fixture
def with_stand_in(transactional_db, cast):
    return called(cast, stand_ins={cast.finance: account(PersonFactory(department=cast.office))})


@racing
def test_a_seat_with_a_vote_does_not_pass_on_and_one_that_passed_on_takes_none(cast, with_stand_in, monkeypatch):
    _outcome, voted, passed = vote_and_pass_on(cast, with_stand_in, monkeypatch)

    assert voted != passed


@racing
def test_without_the_lock_a_vote_and_a_stand_in_would_share_a_seat(cast, with_stand_in, monkeypatch):
    without_lock(monkeypatch)

    _outcome, voted, passed = vote_and_pass_on(cast, with_stand_in, monkeypatch)

    assert voted
    assert passed


def two_calls(cast, suggestion):
    usual_rubric()
    return outcomes(*(lambda: called(cast, suggestion, vote_by=today(3)) for _n in range(2)))


@racing
def test_of_two_calls_at_once_one_counts_and_one_is_told(cast):
    suggestion = idea(cast)

    assert two_calls(cast, suggestion) == ["done", "told"]

    assert Panel.objects.count() == 1
    assert suggestion.events.count() == 1
