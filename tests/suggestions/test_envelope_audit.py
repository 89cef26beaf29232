"""Every step towards a hidden name is written down, and each reading of it; the password is asked once more."""

import pytest
from django.test import Client

from alliance_portal.audit import AuditEntry
from suggestions import services
from suggestions.models import Envelope
from tests.factories import SuggestionFactory, staff_account

LIST = "/admin/suggestions/envelope/"


@pytest.fixture
def second(db):
    return staff_account(username="second", full_name="第二人")


@pytest.fixture
def hidden(cast):
    return SuggestionFactory(department=cast.team, by=cast.worker.person, name_hidden=True)


def written():
    return list(AuditEntry.objects.order_by("pk").values_list("act", "actor", "object_id", "detail"))


def signed_in(user, *, fresh=True):
    client = Client()
    client.force_login(user)
    if not fresh:
        session = client.session
        session["signed_in_at"] = 0
        session.save()
    return client


def test_asking_opening_and_reading_are_written_down(hidden, staff, second, cast):
    envelope = services.ask_envelope(hidden, by=staff, reason="核实")
    services.open_envelope(envelope, by=second)
    page_of = f"{LIST}{envelope.pk}/change/"
    assert "王海" in signed_in(staff).get(page_of).content.decode()
    third = signed_in(staff_account(username="third"))
    assert "王海" not in third.get(page_of).content.decode()
    facts = (hidden.pk, hidden.number)
    assert written() == [
        ("name_asked", staff.pk, *facts),
        ("name_opened", second.pk, *facts),
        ("name_read", staff.pk, *facts),
    ]


def test_a_refusal_is_written_down(hidden, staff, second):
    services.refuse_envelope(services.ask_envelope(hidden, by=staff, reason="核实"), by=second)
    assert [act for act, *_facts in written()] == ["name_asked", "name_refused"]


def test_opening_and_reading_ask_for_the_password_again(hidden, staff, second):
    envelope = services.ask_envelope(hidden, by=staff, reason="核实")
    client = signed_in(second, fresh=False)
    action = {"action": "open", "_selected_action": [envelope.pk], "confirmed": "yes"}
    assert "/accounts/reauthenticate/" in client.post(LIST, action).url
    assert Envelope.objects.get().opened_at is None
    assert "/accounts/reauthenticate/" in client.get(f"{LIST}{envelope.pk}/change/").url
    signed_in(second).post(LIST, action)
    assert Envelope.objects.get().opened_at is not None


@pytest.mark.parametrize("address", ["/workbench/honours/export.xlsx"])
def test_lists_of_people_ask_for_the_password_again(cast, address):
    assert "/accounts/reauthenticate/" in signed_in(cast.officer, fresh=False).get(address).url
    assert signed_in(cast.officer).get(address).status_code == 200
    assert AuditEntry.objects.get(act="exported").detail == address
