"""The demo of skills, with as little beside it as it needs."""

import pytest
from django.utils import timezone

from alliance_portal.demo import accounts, people, skills, tables
from members.models import Department, SkillCertificate, Speciality
from tests.factories import WorkshopFactory
from workshops.statistics import skills as figures


@pytest.fixture
def made(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    staff = accounts.make_staff()
    enterprises = people.make_enterprises()
    teams = people.make_people(enterprises, timezone.localdate(now))
    desk = accounts.give_roles(enterprises, by=staff)
    for row in tables.rows("specialities"):
        Speciality.objects.create(name=row["name"])
    workshop = WorkshopFactory(slug="cf-welding", enterprise=enterprises["CF"])
    skills.certify(enterprises, {"焊装一班": workshop}, teams, desk, now)


def test_certificates_stand_at_every_step(made):
    states = {one.state for one in SkillCertificate.objects.all()}
    assert states == {"waiting", "valid", "refused", "expired", "expiring"}


def test_somebody_lacks_and_somewhere_there_are_enough(made):
    shops = Department.objects.shops().filter(enterprise__code="CF")
    cells = [cell for line in figures.of_departments(shops).lines for cell in line.cells if cell.need]
    assert {bool(cell.gap) for cell in cells} == {True, False}
