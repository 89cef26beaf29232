import time

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from members import services
from members.accounts import AccountBackend
from members.models import Role
from members.usernames import username_for
from tests.factories import PASSWORD, PersonFactory, UserFactory, WorkshopFactory, WorkshopMembershipFactory, account

LOGIN = "/accounts/login/"


def sign_in(client, number, password=PASSWORD, enterprise="CF", **headers):
    return client.post(LOGIN, {"enterprise": enterprise, "login": number, "password": password}, **headers)


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture(params=["memory", "database"])
def shared_cache(request, settings, db):
    """Both places in which the tries are counted: the tests' own, and the database table of production."""
    if request.param == "database":
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tries"}}
        call_command("createcachetable", "tries")
    caches["default"].clear()


@pytest.mark.parametrize(
    ("code", "number", "username"),
    [
        ("CF", "010205", "CF-010205"),
        (" cf ", " 010205 ", "CF-010205"),
        ("ＣＦ", "０１０２０５", "CF-010205"),
        ("CF", "cf-010205", "cf-010205"),
        ("", "district", "district"),
    ],
)
def test_an_account_is_named_after_enterprise_and_number(code, number, username):
    assert username_for(code, number) == username


@pytest.mark.parametrize(("code", "number"), [("CF", "0001"), ("cf", "０００１"), ("", "CF-0001"), ("", "cf-0001")])
def test_a_worker_signs_in_however_it_is_typed(cast, client, code, number):
    assert sign_in(client, number, enterprise=code).url == "/start/"
    assert is_signed_in(client)


def test_the_same_number_in_another_enterprise_is_another_account(cast, strangers, client):
    sign_in(client, "0001", enterprise="JC")
    assert client.session["_auth_user_id"] == str(strangers.worker.pk)


def test_unknown_number_and_wrong_password_get_the_same_words(cast, client):
    wrong = sign_in(client, "0001", password="not-the-password")
    unknown = sign_in(client, "9999", password="not-the-password")
    no_password = sign_in(client, account_without_password(cast), password="not-the-password")
    said = [response.context["form"].non_field_errors() for response in (wrong, unknown, no_password)]
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 1
    assert not is_signed_in(client)


def account_without_password(cast):
    person = PersonFactory(department=cast.team, work_number="0200")
    services.make_access_link(person, by=cast.officer)
    return "0200"


def test_the_enterprise_comes_from_the_poster_or_from_the_last_sign_in(cast, client):
    assert client.get(LOGIN + "?e=cf").context["form"]["enterprise"].value() == "CF"
    assert client.get(LOGIN + "?e=<b>").context["form"]["enterprise"].value() == ""
    sign_in(client, "0001")
    client.post(reverse("account_logout"))
    assert client.get(LOGIN).context["form"]["enterprise"].value() == "CF"


def test_staff_leave_no_enterprise_behind(staff, client):
    sign_in(client, "district", enterprise="")
    assert is_signed_in(client)
    assert "enterprise" not in client.cookies


def test_a_factory_behind_one_address_gets_in(cast, shared_cache):
    people = [account(PersonFactory(department=cast.team, work_number=f"N{n}")) for n in range(120)]
    clients = [Client(REMOTE_ADDR="10.1.2.3") for _ in people]
    for n, client in enumerate(clients):
        sign_in(client, f"N{n}")
    assert sum(map(is_signed_in, clients)) == 120


def test_a_guesser_on_one_account_is_locked_out_after_five_tries(cast, shared_cache, client):
    for n in range(5):
        sign_in(client, "0001", password=f"guess-{n}")
    locked = sign_in(client, "0001")
    assert not is_signed_in(client)
    assert len(locked.context["form"].non_field_errors()) == 1
    elsewhere = Client(REMOTE_ADDR="10.9.9.9")
    sign_in(elsewhere, "0001")
    assert not is_signed_in(elsewhere)


def test_another_port_in_the_host_header_is_no_fresh_start(cast, client):
    for n in range(5):
        sign_in(client, "0001", password=f"guess-{n}", HTTP_HOST=f"testserver:{8000 + n}")
    sign_in(client, "0001", HTTP_HOST="testserver:9999")
    assert not is_signed_in(client)


def test_a_lock_opens_again_after_five_minutes_and_holds_nobody_else(cast, client, time_machine):
    for n in range(6):
        sign_in(client, "0001", password=f"guess-{n}")
    colleague = Client()
    sign_in(colleague, "0002")
    assert is_signed_in(colleague)
    time_machine.move_to(time.time() + 5 * 60 + 1)
    sign_in(client, "0001")
    assert is_signed_in(client)


def test_a_guesser_over_many_accounts_is_stopped_by_address(cast, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "10/m/ip", "login_failed": "200/m/ip,5/5m/key"}
    answers = [sign_in(client, f"G{n}", password="guess").status_code for n in range(12)]
    assert answers == [200] * 10 + [429] * 2


@pytest.mark.parametrize("way", ["left", "closed"])
def test_who_left_or_was_closed_out_is_told_whom_to_ask(cast, staff, client, way):
    if way == "left":
        cast.worker.person.in_service = False
        cast.worker.person.save()
    else:
        services.close_account(cast.worker, by=staff)
    assert sign_in(client, "0001").url == reverse("account_inactive")
    assert not is_signed_in(client)
    assert client.get(reverse("account_inactive")).status_code == 200


def test_who_leaves_is_out_with_the_next_request(cast, client):
    client.force_login(cast.worker)
    assert client.get("/me/account/").status_code == 200
    cast.worker.person.in_service = False
    cast.worker.person.save()
    assert client.get("/me/account/").url == "/accounts/login/?next=/me/account/"


def test_a_role_taken_away_is_gone_with_the_next_request(cast, staff, client):
    client.force_login(cast.officer)
    assert client.get("/workbench/roster/").status_code == 200
    services.revoke_role(cast.officer, Role.OFFICER, cast.enterprise, by=staff)
    assert client.get("/workbench/roster/").status_code == 403


def test_the_account_of_a_request_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        person = AccountBackend().get_user(cast.worker.pk).person_or_none
        assert (person.enterprise.code, person.department.name) == ("CF", "焊装一班")


def test_a_leaver_cannot_come_in_by_an_older_link(cast, client):
    path = services.make_access_link(cast.worker.person, by=cast.officer)
    cast.worker.person.in_service = False
    cast.worker.person.save()
    form = client.get(path, follow=True).redirect_chain[-1][0]
    new = "quiet-river-stones"
    assert client.post(form, {"password1": new, "password2": new}).url == reverse("account_inactive")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "address", ["email/", "confirm-email/", "login/code/confirm/", "phone/change/", "password/reset/done/"]
)
def test_accounts_have_no_pages_for_mail_and_phone(cast, client, address):
    client.force_login(cast.worker)
    assert client.get(f"/accounts/{address}").status_code == 404


@pytest.mark.parametrize("name", ["account_email", "account_change_phone", "account_request_login_code"])
def test_the_names_of_the_pages_left_out_are_unknown(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up_alone(client, db):
    new = {"username": "somebody", "password1": "quiet-river-stones", "password2": "quiet-river-stones"}
    assert client.post("/accounts/signup/", new).status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("worker", "/me/"),
        ("reviewer", "/workbench/queue/"),
        ("finance", "/workbench/benefits/"),
        ("officer", "/workbench/roster/"),
        ("leader", "/dashboard/"),
        ("staff", "/admin/"),
    ],
)
def test_everybody_lands_on_the_page_of_their_work(cast, staff, client, who, address):
    client.force_login(staff if who == "staff" else getattr(cast, who))
    assert client.get("/start/").url == address
    if who != "worker":
        assert client.get("/workbench/").url == address


def test_who_leads_a_workshop_works_at_its_desk(cast, client):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person, role="leader")
    client.force_login(cast.worker)
    assert client.get("/workbench/").url == "/workbench/workshops/"
    assert client.get("/start/").url == "/me/"


def test_who_has_no_role_is_told_whom_to_ask(cast, client):
    client.force_login(cast.worker)
    assert client.get("/workbench/").templates[0].name == "no_desk.html"
    client.force_login(UserFactory())
    assert client.get("/start/").templates[0].name == "no_desk.html"


def test_a_worker_changes_the_password(cast, client):
    client.force_login(cast.worker)
    new = "quiet-river-stones"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    cast.worker.refresh_from_db()
    assert cast.worker.check_password(new)


@pytest.mark.parametrize("password", ["0001-CF", "cf 长风客车", "short", "password123"])
def test_a_password_that_is_easy_to_guess_is_refused(cast, client, password):
    client.force_login(cast.worker)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert list(client.post("/accounts/password/change/", form).context["form"].errors) == ["password1"]
