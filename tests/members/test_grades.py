"""The skill grade of a person rises, with its history; it never falls this way."""

import pytest

from alliance_portal.workflow import WorkflowError
from members.models import Person
from members.services import is_higher, raise_skill_grade

pytestmark = pytest.mark.django_db


def test_a_higher_grade_is_entered_with_who_did_it(cast):
    person = cast.worker.person
    assert raise_skill_grade(person, "junior", by=cast.officer) == ""
    assert raise_skill_grade(person, "senior", by=cast.officer) == "junior"
    assert Person.objects.get(pk=person.pk).skill_grade == "senior"
    assert [(row.skill_grade, row.history_user) for row in person.history.all()[:2]] == [
        ("senior", cast.officer),
        ("junior", cast.officer),
    ]


@pytest.mark.parametrize("grade", ["senior", "junior"])
def test_the_same_or_a_lower_one_changes_nothing(cast, grade):
    person = cast.worker.person
    raise_skill_grade(person, "senior", by=cast.officer)
    rows = person.history.count()
    raise_skill_grade(person, grade, by=cast.officer)
    assert (Person.objects.get(pk=person.pk).skill_grade, person.history.count()) == ("senior", rows)


def test_what_is_no_grade_is_told(cast):
    with pytest.raises(WorkflowError):
        raise_skill_grade(cast.worker.person, "master", by=cast.officer)


def test_any_grade_is_higher_than_none_and_none_than_nothing():
    assert (is_higher("junior", ""), is_higher("", "junior"), is_higher("technician", "senior")) == (True, False, True)
