"""A workshop that comes from a table joins the alliances that take it by right, and leaves them when that is undone."""

import pytest
from django.utils import timezone

from members.ledger_import import UndoRefusedError, undo
from members.system import system_account
from tests.factories import AllianceFactory, EnterpriseFactory, PersonFactory, WorkshopFactory
from tests.ledger_files import imported, workbook
from tests.workshops import alliances
from workshops.imports import WorkshopLedger
from workshops.models import AllianceMembership, AllianceMembershipEvent, Workshop, WorkshopMembership
from workshops.services import memberships

HEADER = ["工作室名称", "类型", "级别", "命名单位", "命名时间"]
ROW = ["陈国平劳模创新工作室", "劳模工作室", "省级", "省总工会", "2024-11-08"]
SECOND = ["陈国平劳模创新工作室", "劳模工作室", "市级", "市总工会", "2023-11-08"]


@pytest.fixture
def enterprise(db):
    return EnterpriseFactory(code="CF", name="长风客车有限公司", short_name="长风客车")


@pytest.fixture
def taking(enterprise):
    """The district's alliance, which takes everybody by right."""
    return AllianceFactory(takes_by_right=True)


def take(enterprise, *rows):
    return imported(WorkshopLedger, enterprise, workbook(["工作室情况统计表"], HEADER, *rows))


def undone(batch):
    return undo(batch, WorkshopLedger, by=system_account())


def test_it_joins_whatever_takes_it_by_right_and_nothing_else(enterprise, taking):
    inside = AllianceFactory(takes_by_right=True, scope="enterprise", enterprise=enterprise)
    AllianceFactory(takes_by_right=True, scope="enterprise", enterprise=EnterpriseFactory())
    AllianceFactory()
    take(enterprise, ROW, SECOND)

    joined = AllianceMembership.objects.order_by("alliance")
    facts = (Workshop.objects.get().pk, "right", "member", timezone.localdate())
    told = list(joined.values_list("alliance", "workshop", "ground", "status", "joined_on"))
    assert told == [(taking.pk, *facts), (inside.pk, *facts)]
    events = AllianceMembershipEvent.objects.values_list("verb", "actor")
    assert list(events) == [("joined", system_account().pk)] * 2


def test_a_later_table_takes_nobody_in_again_who_has_left(enterprise, taking):
    take(enterprise, ROW)
    memberships.leave(AllianceMembership.objects.get(), by=system_account(), reason="另有安排")
    take(enterprise, ROW, SECOND)

    assert AllianceMembership.objects.get().status == "left"


def test_undoing_takes_it_out_again_and_leaves_the_others_there(enterprise, taking):
    other = WorkshopFactory(enterprise=enterprise, alliance=taking)
    undone(take(enterprise, ROW))

    assert AllianceMembership.objects.get().workshop == other
    assert not AllianceMembershipEvent.objects.exists()


def asked_to_rectify(held, staff):
    memberships.ask_to_rectify(held, by=staff, reason="补齐台账", rectify_by=alliances.day(30))


def left(held, staff):
    memberships.leave(held, by=staff, reason="并入别的工作室")


def put_in_charge(held, staff):
    plan = alliances.began(held.alliance, staff)
    alliances.item(plan, held.workshop, by=staff)


@pytest.mark.parametrize("work", [asked_to_rectify, left, put_in_charge])
def test_nothing_is_undone_once_the_alliance_has_worked_with_it(enterprise, taking, staff, work):
    batch = take(enterprise, ROW)
    work(AllianceMembership.objects.get(), staff)
    events = AllianceMembershipEvent.objects.count()

    with pytest.raises(UndoRefusedError):
        undone(batch)
    assert (Workshop.objects.count(), AllianceMembershipEvent.objects.count()) == (1, events)


def test_nothing_is_undone_once_its_leader_was_entered_anew(enterprise):
    """Not a row more, but another word in one of them."""
    PersonFactory(department__enterprise=enterprise, name="陈国平")
    batch = imported(WorkshopLedger, enterprise, workbook(["统计表"], [*HEADER, "领衔人"], [*ROW, "陈国平"]))
    membership = WorkshopMembership.objects.get()
    membership.title = "professor"
    membership.save()

    with pytest.raises(UndoRefusedError):
        undone(batch)
