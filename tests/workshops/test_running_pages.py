"""One workshop at the workbench: who opens it, what its forms change, and what stays when something does not fit."""

import pytest
from django.urls import reverse

from tests.factories import PersonFactory, WorkshopFactory, WorkshopMembershipFactory
from tests.workshops import plating
from workshops import services
from workshops.models import FormerName, Workshop, WorkshopMembership

FORMS = ["edit", "rename", "leader", "member-new", "plate-new"]


@pytest.fixture
def workshop(cast, staff):
    """Led by the owner."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    services.join(workshop, by=staff, person=cast.owner.person, role="leader", joined_on=plating.ago(300))
    return workshop


def page(workshop, name="at-work", *args):
    return reverse(f"workshops:{name}", args=[workshop.slug, *args])


def desk(client, user):
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("who", "look", "write"),
    [
        ("officer", 200, 200), ("owner", 200, 200), ("staff", 200, 200), ("leader", 200, 403),
        ("worker", 404, 404), ("reviewer", 404, 404), ("stranger", 404, 404),
    ],
)  # fmt: skip
def test_who_looks_and_who_writes(client, cast, strangers, staff, workshop, who, look, write):
    users = {"staff": staff, "stranger": strangers.officer}
    desk(client, users.get(who) or getattr(cast, who))
    assert client.get(page(workshop)).status_code == look
    assert {client.get(page(workshop, name)).status_code for name in FORMS} == {write}
    # An empty form of the particulars was made before the workshop was saved last.
    assert {client.post(page(workshop, name)).status_code for name in FORMS} - {409} == {write}
    assert (FormerName.objects.count(), WorkshopMembership.objects.count()) == (0, 1)


def test_the_page_offers_writing_to_those_who_may(client, cast, workshop):
    def links(user):
        shown = desk(client, user).get(page(workshop)).content.decode()
        return [name for name in FORMS if page(workshop, name) in shown]

    assert links(cast.officer) == FORMS
    assert links(cast.leader) == []


def test_the_desk_leads_there(client, cast, workshop):
    assert page(workshop) in desk(client, cast.officer).get(reverse("workshops:desk")).content.decode()


def test_everything_of_the_workshop_is_on_its_page(client, cast, staff, workshop):
    plating.hung(workshop, staff)
    services.rename(workshop, by=staff, name="周工工作室", reason="更名")
    former = workshop.memberships.get()
    facts = {"former": former, "day": plating.ago(3), "reason": "到龄退休"}
    services.change_leader(workshop, by=staff, to=cast.worker.person, **facts)
    plating.accepted(workshop, staff)
    shown = desk(client, cast.officer).get(page(workshop)).content.decode()
    for words in ("周工工作室", "焊装劳模工作室", "市劳模创新工作室", "到龄退休", "王海", "92"):
        assert words in shown, words


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_there_is(client, cast, staff, workshop, rows, django_assert_num_queries):
    for number in range(rows):
        plating.hung(workshop, staff)
        WorkshopMembershipFactory(workshop=workshop, person=PersonFactory(department=cast.team))
        services.rename(workshop, by=staff, name=f"名字{number}", reason="更名")
        plating.accepted(workshop, staff, plating.ago(number + 1))
    desk(client, cast.officer)
    client.get(page(workshop))
    with django_assert_num_queries(19):
        client.get(page(workshop))


# The forms


def test_particulars_of_its_kind_are_kept(client, cast, workshop):
    desk(client, cast.officer)
    form = client.get(page(workshop, "edit")).context["form"]
    assert "leader_honour" in form.fields
    assert not {"apprentices_a_year", "partner_name"} & set(form.fields)
    sent = {"leader_honour": "市劳动模范", "innovates_in": ["technology", "rules"], "floor_space": "60"}
    client.post(page(workshop, "edit"), sent | {"seen": form["seen"].value()})
    kept = Workshop.objects.get()
    assert (kept.leader_honour, kept.floor_space, len(kept.innovation_kinds)) == ("市劳动模范", 60, 2)


@pytest.mark.parametrize("seen", [None, "", "yesterday"])
def test_a_form_made_long_ago_is_noticed_and_keeps_its_words(client, cast, workshop, seen):
    sent = {"introduction": "专攻车身点焊。"} | ({"seen": seen} if seen is not None else {})
    answer = desk(client, cast.officer).post(page(workshop, "edit"), sent)
    assert answer.status_code == 409
    assert "专攻车身点焊。" in answer.content.decode()
    again = {"introduction": "专攻车身点焊。", "seen": answer.context["form"].data["seen"]}
    assert client.post(page(workshop, "edit"), again).status_code == 302
    assert Workshop.objects.get().introduction == "专攻车身点焊。"


def test_more_skilled_than_apprentices_is_said_at_its_field(client, staff, cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise, kind="master_craftsman")
    seen = Workshop.objects.get().updated_at.isoformat()
    sent = {"apprentices_a_year": 5, "skilled_a_year": 6, "seen": seen}
    answer = desk(client, staff).post(page(workshop, "edit"), sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_renaming_asks_for_name_and_reason(client, cast, workshop):
    desk(client, cast.officer)
    answer = client.post(page(workshop, "rename"), {"name": "", "reason": "", "until": plating.ago(0).isoformat()})
    assert set(answer.context["form"].errors) == {"name", "reason"}
    client.post(page(workshop, "rename"), {"name": "新名", "reason": "更名", "until": plating.ago(0).isoformat()})
    assert FormerName.objects.get().renamed_by == cast.officer


def test_a_new_leader_is_named_by_work_number(client, cast, workshop):
    desk(client, cast.officer)
    former = client.get(page(workshop, "leader")).context["form"]["former"].value()
    sent = {"person": "0001", "day": plating.ago(1).isoformat(), "stays": "on", "former": former}
    assert set(client.post(page(workshop, "leader"), sent).context["form"].errors) == {"reason"}
    assert client.post(page(workshop, "leader"), sent | {"reason": "到龄退休"}).status_code == 302
    led = workshop.memberships.current().get(role="leader")
    assert (led.person, workshop.memberships.current().count()) == (cast.worker.person, 2)
    answer = client.post(page(workshop, "leader"), sent | {"reason": "再换", "person": "0002"})
    assert answer.status_code == 409
    assert "再换" in answer.content.decode()


def test_somebody_is_added_and_leaves(client, cast, workshop):
    desk(client, cast.officer)
    sent = {"person": "0001 王海", "role": "member", "title": "technician", "joined_on": plating.ago(9).isoformat()}
    assert client.post(page(workshop, "member-new"), sent).status_code == 302
    membership = workshop.memberships.get(person=cast.worker.person)
    answer = client.post(page(workshop, "member-new"), sent)
    assert answer.status_code == 409
    end = page(workshop, "member-end", membership.pk)
    assert client.get(end).status_code == 200
    assert client.post(end, {"left_on": plating.ago(1).isoformat()}).status_code == 302
    membership.refresh_from_db()
    assert membership.left_on == plating.ago(1)


def test_nobody_of_another_enterprise_can_be_named(client, cast, strangers, workshop):
    PersonFactory(department=strangers.team, work_number="9999", name="外人")
    sent = {"person": "9999", "role": "member", "joined_on": plating.ago(1).isoformat()}
    answer = desk(client, cast.officer).post(page(workshop, "member-new"), sent)
    assert set(answer.context["form"].errors) == {"person"}


def test_a_membership_of_another_workshop_is_not_there(client, cast, workshop):
    other = WorkshopMembershipFactory(workshop=WorkshopFactory(enterprise=cast.enterprise), person=cast.worker.person)
    assert desk(client, cast.officer).get(page(workshop, "member-end", other.pk)).status_code == 404


@pytest.mark.parametrize("taken", ["plates", "documents", "evidence"])
def test_no_workshop_stands_where_a_page_is(client, staff, cast, taken):
    data = {"name": "新工作室", "slug": taken, "kind": "model_worker", "enterprise": cast.enterprise.pk}
    data |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    answer = desk(client, staff).post(reverse("admin:workshops_workshop_add"), data)
    assert set(answer.context["adminform"].form.errors) == {"slug"}


# The public page


def test_everybody_sees_what_hangs_and_what_is_filled_in(client, staff, workshop):
    plating.hung(workshop, staff, document_number="市工发〔2024〕8号")
    plating.revoked(workshop, staff, plating.ago(1), title="撤了的")
    plating.wished(workshop, staff, title="想要的")
    services.describe(workshop, by=staff, place="东区二楼", leader_honour="市劳动模范", innovates_technology=True)
    shown = client.get(workshop.get_absolute_url()).content.decode()
    for words in ("市劳模创新工作室", "市工发〔2024〕8号", "东区二楼", "市劳动模范"):
        assert words in shown, words
    assert ("撤了的" in shown, "想要的" in shown) == (False, False)
    assert page(workshop) not in shown


def test_whoever_keeps_it_gets_to_the_workbench_from_there(client, cast, workshop):
    assert page(workshop) in desk(client, cast.officer).get(workshop.get_absolute_url()).content.decode()
