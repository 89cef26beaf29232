"""Two officers change the same person at the same moment: one is told, and nothing of the other is lost."""

from functools import partial

import pytest

from members import services
from members.models import Person, Role
from members.services import roster
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.factories import PersonFactory, account


@pytest.fixture
def story(transactional_db):
    """(the cast, a second officer, the person both have before their eyes)"""
    cast = make_cast("CF", "长风客车")
    second = account(PersonFactory(department=cast.office), Role.OFFICER)
    return cast, second, cast.worker.person


def both(cast, second, person):
    version = Person.objects.get(pk=person.pk).updated_at.isoformat()
    return [
        partial(services.roster.move_person, person, cast.office, by=cast.officer, version=version),
        partial(services.roster.let_go, person, by=second, version=version),
    ]


def test_of_two_changes_at_once_one_counts(story):
    assert outcomes(*both(*story)) == ["done", "told"]
    person = Person.objects.get(pk=story[2].pk)
    # Either moved and still there, or gone from where they were.
    assert person.in_service == (person.department_id == story[0].office.pk)


def test_without_the_lock_both_would_count(story, monkeypatch):
    """The control: each believes the person as the page showed it, and the later save undoes the other's."""
    shown = [Person.objects.select_related("user", "department").get(pk=story[2].pk) for _n in range(2)]
    monkeypatch.setattr(roster, "lock_person", lambda person: shown.pop())
    assert outcomes(*both(*story)) == ["done", "done"]
