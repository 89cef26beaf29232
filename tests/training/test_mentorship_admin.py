"""Mentoring in the admin: district staff alone, read-only but for the early end, which asks first."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from tests.ledger_files import path_of
from tests.training import mentoring
from training.models import Mentorship

pytestmark = pytest.mark.django_db
LIST = "admin:training_mentorship_changelist"


def test_staff_end_agreements_with_a_reason(client, cast, staff):
    made = mentoring.in_force(cast)
    client.force_login(staff)
    chosen = {"action": "end", ACTION_CHECKBOX_NAME: made.pk}
    assert b'name="reason"' in client.post(reverse(LIST), chosen).content
    made.refresh_from_db()
    assert made.is_in_force
    client.post(reverse(LIST), chosen | {"confirmed": "1", "reason": "企业停产"})
    made.refresh_from_db()
    assert (made.status, made.end_reason, made.events.last().actor_role) == ("ended", "企业停产", "district_staff")


def test_nothing_is_changed_or_added_by_hand(client, cast, staff):
    made = mentoring.in_force(cast)
    client.force_login(staff)
    assert client.get(reverse("admin:training_mentorship_change", args=[made.pk])).status_code == 200
    assert client.post(reverse("admin:training_mentorship_change", args=[made.pk]), {"trade": "x"}).status_code == 403
    assert client.get(reverse("admin:training_mentorship_add")).status_code == 403


@pytest.mark.parametrize("role", ["officer", "leader", "worker"])
def test_people_of_enterprises_do_not_get_in(client, cast, role):
    client.force_login(getattr(cast, role))
    assert client.get(reverse(LIST)).status_code == 302


def test_an_officer_brings_the_register_in_at_the_workbench(client, cast):
    client.force_login(cast.officer)
    assert client.get(reverse("import-template", args=["mentorship"])).status_code == 200
    with path_of("clean", "师带徒登记表").open("rb") as file:
        data = {"kind": "mentorship", "enterprise": cast.enterprise.pk, "file": file}
        response = client.post(reverse("import-upload"), data, follow=True)
    assert response.status_code == 200
    assert "花名册里没有工号" in response.content.decode()
    assert not Mentorship.objects.exists()
