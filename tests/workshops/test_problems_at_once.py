"""Two people at the same problem at once; each race with what would happen without the lock."""

from copy import copy

import pytest

from alliance_portal import workflow
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.factories import staff_account
from tests.workshops import posing
from workshops.models import Bid, Problem, Result
from workshops.services import problems as services

racing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    """Two enterprises and a member of staff."""
    return make_cast("CF", "长风客车"), make_cast("JC", "甲辰机床"), staff_account(username="district")


def without_lock(monkeypatch):
    """Each believes what was shown, before the other one began."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: copy(record))


def choose_both(cast, problem, bids):
    return outcomes(*(lambda one=one: services.choose(copy(problem), by=cast.officer, bid=copy(one)) for one in bids))


def two_bids(cast, solver, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    bids = [posing.offered(problem, solver), posing.offered(problem, cast)]
    return posing.closed(problem), bids


@racing
def test_of_two_choosers_one_chooses_and_the_other_is_told(scene):
    cast, solver, staff = scene
    problem, bids = two_bids(cast, solver, staff)
    assert choose_both(cast, problem, bids) == ["done", "told"]
    assert sorted(Bid.objects.values_list("status", flat=True)) == ["chosen", "not_chosen"]
    assert posing.verbs(problem).count("claimed") == 1


@racing
def test_without_the_lock_nobody_would_be_told(scene, monkeypatch):
    cast, solver, staff = scene
    problem, bids = two_bids(cast, solver, staff)
    without_lock(monkeypatch)
    # The slower one overwrites the choice or breaks on the rule of the table.
    assert "told" not in choose_both(cast, problem, bids)


def accept_twice(cast, problem):
    facts = {"by": cast.officer, "minutes": "好", "reached_value": "0.6处"}
    return outcomes(*[lambda: services.accept(copy(problem), **facts)] * 2)


@racing
def test_what_is_accepted_twice_becomes_one_result(scene):
    problem = posing.delivered(*scene)
    assert accept_twice(scene[0], problem) == ["done", "told"]
    assert Result.objects.count() == 1


@racing
def test_without_the_lock_there_would_be_two_results(scene, monkeypatch):
    problem = posing.delivered(*scene)
    without_lock(monkeypatch)
    assert accept_twice(scene[0], problem) == ["done", "done"]
    assert Result.objects.count() == 2


@racing
def test_a_bid_and_the_end_of_bids_at_once_leave_no_bid_in_the_air(scene):
    cast, solver, staff = scene
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    came = outcomes(
        lambda: posing.offered(copy(problem), solver),
        lambda: services.end(copy(problem), by=cast.officer, reason="产品停产。"),
    )
    assert came in (["done", "done"], ["done", "told"])
    assert Problem.objects.get().status == "ended"
    assert not Bid.objects.filter(status="offered").exists()
