"""Temporary passwords: shown once, good for a day, and for nothing but choosing one of one's own."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from alliance_portal.audit import AuditEntry
from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Notice, Role, User
from tests.factories import PASSWORD, PersonFactory

CHANGE = "/accounts/password/change/"
NEW = "my-own-new-password"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def issued(cast):
    return services.passwords.issue_password(cast.worker, by=cast.officer)


def sign_in(password, number="0001"):
    client = Client()
    client.post("/accounts/login/", {"enterprise": "CF", "login": number, "password": password})
    return client


def is_in(client):
    return "_auth_user_id" in client.session


def test_it_takes_the_place_of_the_old_one_and_signs_out(cast):
    before = sign_in(PASSWORD)
    password = issued(cast)
    assert len(password) == 15
    assert before.get("/me/account/").status_code == 302
    assert not is_in(sign_in(PASSWORD))
    assert is_in(sign_in(password))


def test_nothing_that_is_kept_tells_it(cast):
    password = issued(cast)
    kept = (
        str(list(AuditEntry.objects.values())) + str(list(Notice.objects.values())) + str(list(User.objects.values()))
    )
    assert password not in kept


def test_it_opens_nothing_but_the_page_where_it_is_changed(cast):
    password = issued(cast)
    client = sign_in(password)
    for address in ("/me/account/", "/suggestions/new/", "/", "/join/", "/definitions/", "/en/me/account/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url[-len(CHANGE) :]) == (302, CHANGE), address
    assert client.post("/suggestions/new/", {"idea": "x"}).url == CHANGE
    assert client.get(CHANGE).status_code == 200
    client.post(CHANGE, {"oldpassword": password, "password1": NEW, "password2": NEW})
    assert client.get("/me/account/").status_code == 200
    assert User.objects.get(pk=cast.worker.pk).temporary_until is None
    assert is_in(sign_in(NEW))
    assert not is_in(sign_in(password))


def test_one_can_still_sign_out(cast):
    client = sign_in(issued(cast))
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_after_a_day_it_is_good_for_nothing(cast, time_machine):
    password = issued(cast)
    time_machine.move_to(timezone.now() + dt.timedelta(hours=24, minutes=1))
    client = sign_in(password)
    assert not is_in(client)


def test_a_link_chosen_afterwards_ends_it(cast):
    issued(cast)
    link = services.make_access_link(cast.worker.person, by=cast.officer)
    client = Client()
    address = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})
    assert client.get("/me/account/").status_code == 200


def test_it_is_told_and_written_down(cast):
    issued(cast)
    entry = AuditEntry.objects.get(act="password_issued")
    assert (entry.actor, entry.object_id, entry.enterprise) == (cast.officer.pk, cast.worker.pk, cast.enterprise.pk)
    assert Notice.objects.get(user=cast.worker).kind == "temporary_password"
    client = Client()
    client.force_login(cast.colleague)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert AuditEntry.objects.get(act="password_changed").actor == cast.colleague.pk


@pytest.mark.parametrize("state", ["left", "closed", "own"])
def test_nobody_gets_one_who_may_not_come_in(cast, staff, state):
    user = cast.officer if state == "own" else cast.worker
    if state == "left":
        services.roster.let_go(user.person, by=cast.officer)
    elif state == "closed":
        services.close_account(user, by=staff)
    with pytest.raises(WorkflowError):
        services.passwords.issue_password(User.objects.get(pk=user.pk), by=cast.officer)


# Pages

ROSTER = "/workbench/roster/"


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.officer)
    return client


def test_the_officer_is_asked_first_and_sees_it_once(cast, desk):
    asked = desk.get(f"{ROSTER}0001/password/")
    assert User.objects.get(pk=cast.worker.pk).temporary_until is None
    assert asked.status_code == 200
    shown = desk.post(f"{ROSTER}0001/password/")
    password = shown.context["password"]
    assert password in shown.content.decode()
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert is_in(sign_in(password))


@pytest.mark.parametrize("number", ["0003", "0006", "0100", "0200"])
def test_not_for_those_with_a_role_nor_without_an_account(cast, desk, number):
    """Whoever holds the password holds the roles; that is for the district."""
    PersonFactory(department=cast.team, work_number="0100")
    PersonFactory(department=cast.team, work_number="0200", in_service=False)
    for method in (desk.get, desk.post):
        assert method(f"{ROSTER}{number}/password/").status_code == 403


def test_the_district_gives_one_to_a_reviewer(cast, staff, client):
    client.force_login(staff)
    shown = client.post(f"{ROSTER}0003/password/?enterprise=CF")
    assert is_in(sign_in(shown.context["password"], "0003"))
    assert cast.reviewer.role_assignments.get().role == Role.REVIEWER


def test_a_stale_sign_in_asks_for_the_password_first(cast, desk):
    session = desk.session
    session["signed_in_at"] = 0
    session.save()
    for address in ("password", "access"):
        assert "/accounts/reauthenticate/" in desk.post(f"{ROSTER}0001/{address}/").url
    assert User.objects.get(pk=cast.worker.pk).temporary_until is None
