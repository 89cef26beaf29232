"""Where those who run workshops begin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import WorkshopFactory, WorkshopMembershipFactory
from workshops.models import Workshop
from workshops.permissions import can_run, can_see_workbench


def shown(client, user):
    client.force_login(user)
    return [workshop.name for workshop in client.get(reverse("workshops:desk")).context["page_obj"]]


@pytest.fixture
def two(cast, strangers):
    mine = WorkshopFactory(name="A焊装", enterprise=cast.enterprise)
    WorkshopFactory(name="B铣削", enterprise=strangers.enterprise)
    return mine


def lead(workshop, person, **fields):
    return WorkshopMembershipFactory(workshop=workshop, person=person, role="leader", **fields)


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_an_enterprise_sees_its_own(client, cast, two, role):
    assert shown(client, getattr(cast, role)) == ["A焊装"]


def test_staff_sees_all(client, staff, two):
    assert shown(client, staff) == ["A焊装", "B铣削"]


def test_whoever_leads_one_sees_it_as_long_as_that_lasts(client, cast, two):
    led = lead(two, cast.worker.person)
    assert shown(client, cast.worker) == ["A焊装"]
    assert can_run(cast.worker, two)
    led.left_on = timezone.localdate()
    led.save()
    assert client.get(reverse("workshops:desk")).status_code == 403
    assert not can_run(cast.worker, two)


def test_it_takes_an_officer_the_leader_of_the_workshop_or_staff_to_run_it(cast, strangers, staff, two):
    running = [
        user for user in (cast.officer, cast.leader, cast.reviewer, strangers.officer, staff) if can_run(user, two)
    ]
    assert running == [cast.officer, staff]
    assert not can_see_workbench(cast.reviewer)


def test_a_closed_one_is_not_on_the_desk(client, cast, two):
    Workshop.objects.update(is_active=False)
    assert shown(client, cast.officer) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(client, cast, rows, django_assert_num_queries):
    for _row in range(rows):
        lead(WorkshopFactory(enterprise=cast.enterprise), cast.owner.person)
    client.force_login(cast.officer)
    with django_assert_num_queries(8):
        client.get(reverse("workshops:desk"))
