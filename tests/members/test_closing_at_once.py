"""The account is closed while an officer writes the same person, and twice: no name comes back."""

from functools import partial

import pytest

from members import services
from members.models import Person
from members.services import erasure, roster
from tests.at_once import outcomes
from tests.conftest import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast("CF", "长风客车")


def closing(cast):
    return partial(erasure.close_for_good, by=cast.worker)


def moving(cast):
    return partial(services.roster.move_person, cast.worker.person, cast.office, by=cast.officer)


def test_an_officer_writes_no_name_back(cast):
    came = outcomes(closing(cast), moving(cast))
    assert came in (["done", "done"], ["done", "told"])
    assert Person.objects.get(pk=cast.worker.person.pk).name == "已注销职工"


def test_without_looking_again_the_name_would_come_back(cast, monkeypatch):
    """The control: the officer writes the person as the page showed them."""
    shown = Person.objects.select_related("user", "department").get(pk=cast.worker.person.pk)
    erasure.close_for_good(by=cast.worker)
    monkeypatch.setattr(roster, "lock_person", lambda person: shown)
    moving(cast)()
    assert Person.objects.get(pk=shown.pk).name == "王海"


def test_of_two_closings_one_is_told(cast):
    assert outcomes(closing(cast), closing(cast)) == ["done", "told"]


def test_of_two_closings_without_the_lock_both_would_count(cast, monkeypatch):
    """The control: each sees the person as they were before the other."""
    shown = [Person.objects.select_related("enterprise", "user").get(pk=cast.worker.person.pk) for _n in range(2)]
    monkeypatch.setattr(erasure, "lock_person_of", lambda user: shown.pop())
    assert outcomes(closing(cast), closing(cast)) == ["done", "done"]
