"""What waits for an answer is told to somebody, also where the enterprise has no officer for it."""

import pytest

from members import services
from members.models import Notice, RoleAssignment
from tests.factories import PersonFactory
from tests.members import skilling, telling

pytestmark = pytest.mark.django_db


def told(user):
    return set(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_where_there_is_no_officer_the_district_is_told(cast, staff):
    code = services.joining.open_joining(cast.enterprise, by=staff).code
    RoleAssignment.objects.filter(role="officer").delete()
    newcomer = PersonFactory(department=cast.team, work_number="0100", name="张三")
    application, _code = services.joining.apply(code=code, work_number="0100", name=newcomer.name)
    skilling.handed_in(cast.worker)
    telling.handed_in(cast.worker)
    assert {"join_waits", "skill_handed_in", "story_handed_in"} <= told(staff)
    path = Notice.objects.get(user=staff, kind="join_waits").path
    assert path == f"/workbench/applications/{application.pk}/"


def test_the_only_officer_s_own_certificate_waits_for_the_district(cast, staff):
    skilling.handed_in(cast.officer)
    assert "skill_handed_in" in told(staff)
    assert "skill_handed_in" not in told(cast.officer)


def test_what_the_officer_answers_is_not_told_to_the_district(cast, staff):
    skilling.handed_in(cast.worker)
    assert "skill_handed_in" in told(cast.officer)
    assert "skill_handed_in" not in told(staff)
