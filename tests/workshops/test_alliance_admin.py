"""What district staff do with alliances in the admin: by the same services, asked first."""

import pytest
from django.urls import reverse

from tests.factories import AllianceFactory, WorkshopFactory
from tests.workshops.alliances import began, day, fresh, item, member, term
from workshops.models import AllianceMembership, OrganTerm, Plan, Workshop
from workshops.services import applications

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


@pytest.fixture
def alliance(db):
    return AllianceFactory(name="焊接联盟", slug="welding", scope="trade")


def act(desk, model, action, *rows, **data):
    """Choose the action for the rows and confirm it."""
    address = reverse(f"admin:workshops_{model}_changelist")
    sent = {"action": action, "_selected_action": [row.pk for row in rows]}
    asked = desk.post(address, sent)
    assert asked.templates[0].name == "admin/ask_first.html"
    return desk.post(address, {**sent, "confirmed": "1", **data}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def workshop_data(enterprise, **words):
    empty = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    empty |= {"alliance_memberships-TOTAL_FORMS": 0, "alliance_memberships-INITIAL_FORMS": 0}
    return {
        "name": "新工作室",
        "slug": "new-one",
        "kind": "model_worker",
        "enterprise": enterprise.pk,
        **empty,
        **words,
    }


def test_a_registered_workshop_belongs_by_right_at_once(desk, cast, staff):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise, takes_by_right=True)
    answer = desk.post(reverse("admin:workshops_workshop_add"), workshop_data(cast.enterprise, is_active="on"))
    assert answer.status_code == 302
    held = Workshop.objects.get(slug="new-one").alliance_memberships.get()
    assert (held.alliance, held.ground, held.events.get().actor) == (inner, "right", staff)


def test_switching_the_right_on_takes_in_who_is_there(desk, cast):
    inner = AllianceFactory(name="企业联盟", slug="inner", scope="enterprise", enterprise=cast.enterprise)
    WorkshopFactory(enterprise=cast.enterprise)
    data = {"name": "企业联盟", "slug": "inner", "scope": "enterprise", "enterprise": cast.enterprise.pk}
    data |= {"takes_by_right": "on", "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert desk.post(reverse("admin:workshops_alliance_change", args=[inner.pk]), data).status_code == 302
    assert [one.ground for one in inner.memberships.all()] == ["right"]


def test_staff_take_workshops_into_an_alliance(desk, alliance, cast, strangers, staff):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise)
    mine, foreign = WorkshopFactory(enterprise=cast.enterprise), WorkshopFactory(enterprise=strangers.enterprise)
    data = {"alliance": alliance.pk, "ground": "application", "joined_on": day(-3)}
    act(desk, "workshop", "take_in", mine, foreign, **data)
    assert {(one.workshop, one.joined_on) for one in alliance.memberships.all()} == {
        (mine, day(-3)),
        (foreign, day(-3)),
    }
    refused = said(act(desk, "workshop", "take_in", foreign, **{**data, "alliance": inner.pk}))
    assert refused == [f"{inner} is inside another enterprise."]


def test_staff_answer_applications(desk, alliance, cast, strangers):
    asked = [
        applications.apply(alliance, WorkshopFactory(enterprise=one.enterprise), by=one.officer, words="想")
        for one in (cast, strangers)
    ]
    act(desk, "allianceapplication", "accept", asked[0], answer="欢迎")
    act(desk, "allianceapplication", "decline", asked[1], answer="今年没有这个方向")
    assert [fresh(one).status for one in asked] == ["accepted", "declined"]
    again = said(act(desk, "allianceapplication", "accept", asked[1], answer="欢迎"))
    assert again == ["This is already “Declined”, so the step no longer fits."]


def test_staff_give_time_and_end_memberships(desk, alliance, cast):
    held = [member(alliance, cast.enterprise).alliance_memberships.get() for _n in range(2)]
    act(desk, "alliancemembership", "rectify", held[0], reason="半年没有活动", rectify_by=day(5))
    act(desk, "alliancemembership", "leave", held[1], reason="合并", left_on=day())
    assert [fresh(one).status for one in held] == ["rectifying", "left"]
    early = said(act(desk, "alliancemembership", "remove", held[0], reason="没有改"))
    assert early == ["The day by which it is to be put right is not over yet."]
    AllianceMembership.objects.filter(pk=held[0].pk).update(rectify_by=day(-1))
    act(desk, "alliancemembership", "remove", held[0], reason="没有改")
    assert fresh(held[0]).leaving == "removed"


def term_data(alliance, **words):
    return {"alliance": alliance.pk, "organ": "chair", "starts_on": day(), "ends_on": day(9), **words}


def test_two_chairs_do_not_overlap_in_the_admin_either(desk, alliance, staff):
    address = reverse("admin:workshops_organterm_add")
    assert desk.post(address, term_data(alliance, outside_name="学院")).status_code == 302
    again = desk.post(address, term_data(alliance, outside_name="研究院"))
    assert "starts_on" in again.context["adminform"].form.errors
    assert desk.post(address, term_data(alliance)).context["adminform"].form.non_field_errors()
    assert OrganTerm.objects.get().history.get().history_user == staff
    changed = term_data(alliance, outside_name="职业学院")
    address = reverse("admin:workshops_organterm_change", args=[OrganTerm.objects.get().pk])
    assert desk.post(address, changed).status_code == 302
    assert OrganTerm.objects.get().outside_name == "职业学院"
    assert desk.post(reverse("admin:workshops_organterm_delete", args=[OrganTerm.objects.get().pk])).status_code == 403


def test_staff_put_a_plan_in_force_carry_it_over_and_close_it(desk, alliance, cast, staff):
    plan = began(alliance, staff, in_force=False)
    assert said(act(desk, "plan", "put_in_force", plan)) == ["There is nothing in the plan yet."]
    item(plan, member(alliance, cast.enterprise), by=staff)
    act(desk, "plan", "put_in_force", plan)
    assert said(act(desk, "plan", "close", plan))[0].startswith("1 item is not finished.")
    act(desk, "plan", "carry_over", plan)
    act(desk, "plan", "close", plan, words="结转一项。")
    assert (fresh(plan).status, fresh(plan).closing_words) == ("closed", "结转一项。")
    assert Plan.objects.get(year=plan.year + 1).items.count() == 1


def test_the_pages_lead_to_the_workbench(desk, alliance, cast, staff):
    term(alliance, outside_name="学院")
    plan = began(alliance, staff)
    one = item(plan, member(alliance, cast.enterprise), by=staff)
    for model, row, address in (
        ("alliance", alliance, reverse("workshops:keep", args=["welding"])),
        ("plan", plan, plan.get_absolute_url()),
        ("planitem", one, one.get_absolute_url()),
    ):
        shown = desk.get(reverse(f"admin:workshops_{model}_change", args=[row.pk])).content.decode()
        assert address in shown
