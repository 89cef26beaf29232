"""Who belongs to a workshop and leads it, what it is called, and that it closes: with days and reasons."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import StaleError, WorkflowError
from tests.factories import PersonFactory, WorkshopFactory
from tests.workshops.plating import ago, ahead
from workshops import services
from workshops.models import FormerName, LeaderChange, Workshop, WorkshopMembership


@pytest.fixture
def workshop(cast, staff):
    """Led by the owner for a year."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    services.join(workshop, by=staff, person=cast.owner.person, role="leader", title="model_worker", joined_on=ago(365))
    return workshop


def people(workshop):
    """(name, role) of today's."""
    return sorted((one.person.name, one.role) for one in workshop.memberships.current())


def the_leader(workshop):
    return workshop.memberships.current().get(role="leader")


def change(workshop, to, by, **facts):
    facts = {"former": the_leader(workshop), "day": ago(10), "reason": "到龄退休"} | facts
    return services.change_leader(workshop, by=by, to=to.person, **facts)


def test_the_leader_changes_and_the_former_one_goes_on(cast, staff, workshop):
    change(workshop, cast.worker, cast.officer, title="craftsman")

    assert people(workshop) == [("周工", "member"), ("王海", "leader")]
    led = workshop.memberships.filter(role="leader").order_by("joined_on")
    assert [(one.person.name, one.joined_on, one.left_on) for one in led] == [
        ("周工", ago(365), ago(10)),
        ("王海", ago(10), None),
    ]
    kept = LeaderChange.objects.get()
    assert (kept.former, kept.leader, kept.reason, kept.former_stays, kept.changed_by) == (
        cast.owner.person, cast.worker.person, "到龄退休", True, cast.officer,
    )  # fmt: skip


def test_the_former_leader_may_leave(cast, workshop):
    change(workshop, cast.worker, cast.officer, stays=False)
    assert people(workshop) == [("王海", "leader")]


def test_a_member_becomes_the_leader_and_is_a_member_no_longer(cast, workshop):
    services.join(workshop, by=cast.officer, person=cast.worker.person, title="technician", joined_on=ago(100))
    change(workshop, cast.worker, cast.officer)
    assert people(workshop) == [("周工", "member"), ("王海", "leader")]
    assert the_leader(workshop).title == "technician"


def test_one_without_a_leader_gets_one(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    services.change_leader(workshop, by=staff, former=None, to=cast.worker.person, day=ago(1), reason="新任")
    assert people(workshop) == [("王海", "leader")]
    assert LeaderChange.objects.get().former is None


def test_what_speaks_against_a_change_of_leader_is_said(cast, strangers, staff, workshop):
    gone = PersonFactory(department=cast.office, in_service=False)
    refused = [
        lambda: change(workshop, cast.owner, staff),
        lambda: change(workshop, strangers.worker, staff),
        lambda: services.change_leader(
            workshop, by=staff, former=the_leader(workshop), to=gone, day=ago(1), reason="x"
        ),
        lambda: change(workshop, cast.worker, staff, day=ahead(1)),
        lambda: change(workshop, cast.worker, staff, day=ago(400)),
        lambda: change(workshop, cast.worker, staff, reason="  "),
        lambda: change(workshop, cast.worker, staff, former=None),
    ]
    for attempt in refused:
        with pytest.raises(WorkflowError):
            attempt()
    assert people(workshop) == [("周工", "leader")]
    assert not LeaderChange.objects.exists()


def test_whoever_was_faster_is_noticed(cast, staff, workshop):
    seen = the_leader(workshop)
    change(workshop, cast.worker, staff)
    with pytest.raises(WorkflowError):
        change(workshop, cast.colleague, staff, former=seen)
    assert people(workshop) == [("周工", "member"), ("王海", "leader")]


def test_members_come_and_go_with_their_days(cast, staff, workshop):
    membership = services.join(workshop, by=cast.officer, person=cast.worker.person, joined_on=ago(50))
    services.leave(membership, by=cast.officer, left_on=ago(5))
    again = services.join(workshop, by=cast.officer, person=cast.worker.person)
    days = (
        workshop.memberships.filter(person=cast.worker.person).order_by("joined_on").values_list("joined_on", "left_on")
    )
    assert list(days) == [(ago(50), ago(5)), (timezone.localdate(), None)]
    assert again.history.get().history_user == cast.officer


def test_what_speaks_against_coming_and_going_is_said(cast, strangers, staff, workshop):
    member = services.join(workshop, by=staff, person=cast.worker.person, joined_on=ago(5))
    refused = [
        lambda: services.join(workshop, by=staff, person=cast.worker.person),
        lambda: services.join(workshop, by=staff, person=strangers.worker.person),
        lambda: services.join(workshop, by=staff, person=cast.colleague.person, role="leader"),
        lambda: services.join(workshop, by=staff, person=cast.colleague.person, joined_on=ahead(1)),
        lambda: services.join(workshop, by=staff, person=cast.colleague.person, joined_on=dt.date(2010, 1, 1)),
        lambda: services.leave(the_leader(workshop), by=staff),
        lambda: services.leave(member, by=staff, left_on=ago(6)),
        lambda: services.leave(member, by=staff, left_on=ahead(1)),
    ]
    for attempt in refused:
        with pytest.raises(WorkflowError):
            attempt()
    services.leave(member, by=staff)
    with pytest.raises(WorkflowError):
        services.leave(member, by=staff)
    assert WorkshopMembership.objects.count() == 2


# Its name


def test_a_new_name_keeps_the_old_one_with_its_day(staff, workshop):
    services.rename(workshop, by=staff, name=" 周工  工匠工作室 ", until=ago(3), reason="统一更名")
    assert Workshop.objects.get().name == "周工 工匠工作室"
    former = FormerName.objects.get()
    assert (former.name, former.until, former.reason, former.renamed_by) == (
        "焊装劳模工作室",
        ago(3),
        "统一更名",
        staff,
    )
    assert workshop.history.first().history_user == staff


def test_it_is_still_found_by_its_former_name(client, staff, workshop):
    services.rename(workshop, by=staff, name="周工工匠工作室", reason="更名")
    assert [one.name for one in Workshop.objects.matching("焊装劳模")] == ["周工工匠工作室"]
    shown = client.get("/en/workshops/", {"q": "焊装劳模"}).content.decode()
    assert "周工工匠工作室" in shown
    assert "焊装劳模工作室" in client.get(f"/en/workshops/{workshop.slug}/").content.decode()


def test_a_former_name_finds_a_workshop_once(staff, workshop):
    for name in ("焊装甲工作室", "焊装乙工作室", "焊装丙工作室"):
        services.rename(workshop, by=staff, name=name, reason="更名")
    assert Workshop.objects.matching("焊装").count() == 1


def test_what_speaks_against_a_new_name_is_said(cast, strangers, staff, workshop):
    WorkshopFactory(enterprise=cast.enterprise, name="铣削工作室")
    WorkshopFactory(enterprise=strangers.enterprise, name="磨削工作室")
    facts = {"by": staff, "reason": "更名"}
    refused = [
        lambda: services.rename(workshop, name="铣削工作室", **facts),
        lambda: services.rename(workshop, name="焊装劳模工作室", **facts),
        lambda: services.rename(workshop, name=" ", **facts),
        lambda: services.rename(workshop, name="新名", by=staff, reason=" "),
        lambda: services.rename(workshop, name="新名", until=ahead(1), **facts),
    ]
    for attempt in refused:
        with pytest.raises(WorkflowError):
            attempt()
    services.rename(workshop, name="磨削工作室", until=ago(2), **facts)
    with pytest.raises(WorkflowError):
        services.rename(workshop, name="再改", until=ago(3), **facts)
    assert FormerName.objects.count() == 1


# What it is, and that it closes


def test_particulars_are_kept_and_a_form_made_before_is_noticed(cast, workshop):
    seen = Workshop.objects.get().updated_at
    services.describe(workshop, by=cast.officer, seen=seen, place="东区二楼", innovates_service=True)
    with pytest.raises(StaleError):
        services.describe(workshop, by=cast.officer, seen=seen, place="西区")
    kept = Workshop.objects.get()
    assert (kept.place, kept.innovation_kinds) == ("东区二楼", ["服务"])
    assert workshop.history.first().history_user == cast.officer


def test_only_what_is_asked_of_its_kind_is_shown(workshop):
    workshop.leader_honour, workshop.partner_name = "市劳动模范", "职业学院"
    assert [value for _name, value in workshop.particulars] == ["市劳动模范"]
    workshop.kind, workshop.partner_since = "industry_research", dt.date(2024, 9, 1)
    assert [value for _name, value in workshop.particulars] == ["职业学院", "2024年9月1日"]
    workshop.kind, workshop.apprentices_a_year = "master_craftsman", 0
    assert [value for _name, value in workshop.particulars] == [0]


@pytest.mark.parametrize("kind", Workshop.Innovation)
def test_workshops_are_filtered_by_what_they_innovate_in(client, cast, kind):
    for one in Workshop.Innovation:
        WorkshopFactory(enterprise=cast.enterprise, name=f"工作室{one}", **{f"innovates_{one}": True})
    shown = client.get("/en/workshops/", {"innovation": kind.value}).context["page"].object_list
    assert [one.name for one in shown] == [f"工作室{kind}"]


def test_a_workshop_closes_on_a_day_with_a_reason_and_opens_again(staff, workshop):
    services.close(workshop, by=staff, closed_on=ago(3), reason="并入联盟")
    closed = Workshop.objects.get()
    assert (closed.is_active, closed.closed_on, closed.closed_because) == (False, ago(3), "并入联盟")
    with pytest.raises(WorkflowError):
        services.close(workshop, by=staff, closed_on=ago(1), reason="再关")
    services.reopen(workshop, by=staff)
    assert (Workshop.objects.get().is_active, Workshop.objects.get().closed_on) == (True, None)
    with pytest.raises(WorkflowError):
        services.reopen(workshop, by=staff)


def test_it_closes_neither_in_the_future_nor_before_it_was_founded_nor_without_a_reason(staff, workshop):
    Workshop.objects.update(founded_on=ago(100))
    for facts in ({"closed_on": ahead(1)}, {"closed_on": ago(101)}, {"reason": " "}):
        with pytest.raises(WorkflowError):
            services.close(workshop, by=staff, **{"closed_on": ago(1), "reason": "并入"} | facts)


def test_a_closed_one_is_seen_by_those_who_keep_it(cast, strangers, staff, workshop):
    services.close(workshop, by=staff, closed_on=ago(3), reason="并入联盟")
    seeing = [user for user in (cast.officer, cast.leader, cast.owner, staff) if _sees(user)]
    assert seeing == [cast.officer, cast.leader, cast.owner, staff]
    assert not any(_sees(user) for user in (cast.worker, strangers.officer))


def _sees(user):
    return Workshop.objects.visible_to(user).exists()
