"""Where somebody is signed in: seen and ended by its owner alone."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from alliance_portal.audit import AuditEntry
from members import services
from members.devices import device_of
from members.models import AccountSession
from tests.factories import PASSWORD

LIST, END = "/account/sessions/", "/account/sessions/end/"
PHONE = "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/99 Mobile MicroMessenger/8.0.32"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Edg/120.0"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def signed_in(agent, number="0001"):
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"enterprise": "CF", "login": number, "password": PASSWORD})
    return client


def may_read(client):
    return client.get("/me/account/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, "微信 · HarmonyOS"),
        (OFFICE, "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("curl/8", "未知设备"),
        ("", "未知设备"),
        (None, "未知设备"),
    ],
)
def test_a_browser_is_named_in_two_words(agent, device):
    assert device_of(agent) in (device, "Unknown device")


def test_each_sign_in_is_on_the_list_this_one_first(cast):
    phone, _office = signed_in(PHONE), signed_in(OFFICE)
    shown = phone.get(LIST).context["page_obj"]
    assert [(one.device, one.is_here) for one in shown] == [("微信 · HarmonyOS", True), ("Edge · Windows", False)]


def test_one_of_the_others_is_ended(cast):
    phone, office = signed_in(PHONE), signed_in(OFFICE)
    (other,) = [one for one in phone.get(LIST).context["page_obj"] if not one.is_here]
    phone.post(f"{LIST}{other.pk}/end/")
    assert (may_read(phone), may_read(office)) == (True, False)
    assert AuditEntry.objects.get(act="sessions_ended").actor == cast.worker.pk


def test_everywhere_else_is_ended(cast):
    phone, office, third = signed_in(PHONE), signed_in(OFFICE), signed_in("")
    colleague = signed_in(PHONE, "0002")
    phone.post(END)
    assert [may_read(each) for each in (phone, office, third, colleague)] == [True, False, False, True]
    assert AuditEntry.objects.get(act="sessions_ended").detail == "2"
    phone.post(END)
    assert AuditEntry.objects.filter(act="sessions_ended").count() == 1


def test_nobody_ends_or_sees_those_of_others(cast):
    own, other = signed_in(PHONE), signed_in(PHONE, "0002")
    theirs = AccountSession.objects.get(user=cast.colleague)
    assert own.post(f"{LIST}{theirs.pk}/end/").status_code == 404
    assert may_read(other)
    assert len(own.get(LIST).context["page_obj"]) == 1


def test_the_own_one_is_ended_by_signing_out(cast):
    phone = signed_in(PHONE)
    here = AccountSession.objects.get()
    assert phone.post(f"{LIST}{here.pk}/end/").status_code == 404
    phone.post("/accounts/logout/")
    assert not AccountSession.objects.exists()


def test_a_new_password_ends_the_others_and_keeps_this_one(cast):
    phone, office = signed_in(PHONE), signed_in(OFFICE)
    new = {"oldpassword": PASSWORD, "password1": "my-own-new-password", "password2": "my-own-new-password"}
    phone.post("/accounts/password/change/", new)
    assert (may_read(phone), may_read(office)) == (True, False)
    (here,) = phone.get(LIST).context["page_obj"]
    assert (here.device, here.is_here) == ("微信 · HarmonyOS", True)


def test_signing_in_again_in_the_same_browser_is_one_line(cast):
    phone = signed_in(PHONE)
    phone.post("/accounts/logout/")
    phone.post("/accounts/login/", {"enterprise": "CF", "login": "0001", "password": PASSWORD})
    assert AccountSession.objects.count() == 1


def test_use_is_noted_every_ten_minutes_and_not_oftener(cast, time_machine):
    phone = signed_in(PHONE)
    before = AccountSession.objects.get().last_used_at
    phone.get("/me/account/")
    assert AccountSession.objects.get().last_used_at == before
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=11))
    phone.get("/me/account/")
    assert AccountSession.objects.get().last_used_at > before


def test_what_ran_out_is_forgotten(cast, time_machine):
    signed_in(PHONE)
    assert services.sessions.forget_old() == 0
    time_machine.move_to(timezone.now() + dt.timedelta(days=31))
    assert services.sessions.forget_old() == 1


def test_who_signed_in_before_there_was_a_list_reads_so(cast, client):
    client.force_login(cast.worker)
    assert client.get(LIST).status_code == 200
    assert client.get("/me/account/").content.decode().count(LIST) == 1


def test_a_visitor_has_none(client, db):
    assert client.get(LIST).status_code == 302
    assert client.post(END).status_code == 302


def test_more_devices_cost_no_more_queries(cast, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    phone, counts = signed_in(PHONE), set()
    for _n in range(3):
        with CaptureQueriesContext(connection) as captured:
            phone.get(LIST)
        counts.add(len(captured))
        signed_in(OFFICE)
    assert len(counts) == 1
