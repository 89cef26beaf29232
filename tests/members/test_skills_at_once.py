"""Two officers answer for the same certificate at the same moment: one counts, the other one is told."""

from copy import copy

import pytest

from alliance_portal import workflow
from members.models import Role, SkillCertificate
from members.services import skills
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.factories import PersonFactory, account
from tests.members import skilling


@pytest.fixture
def scene(transactional_db, settings, tmp_path):
    """(the two officers, the certificate both have before their eyes)"""
    settings.MEDIA_ROOT = tmp_path
    cast = make_cast("CF", "长风客车")
    second = account(PersonFactory(department=cast.office), Role.OFFICER)
    return cast.officer, second, skilling.handed_in(cast.worker)


def confirm_and_refuse(first, second, certificate):
    # Each with a page of their own; without a version the table of steps alone has to hold.
    return outcomes(
        lambda: skills.confirm(copy(certificate), by=first),
        lambda: skills.refuse(copy(certificate), by=second, reason="编号不清"),
    )


def test_of_a_yes_and_a_no_at_once_one_counts(scene):
    assert confirm_and_refuse(*scene) == ["done", "told"]
    made = SkillCertificate.objects.select_related("person").get()
    # The grade on the roster follows the answer that counts.
    assert (made.status == "valid") == (made.person.skill_grade == "senior")
    assert made.events.filter(to_status__in=["valid", "refused"]).count() == 1


def test_without_the_lock_both_would_count(scene, monkeypatch):
    """The control: each believes the certificate as the page showed it."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert confirm_and_refuse(*scene) == ["done", "done"]
    assert SkillCertificate.objects.get().events.filter(to_status__in=["valid", "refused"]).count() == 2
