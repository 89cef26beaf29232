"""Two reviewers at the same moment: each the other way round, or one merging what the other answers."""

import threading
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace

import pytest

from suggestions import services
from suggestions.models import Decision, Suggestion
from suggestions.notifications import telling
from suggestions.services import merging as merging_service
from tests.at_once import outcomes
from tests.suggestions import stages
from tests.suggestions.tallying import differences


def merging(cast, one, into):
    return partial(services.merge, one, by=cast.reviewer, into=into, reason="同一件事", later_is_main=True)


@pytest.fixture
def pair(cast):
    return stages.sent(cast), stages.sent(cast, by=cast.colleague)


def is_sound():
    merged = Suggestion.objects.filter(status="merged")
    chained = merged.filter(merged_into__status="merged")
    return not chained.exists() and differences() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_of_two_merges_the_other_way_round_exactly_one_counts(cast, pair, _again):
    first, second = pair

    assert outcomes(merging(cast, first, second), merging(cast, second, first)) == ["done", "told"]

    assert Suggestion.objects.filter(status="merged").count() == Decision.objects.count() == 1
    assert is_sound()


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_each_would_be_merged_into_the_other_or_neither_would_get_on(cast, pair, monkeypatch):
    """The control: both have looked before either writes. PostgreSQL finds that they wait for each other."""
    first, second = pair
    both_have_looked, really_check = threading.Barrier(2, timeout=20), merging_service.check_merge

    def check(*pair, **facts):
        really_check(*pair, **facts)
        both_have_looked.wait()

    monkeypatch.setattr(merging_service, "_lock_both", lambda one, main, *, version: (one, main))
    for module in (merging_service, telling):
        monkeypatch.setattr(module, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(merging_service, "check_merge", check)

    assert outcomes(merging(cast, first, second), merging(cast, second, first)) in (
        ["done", "done"],
        ["broken", "done"],
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_merging_what_somebody_else_answers_counts_once(cast, pair, _again):
    first, second = pair
    reserving = partial(services.reserve, second, by=cast.reviewer, reason="等新线")

    assert outcomes(merging(cast, second, first), reserving) == ["done", "told"]

    assert Decision.objects.count() == 1
    assert is_sound()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_what_others_rely_on_is_not_taken_back_at_the_same_moment(cast, pair, _again):
    first, second = pair
    withdrawing = partial(services.withdraw, first, by=cast.worker)

    assert outcomes(merging(cast, second, first), withdrawing) == ["done", "told"]

    assert not Suggestion.objects.filter(merged__isnull=False, status="withdrawn").exists()
    assert is_sound()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_taking_back_and_answering_the_main_one_do_not_wait_for_each_other_for_ever(cast, pair, _again):
    first, second = pair
    merged = merging(cast, second, first)()
    parting = partial(services.unmerge, merged, by=cast.reviewer, reason="两件事")
    reserving = partial(services.reserve, first, by=cast.reviewer, reason="等新线")

    assert outcomes(parting, reserving) == ["done", "done"]

    assert is_sound()


@pytest.mark.django_db(transaction=True)
def test_one_backs_once_however_often_it_is_tapped(cast, pair):
    first, _second = pair

    assert outcomes(*[partial(services.back, first, by=cast.colleague)] * 3) == ["done"] * 3
    assert first.backings.count() == 1
