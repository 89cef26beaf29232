"""Which workshop belonged to which alliance on which day."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from tests.factories import AllianceFactory, AllianceMembershipFactory, WorkshopFactory
from workshops import services
from workshops.models import Alliance, AllianceMembership, Workshop
from workshops.statistics import parts_of

DAY = dt.timedelta(days=1)
BEFORE, AFTER = [("workshops", "0003_panel")], [("workshops", "0004_alliances")]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def district(db):
    return AllianceFactory(name="区联盟")


@pytest.fixture
def trade(district):
    return AllianceFactory(name="焊接联盟", parent=district, scope="trade")


def test_a_workshop_in_two_nested_alliances_is_there_once(cast, district, trade):
    inner = AllianceFactory(parent=district, scope="enterprise", enterprise=cast.enterprise)
    both = WorkshopFactory(enterprise=cast.enterprise)
    for alliance in (district, trade, inner):
        services.join(alliance, both)
    assert list(Workshop.objects.within(district)) == [both]
    assert [part.workshops for part in parts_of(district, Alliance.objects.all())] == [1, 1]


def test_it_belongs_from_the_day_of_joining_to_the_day_before_leaving(district, today):
    workshop = WorkshopFactory()
    AllianceMembershipFactory(
        alliance=district, workshop=workshop, joined_on=today - 9 * DAY, left_on=today, leaving="wish"
    )
    days = (today - 10 * DAY, today - 9 * DAY, today - DAY, today, None)
    assert [Workshop.objects.within(district, day).count() for day in days] == [0, 1, 1, 0, 0]


def test_it_may_come_back_after_it_has_left(district, today):
    workshop = WorkshopFactory()
    AllianceMembershipFactory(alliance=district, workshop=workshop, left_on=today, leaving="wish")
    services.join(district, workshop)
    assert list(Workshop.objects.within(district)) == [workshop]


def test_it_joins_the_same_alliance_once(district):
    workshop = WorkshopFactory(alliance=district)
    with pytest.raises(WorkflowError, match="已经"):
        services.join(district, workshop)
    assert AllianceMembership.objects.count() == 1


def test_the_database_keeps_one_open_membership_for_each_pair(district):
    workshop = WorkshopFactory(alliance=district)
    with pytest.raises(IntegrityError), transaction.atomic():
        AllianceMembershipFactory(alliance=district, workshop=workshop)


def test_an_alliance_inside_an_enterprise_takes_no_workshop_of_another(cast, strangers):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise)
    with pytest.raises(WorkflowError, match="另一家企业"):
        services.join(inner, WorkshopFactory(enterprise=strangers.enterprise))
    assert not AllianceMembership.objects.exists()


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_what_a_workshop_belonged_to_before_is_kept_both_ways(today):
    try:
        apps = migrate(BEFORE)
        enterprise = apps.get_model("members", "Enterprise").objects.create(code="CF", name="长风", short_name="长风")
        alliance = apps.get_model("workshops", "Alliance").objects.create(name="区联盟", slug="d", scope="district")
        common = {"enterprise": enterprise, "kind": "model_worker", "alliance": alliance}
        workshops = apps.get_model("workshops", "Workshop").objects
        workshops.create(name="甲", slug="a", founded_on=dt.date(2020, 5, 1), **common)
        workshops.create(name="乙", slug="b", **common)
        workshops.create(name="丙", slug="c", **common | {"alliance": None})
        kept = migrate(AFTER).get_model("workshops", "AllianceMembership").objects.order_by("workshop__slug")
        found = list(kept.values_list("workshop__slug", "alliance__slug", "joined_on", "left_on"))
        assert found == [("a", "d", dt.date(2020, 5, 1), None), ("b", "d", today, None)]
        back = migrate(BEFORE).get_model("workshops", "Workshop").objects.order_by("slug")
        assert list(back.values_list("alliance__slug", flat=True)) == ["d", "d", None]
    finally:
        migrate(list(MigrationExecutor(connection).loader.graph.leaf_nodes()))
