"""The second step of signing in: compulsory for union staff and auditors, offered to the others."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alliance_portal.audit import AuditEntry
from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Role, RoleAssignment
from tests.factories import PASSWORD, UserFactory

SET_UP = "/accounts/second-step/set-up/"
OVERVIEW = "/accounts/second-step/"
CODE = "/accounts/second-step/code/"


@pytest.fixture(autouse=True)
def demanded(settings):
    cache.clear()
    settings.STAFF_MFA = True


def code_of(secret, moment=None):
    counter = int((moment or time.time()) // 30)
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def sign_in(name, enterprise="", **sent):
    client = Client()
    client.answer = client.post("/accounts/login/", {"enterprise": enterprise, "login": name, "password": PASSWORD})
    return client


def is_in(client):
    return "_auth_user_id" in client.session


def set_up(client):
    """Set it up as somebody does by hand; return the key."""
    asked = client.get(SET_UP)
    if asked.status_code == 302:
        client.post(asked.url, {"password": PASSWORD})
        asked = client.get(SET_UP)
    secret = asked.context["form"].secret
    assert client.post(SET_UP, {"code": code_of(secret)}).status_code == 302
    return secret


def later(time_machine, seconds=61):
    """A code works once: the next one is another."""
    time_machine.move_to(time.time() + seconds)


def test_it_is_on_unless_it_is_turned_off():
    """The project's own settings, not those of the tests."""
    source = (project.BASE_DIR / "alliance_portal" / "settings.py").read_text()
    assert 'STAFF_MFA = env.bool("STAFF_MFA", default=not PORTAL["demo"])' in source


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/members/person/", "/me/account/", "/", "/dashboard/", "/en/admin/"]
)
@pytest.mark.parametrize("who", ["staff", "auditor", "root"])
def test_without_it_staff_find_no_page_but_this(staff, who, address):
    auditor = UserFactory(username="auditor", is_staff=True)
    RoleAssignment.objects.create(user=auditor, role=Role.AUDITOR)
    UserFactory(username="rooted", is_staff=True, is_superuser=True)
    client = sign_in({"staff": staff.username, "auditor": "auditor", "root": "rooted"}[who])
    assert is_in(client)
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.url[-len(OVERVIEW) :]) == (302, OVERVIEW)
    assert client.get(OVERVIEW).status_code == 200


def test_after_setting_it_up_they_find_everything(staff):
    client = sign_in(staff.username)
    set_up(client)
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.get(act="second_step_on").actor == staff.pk
    assert len(client.get("/accounts/second-step/recovery/").context["codes"]) == 10


def test_setting_it_up_asks_for_the_password_and_a_true_code(staff):
    client = sign_in(staff.username)
    assert reverse("account_reauthenticate") in client.get(SET_UP).url
    client.post(client.get(SET_UP).url, {"password": PASSWORD})
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": "000000"}).context["form"].errors
    assert not Authenticator.objects.exists()


def test_then_a_password_is_not_enough(staff, time_machine):
    secret = set_up(sign_in(staff.username))
    later(time_machine)
    client = sign_in(staff.username)
    assert (client.answer.url, is_in(client)) == (CODE, False)
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)
    assert client.get("/admin/").status_code == 200
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", "detail"))
    assert acts[-2:] == [("sign_in_failed", "code"), ("signed_in", "")]


def test_a_code_works_once(staff, time_machine):
    secret = set_up(sign_in(staff.username))
    later(time_machine)
    first, second = sign_in(staff.username), sign_in(staff.username)
    code = code_of(secret)
    first.post(CODE, {"code": code})
    second.post(CODE, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_recovery_code_lets_in_once(staff, time_machine):
    client = sign_in(staff.username)
    set_up(client)
    codes = client.get("/accounts/second-step/recovery/").context["codes"]
    later(time_machine)
    for expected in (True, False):
        again = sign_in(staff.username)
        again.post(CODE, {"code": codes[0]})
        assert is_in(again) == expected


def test_codes_are_not_guessed(staff, time_machine):
    set_up(sign_in(staff.username))
    later(time_machine)
    client = sign_in(staff.username)
    for n in range(8):
        client.post(CODE, {"code": f"{n:06}"})
    assert AuditEntry.objects.filter(act="sign_in_failed", detail="code").count() <= 6
    assert not is_in(client)


def test_a_one_time_link_does_not_go_round_it(staff, time_machine):
    set_up(sign_in(staff.username))
    later(time_machine)
    other = UserFactory(username="other-staff")
    link = services.make_account_link(staff, by=other)
    client = Client()
    address = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": "a-new-long-password", "password2": "a-new-long-password"})
    assert not is_in(client)


def test_staff_cannot_do_without(staff):
    client = sign_in(staff.username)
    set_up(client)
    client.post("/accounts/second-step/take-away/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_an_officer_may_and_may_do_without_again(cast):
    client = sign_in("0006", "CF")
    assert client.get("/workbench/roster/").status_code == 200
    set_up(client)
    assert client.get(OVERVIEW).context["is_on"]
    client.post("/accounts/second-step/take-away/")
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(act="second_step_off").count() == 1


def test_a_lost_phone_is_put_right_by_a_colleague(staff, cast, client, settings):
    set_up(sign_in(staff.username))
    with pytest.raises(WorkflowError):
        services.reset_second_step(staff, by=staff)
    settings.STAFF_MFA = False
    colleague = UserFactory(username="colleague", is_staff=True)
    RoleAssignment.objects.create(user=colleague, role=Role.DISTRICT_STAFF)
    client.force_login(colleague)
    action = {"action": "reset_second_step", "_selected_action": [staff.pk], "confirmed": "yes"}
    client.post("/admin/members/user/", action)
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get(act="second_step_off").actor == colleague.pk


def test_where_it_is_turned_off_nobody_is_asked(staff, settings):
    settings.STAFF_MFA = False
    assert sign_in(staff.username).get("/admin/").status_code == 200


def test_the_pages_look_as_they_should(staff):
    client = sign_in(staff.username)
    set_up(client)
    for address in (OVERVIEW, "/accounts/second-step/recovery/", "/accounts/second-step/recovery/new/"):
        shown = client.get(address)
        assert shown.status_code == 200, address
        assert "allauth" not in shown.content.decode()
