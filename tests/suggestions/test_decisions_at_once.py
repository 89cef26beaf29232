"""Eight reviewers answer the same suggestion at the same moment: one answer counts, the others are told."""

from functools import partial

import pytest
from django.utils import timezone

from alliance_portal import workflow
from members.models import Notice, Role
from suggestions import services
from suggestions.models import Decision, Suggestion
from suggestions.statistics.recount import differences
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.factories import PersonFactory, account
from tests.suggestions import stages

EIGHT = 8


@pytest.fixture
def story(transactional_db):
    """(the suggestion, its author, eight reviewers)"""
    cast = make_cast("CF", "长风客车")
    desk = [account(PersonFactory(department=cast.office), Role.REVIEWER) for _n in range(EIGHT)]
    return stages.sent(cast), cast.worker, desk


def decide(suggestion, desk):
    """Who of the desk went through, each answering from the page as it was before the others."""
    shown = [Suggestion.objects.get(pk=suggestion.pk) for _reviewer in desk]
    answers = [
        partial(services.reserve, page, by=reviewer, reason="等新线投产再看。", version=page.version)
        for page, reviewer in zip(shown, desk, strict=True)
    ]
    return [reviewer for reviewer, result in zip(desk, at_once(*answers), strict=True) if result != "told"]


def test_of_eight_answers_at_once_one_counts(story):
    suggestion, author, desk = story

    (winner,) = decide(suggestion, desk)

    assert Decision.objects.get().decided_by == winner
    assert suggestion.events.filter(verb="reserved").get().actor == winner
    assert Notice.objects.filter(user=author, kind="answered").count() == 1
    assert list(differences(timezone.now())) == []


def test_without_the_lock_all_eight_would_answer(story, monkeypatch):
    """The control: each believes the row as the page showed it."""
    suggestion, author, desk = story
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)

    assert decide(suggestion, desk) == desk
    assert Decision.objects.count() == EIGHT
    assert Notice.objects.filter(user=author, kind="answered").count() == EIGHT
