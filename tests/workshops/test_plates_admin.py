"""Plates and workshops in the staff's admin: filters, reviewing many at once after a question, closing."""

import io

import openpyxl
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from tests.factories import WorkshopFactory
from tests.workshops import plating
from workshops.models import Designation, Workshop, WorkshopMembership

PLATES = reverse("admin:workshops_designation_changelist")
WORKSHOPS = reverse("admin:workshops_workshop_changelist")


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")


def act(desk, action, rows, address=PLATES, **facts):
    """Choose an action for the rows; with facts, confirm it as the page that asks would."""
    data = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    if facts:
        asked = desk.post(address, data)
        form = asked.context_data["form"]
        data |= (
            {"confirmed": "yes"} | {name: form[name].value() or "" for name in form.fields if name == "seen"} | facts
        )
    return desk.post(address, data, follow=bool(facts))


def listed(desk, **query):
    return [plate.title for plate in desk.get(PLATES, query).context["cl"].result_list]


def statuses():
    return sorted(Designation.objects.values_list("status", flat=True))


def test_plates_are_found_by_what_waits(desk, cast, staff, workshop):
    plating.hung(workshop, staff, plating.ago(730), title="要复核", review_years=2)
    plating.not_mended(workshop, staff, title="没改好")
    plating.applied(workshop, staff, title="已申报")
    plating.hung(workshop, staff, title="安稳的", level="national")
    assert listed(desk, state="due") == ["要复核"]
    assert listed(desk, state="late") == ["没改好"]
    assert set(listed(desk, state="to_do")) == {"要复核", "没改好", "已申报"}
    assert listed(desk, state="applied") == ["已申报"]
    assert listed(desk, level="national") == ["安稳的"]
    assert len(listed(desk, state="galactic")) == 4
    assert listed(desk, q="焊装") == listed(desk)


def test_many_are_reviewed_at_once_after_a_question(desk, staff, workshop):
    rows = [plating.hung(workshop, staff) for _n in range(3)]
    asked = act(desk, "begin_review", rows)
    assert asked.context_data["count"] == 3
    assert statuses() == ["named"] * 3

    act(desk, "begin_review", rows, on=plating.ago(1).isoformat(), note="年度复核")
    assert statuses() == ["reviewing"] * 3
    assert {event.note for row in rows for event in row.events.filter(verb="reviewing")} == {"年度复核"}

    act(desk, "enter_result", rows[:2], result="passed", on=plating.ago(0).isoformat())
    late = {"result": "rectify", "on": plating.ago(0).isoformat(), "until": plating.ahead(30).isoformat()}
    act(desk, "enter_result", rows[2:], reason="补台账", **late)
    assert statuses() == ["passed", "passed", "rectify"]
    act(desk, "revoke", rows[2:], on=plating.ago(0).isoformat(), reason="一直没改")
    assert statuses() == ["passed", "passed", "revoked"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": plating.ago(0).isoformat()}, "result"),
        ({"result": "rectify", "on": plating.ago(0).isoformat(), "reason": "补"}, "until"),
        ({"result": "revoked", "on": plating.ago(0).isoformat()}, "reason"),
        ({"result": "passed", "on": plating.ahead(1).isoformat()}, "on"),
    ],
)
def test_what_does_not_fit_is_asked_again(desk, staff, workshop, facts, field):
    plate = plating.under_review(workshop, staff)
    answer = act(desk, "enter_result", [plate], **facts)
    assert set(answer.context_data["form"].errors) == {field}
    assert statuses() == ["reviewing"]


def test_a_plate_that_somebody_else_has_decided_meanwhile_is_left_alone(desk, staff, workshop):
    plates = [plating.under_review(workshop, staff) for _n in range(2)]
    data = {"action": "revoke", ACTION_CHECKBOX_NAME: [plate.pk for plate in plates]}
    seen = desk.post(PLATES, data).context_data["form"]["seen"].value()
    plating.plates.pass_review(plates[0], by=staff)
    facts = {"confirmed": "yes", "seen": seen, "on": plating.ago(0).isoformat(), "reason": "撤"}
    answer = desk.post(PLATES, data | facts, follow=True)
    assert statuses() == ["passed", "revoked"]
    assert len(list(answer.context["messages"])) == 2


@pytest.mark.parametrize("seen", ["", "x", "1:x", ":", "9:9:9"])
def test_a_damaged_question_decides_nothing(desk, staff, workshop, seen):
    plate = plating.under_review(workshop, staff)
    data = {"action": "revoke", ACTION_CHECKBOX_NAME: [plate.pk], "confirmed": "yes", "seen": seen}
    desk.post(PLATES, data | {"on": plating.ago(0).isoformat(), "reason": "撤"})
    assert statuses() == ["reviewing"]


def test_plates_are_looked_at_and_never_typed_over(desk, staff, workshop):
    plate = plating.hung(workshop, staff)
    address = reverse("admin:workshops_designation_change", args=[plate.pk])
    shown = desk.get(address).content.decode()
    assert plate.get_absolute_url() in shown
    assert desk.post(address, {"title": "改了"}).status_code == 403
    assert plating.fresh(plate).title == plate.title


def test_ticked_plates_are_exported_with_their_figures(desk, staff, workshop):
    rows = [plating.hung(workshop, staff, title=title) for title in ("甲牌", "乙牌", "丙牌")]
    answer = act(desk, "export", rows[:2])
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [row[4] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ["甲牌", "乙牌"]
    told = {row[0]: row[1:3] for row in book.worksheets[1].iter_rows(values_only=True) if row[0]}
    assert told["合计"] == (1, 3)


# Workshops


def test_a_workshop_closes_after_a_question_with_its_reason(desk, workshop):
    act(desk, "close", [workshop], WORKSHOPS)
    assert Workshop.objects.get().is_active
    act(desk, "close", [workshop], WORKSHOPS, closed_on=plating.ago(1).isoformat(), reason="并入联盟")
    closed = Workshop.objects.get()
    assert (closed.is_active, closed.closed_because, closed.closed_on) == (False, "并入联盟", plating.ago(1))
    act(desk, "reopen", [workshop], WORKSHOPS, confirmed="yes")
    assert Workshop.objects.get().is_active


def test_people_are_typed_in_with_a_new_workshop_and_read_later(desk, cast):
    data = {
        "name": "铣削工作室", "slug": "milling", "kind": "model_worker", "enterprise": cast.enterprise.pk,
        "memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0,
        "memberships-0-person": cast.owner.person.pk, "memberships-0-role": "leader",
        "memberships-0-joined_on": "2024-01-01",
    }  # fmt: skip
    assert desk.post(reverse("admin:workshops_workshop_add"), data).status_code == 302
    workshop = Workshop.objects.get()
    assert WorkshopMembership.objects.get().person == cast.owner.person
    shown = desk.get(reverse("admin:workshops_workshop_change", args=[workshop.pk]))
    assert "memberships-0-person" not in shown.content.decode()
    for name in ("at-work", "rename", "leader", "readiness", "acceptance-new"):
        assert reverse(f"workshops:{name}", args=["milling"]) in shown.content.decode()


def test_the_name_is_changed_by_renaming_alone(desk, workshop):
    address = reverse("admin:workshops_workshop_change", args=[workshop.pk])
    data = {"name": "改了", "slug": workshop.slug, "kind": workshop.kind, "enterprise": workshop.enterprise_id}
    for inline in desk.get(address).context["inline_admin_formsets"]:
        data |= {f"{inline.formset.prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    assert desk.post(address, data | {"speciality": "点焊"}).status_code == 302
    kept = Workshop.objects.get()
    assert (kept.name, kept.speciality) == ("焊装劳模工作室", "点焊")
