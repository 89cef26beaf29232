import threading
import time
from contextlib import nullcontext, suppress
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet

from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Person, Role, RoleAssignment, User
from tests.factories import PersonFactory, UserFactory

NEW_PASSWORD = "quiet-river-stones"


def opens(client, path):
    """Whether the one-time link leads to the page on which a password is chosen."""
    return client.get(path, follow=True).context.get("token_fail") is None


def test_a_link_makes_the_account_of_the_work_number(cast):
    person = PersonFactory(department=cast.team, work_number="0100")
    services.make_access_link(person, by=cast.officer)
    person.refresh_from_db()
    assert person.user.username == "CF-0100"
    assert not person.user.has_usable_password()


def test_a_link_lets_its_owner_choose_a_password_and_come_in_once(cast, client):
    person = PersonFactory(department=cast.team, work_number="0100")
    path = services.make_access_link(person, by=cast.officer)
    form = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    user = User.objects.get(username="CF-0100")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.check_password(NEW_PASSWORD)
    client.logout()
    assert not opens(client, path)


def test_a_second_link_ends_the_first_while_no_password_was_chosen(cast, client):
    person = PersonFactory(department=cast.team)
    first = services.make_access_link(person, by=cast.officer)
    second = services.make_access_link(person, by=cast.officer)
    assert not opens(client, first)
    assert opens(client, second)


def test_a_link_leaves_a_chosen_password_alone_until_it_is_used(cast):
    before = cast.worker.password
    services.make_access_link(cast.worker.person, by=cast.officer)
    cast.worker.refresh_from_db()
    assert cast.worker.password == before


def test_a_link_dies_after_three_days(cast, client, time_machine):
    path = services.make_access_link(cast.worker.person, by=cast.officer)
    time_machine.move_to(time.time() + 72 * 3600 - 60)
    assert opens(client, path)
    time_machine.shift(120)
    assert not opens(client, path)


def test_a_leaver_gets_no_link(cast):
    person = PersonFactory(department=cast.team, in_service=False)
    with pytest.raises(WorkflowError):
        services.make_access_link(person, by=cast.officer)
    assert Person.objects.get(pk=person.pk).user is None


def test_a_link_never_takes_over_an_account_of_the_same_name(cast):
    person = PersonFactory(department=cast.team, work_number="0100")
    UserFactory(username="cf-0100")
    with pytest.raises(WorkflowError):
        services.make_access_link(person, by=cast.officer)
    assert Person.objects.get(pk=person.pk).user is None


def test_a_closed_account_gets_no_link(cast, staff):
    services.close_account(cast.worker, by=staff)
    with pytest.raises(WorkflowError):
        services.make_access_link(cast.worker.person, by=cast.officer)


def make_two_links_at_once(person, by, monkeypatch):
    """Two threads that meet, if nothing keeps them apart, between looking for the account and making it."""
    meeting, results = threading.Barrier(2), []
    name = services.accounts.username_for

    def slow_name(*parts):
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=1)
        return name(*parts)

    def make():
        try:
            results.append(services.make_access_link(person, by=by))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(services.accounts, "username_for", slow_name)
    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_links_at_once_make_one_account(cast, monkeypatch):
    person = PersonFactory(department=cast.team, work_number="0100")
    results = make_two_links_at_once(person, cast.officer, monkeypatch)
    assert [type(result) for result in results] == [str, str]
    assert User.objects.filter(username="CF-0100").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_links_at_once_would_collide(cast, monkeypatch):
    person = PersonFactory(department=cast.team, work_number="0100")
    monkeypatch.setattr(services.accounts, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    results = make_two_links_at_once(person, cast.officer, monkeypatch)
    assert sorted(isinstance(result, str) for result in results) == [False, True]


def test_a_role_is_granted_once_and_by_whom_is_known(cast, staff):
    first = services.grant_role(cast.worker, Role.REVIEWER, cast.enterprise, by=staff)
    second = services.grant_role(cast.worker, Role.REVIEWER, cast.enterprise, by=cast.officer)
    assert first == second
    assert RoleAssignment.objects.get(user=cast.worker).granted_by == staff
    assert first.history.get().history_user == staff
    assert not User.objects.get(pk=cast.worker.pk).is_staff


def test_the_district_role_opens_the_admin_and_taking_it_closes_it(cast, staff):
    services.grant_role(cast.worker, Role.DISTRICT_STAFF, None, by=staff)
    assert User.objects.get(pk=cast.worker.pk).is_staff
    services.revoke_role(cast.worker, Role.DISTRICT_STAFF, None, by=staff)
    assert not User.objects.get(pk=cast.worker.pk).is_staff
    assert list(RoleAssignment.history.filter(history_type="-").values_list("history_user", flat=True)) == [staff.pk]


@pytest.mark.parametrize(("role", "somewhere"), [(Role.DISTRICT_STAFF, True), (Role.REVIEWER, False)])
def test_a_role_outside_its_scope_is_refused(cast, staff, role, somewhere):
    with pytest.raises(ValidationError):
        services.grant_role(cast.worker, role, cast.enterprise if somewhere else None, by=staff)
    assert not RoleAssignment.objects.filter(user=cast.worker).exists()


def test_taking_a_role_that_is_not_held_changes_nothing(cast, staff):
    services.revoke_role(cast.worker, Role.REVIEWER, cast.enterprise, by=staff)
    assert RoleAssignment.history.filter(history_type="-").count() == 0


def test_nobody_takes_the_district_role_from_themselves(staff):
    with pytest.raises(WorkflowError):
        services.revoke_role(staff, Role.DISTRICT_STAFF, None, by=staff)
    assert RoleAssignment.objects.filter(user=staff).count() == 1


def test_nobody_closes_their_own_account(staff):
    with pytest.raises(WorkflowError):
        services.close_account(staff, by=staff)
    assert User.objects.get(pk=staff.pk).is_active


def test_a_new_staff_account_comes_in_by_its_link_and_needs_a_long_password(staff, client):
    user = services.open_staff_account("wang", "王干事", by=staff)
    form = client.get(services.make_account_link(user, by=staff), follow=True).redirect_chain[-1][0]
    short = client.post(form, {"password1": "elevenchars", "password2": "elevenchars"})
    assert list(short.context["form"].errors) == ["password1"]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    user.refresh_from_db()
    assert (user.is_staff, user.check_password(NEW_PASSWORD)) == (True, True)
