"""Which workshop belonged to which alliance on which day, and how it came and went."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.workflow import TransitionError, WorkflowError
from members.models import Notice
from tests.factories import AllianceFactory, AllianceMembershipFactory, WorkshopFactory
from tests.workshops.alliances import day, fresh, lead, member, term, told
from workshops import services
from workshops.models import Alliance, AllianceMembership, Workshop
from workshops.statistics import parts_of

pytestmark = pytest.mark.usefixtures("english")
DAY = dt.timedelta(days=1)
BEFORE, AFTER = [("workshops", "0003_since_0_1")], [("workshops", "0004_first_rows")]


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
        services.memberships.join(alliance, both)
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
    services.memberships.join(district, workshop)
    assert list(Workshop.objects.within(district)) == [workshop]


def test_it_joins_the_same_alliance_once(district):
    workshop = WorkshopFactory(alliance=district)
    with pytest.raises(WorkflowError, match="already"):
        services.memberships.join(district, workshop)
    assert AllianceMembership.objects.count() == 1


def test_the_database_keeps_one_open_membership_for_each_pair(district):
    workshop = WorkshopFactory(alliance=district)
    with pytest.raises(IntegrityError), transaction.atomic():
        AllianceMembershipFactory(alliance=district, workshop=workshop)


def test_an_alliance_inside_an_enterprise_takes_no_workshop_of_another(cast, strangers):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise)
    with pytest.raises(WorkflowError, match="another enterprise"):
        services.memberships.join(inner, WorkshopFactory(enterprise=strangers.enterprise))
    assert not AllianceMembership.objects.exists()


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.once
def test_what_a_workshop_belonged_to_before_is_kept_both_ways(empty_database, today):
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


def test_joining_on_a_day_to_come_or_in_an_earlier_membership_is_told(district, today):
    workshop = WorkshopFactory()
    with pytest.raises(WorkflowError, match="still to come"):
        services.memberships.join(district, workshop, joined_on=today + DAY)
    AllianceMembershipFactory(alliance=district, workshop=workshop, left_on=today - DAY)
    with pytest.raises(WorkflowError, match="already"):
        services.memberships.join(district, workshop, joined_on=today - 2 * DAY)
    assert services.memberships.join(district, workshop, joined_on=today - DAY).status == "member"


def test_a_closed_workshop_does_not_join(district):
    with pytest.raises(WorkflowError, match="no longer in operation"):
        services.memberships.join(district, WorkshopFactory(is_active=False))


@pytest.fixture
def staffed(staff, cast):
    """A workshop in an alliance of the district, whose leader is the worker of the cast."""
    alliance = AllianceFactory(name="焊接联盟", scope="trade")
    workshop = member(alliance, cast.enterprise, name="焊装工作室")
    lead(workshop, cast.worker)
    term(alliance, person=cast.reviewer.person)
    return workshop.alliance_memberships.get()


def verbs(membership):
    return list(membership.events.values_list("verb", flat=True))


def test_a_workshop_leaves_by_its_own_wish_and_the_secretariat_reads_why(staffed, cast, today):
    left = services.memberships.leave(staffed, by=cast.worker, reason="领衔人退休，工作室合并。")
    assert (left.status, left.left_on, left.leaving) == ("left", today, "wish")
    assert left.leaving_reason == "领衔人退休，工作室合并。"
    assert verbs(left) == ["left"]
    assert len(told(cast.reviewer, "alliance_left")) == 1
    with pytest.raises(TransitionError):
        services.memberships.leave(left, by=cast.worker, reason="再退一次")


def test_leaving_takes_a_reason_and_a_day_that_fits(staffed, cast, today):
    facts = {"by": cast.worker}
    for words, match in (
        ({"reason": " "}, "why"),
        ({"reason": "合并", "left_on": today + DAY}, "still to come"),
        ({"reason": "合并", "left_on": staffed.joined_on - DAY}, "before the day of joining"),
    ):
        with pytest.raises(WorkflowError, match=match):
            services.memberships.leave(staffed, **facts, **words)
    assert fresh(staffed).status == "member"
    assert verbs(staffed) == []


def asked(membership, by, days=10):
    return services.memberships.ask_to_rectify(membership, by=by, reason="半年没有活动", rectify_by=day(days))


def test_a_workshop_is_given_time_before_it_is_removed(staffed, cast):
    facts = {"by": cast.reviewer, "reason": "整改后仍没有活动"}
    with pytest.raises(WorkflowError, match="first asked"):
        services.memberships.remove(staffed, **facts)
    asked(staffed, cast.reviewer)
    assert "半年没有活动" in told(cast.worker, "alliance_rectify")[0]
    with pytest.raises(WorkflowError, match="not over yet"):
        services.memberships.remove(staffed, **facts)
    AllianceMembership.objects.update(rectify_by=day(-1))
    removed = services.memberships.remove(fresh(staffed), **facts)
    assert (removed.status, removed.leaving) == ("left", "removed")
    assert verbs(removed) == ["rectify", "removed"]
    assert len(told(cast.worker, "alliance_removed")) == 1
    assert len(told(cast.officer, "alliance_removed")) == 1


def test_what_is_put_right_leaves_it_a_member(staffed, cast):
    asked(staffed, cast.reviewer)
    services.memberships.clear(staffed, by=cast.reviewer, reason="已补开两次技术交流")
    assert fresh(staffed).status == "member"
    assert Notice.objects.unread().filter(user=cast.worker, kind="alliance_rectify").count() == 0
    assert len(told(cast.worker, "alliance_cleared")) == 1


def test_time_to_put_something_right_ends_in_the_future(staffed, cast):
    with pytest.raises(WorkflowError, match="after today"):
        asked(staffed, cast.reviewer, days=0)


@pytest.mark.parametrize("status", AllianceMembership.Status.values)
@pytest.mark.parametrize("to", AllianceMembership.Status.values)
def test_a_membership_moves_only_along_its_table(staffed, status, to):
    left = {"left_on": day(), "leaving": "wish"} if status == "left" else {}
    fields = {"rectify_by": day(3)} | left
    setattr(staffed, "status", status)  # noqa: B010 - the row as an earlier move would have left it
    for name, value in fields.items():
        setattr(staffed, name, value)
    staffed.save()
    more = {"left_on": day(), "leaving": "wish"} if to == "left" else {}
    if to in AllianceMembership.TRANSITIONS.get(status, ()):
        assert workflow.move(staffed, to, verb="left", **more).status == to
    else:
        with pytest.raises(TransitionError):
            workflow.move(staffed, to, verb="left", **more)


def test_by_right_every_workshop_of_the_enterprise_belongs_once(cast, strangers, staff):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise, takes_by_right=True)
    mine, gone = WorkshopFactory(enterprise=cast.enterprise), WorkshopFactory(enterprise=cast.enterprise)
    WorkshopFactory(enterprise=strangers.enterprise)
    AllianceMembershipFactory(alliance=inner, workshop=gone, left_on=day(-1))
    assert services.memberships.take_in_by_right(inner, by=staff) == 1
    assert services.memberships.take_in_by_right(inner, by=staff) == 0
    assert [(one.workshop, one.ground) for one in inner.memberships.current()] == [(mine, "right")]


def test_a_registered_workshop_joins_what_takes_it_by_right(cast, strangers, staff):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise, takes_by_right=True)
    district = AllianceFactory(takes_by_right=True)
    AllianceFactory(scope="enterprise", enterprise=strangers.enterprise, takes_by_right=True)
    AllianceFactory()
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    assert services.memberships.join_by_right(workshop, by=staff) == 2
    assert {one.alliance for one in workshop.alliance_memberships.all()} == {inner, district}
    assert services.memberships.join_by_right(workshop, by=staff) == 0


@pytest.mark.django_db
def test_only_an_enterprise_or_the_district_takes_by_right():
    trade = AllianceFactory.build(scope="trade", takes_by_right=True)
    with pytest.raises(ValidationError, match="Only in an enterprise"):
        trade.clean()


def test_neither_a_workshop_nor_an_alliance_moves_away_from_the_other(cast, strangers):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise)
    workshop = WorkshopFactory(enterprise=cast.enterprise, alliance=inner)
    workshop.clean()
    inner.clean()
    workshop.enterprise = inner.enterprise = strangers.enterprise
    with pytest.raises(ValidationError, match="inside another enterprise"):
        workshop.clean()
    with pytest.raises(ValidationError, match="of other enterprises"):
        inner.clean()
