"""Two officers give up their role at the same moment: one stays."""

import threading
from functools import partial

import pytest
from django.db import connection

from members import services
from members.models import Role, RoleAssignment
from members.services import roles
from tests.at_once import outcomes
from tests.conftest import make_cast


@pytest.fixture
def two(transactional_db):
    cast = make_cast("CF", "长风客车")
    RoleAssignment.objects.create(user=cast.worker, role=Role.OFFICER, enterprise=cast.enterprise)
    return cast


def go(cast):
    return [
        partial(services.revoke_role, user, Role.OFFICER, cast.enterprise, by=user)
        for user in (cast.officer, cast.worker)
    ]


def officers():
    return RoleAssignment.objects.filter(role=Role.OFFICER).count()


def test_of_two_officers_who_go_at_once_one_stays(two):
    assert outcomes(*go(two)) == ["done", "told"]
    assert officers() == 1


def unlocked(cast, monkeypatch):
    """Both have begun before either counts. SQLite lets in one transaction at a time: there, what each was told."""
    if connection.vendor == "sqlite":
        for user in (cast.officer, cast.worker):
            roles.check_not_the_last(user, cast.enterprise)
        monkeypatch.setattr(roles, "check_not_the_last", lambda user, enterprise: None)
    else:
        both = threading.Barrier(2, timeout=20)
        monkeypatch.setattr(roles, "lock_officers", lambda enterprise: both.wait())


def test_without_the_lock_both_would_go(two, monkeypatch):
    """The control."""
    unlocked(two, monkeypatch)
    assert outcomes(*go(two)) == ["done", "done"]
    assert officers() == 0
