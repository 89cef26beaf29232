"""The list of those whom a leak concerns."""

import io

import pytest
from django.core.management import CommandError, call_command

from alliance_portal.audit import AuditEntry
from members import services


def listed(*options):
    out = io.StringIO()
    call_command("affected_people", *options, stdout=out)
    return out.getvalue()


def test_it_lists_people_of_one_enterprise_and_is_kept_in_the_audit(cast, strangers):
    text = listed("--enterprise", "CF")
    assert "CF,0001,王海" in text
    assert "JC," not in text
    assert AuditEntry.objects.get(act="exported").detail == "affected_people"


def test_it_lists_single_people(cast):
    text = listed("--enterprise", "CF", "--number", "0001", "--number", "0002")
    assert len(text.splitlines()) == 3


def test_closed_accounts_are_not_listed(cast):
    services.erasure.close_for_good(by=cast.worker)
    assert "已注销职工" not in listed()


def test_an_enterprise_that_is_not_there_is_told(cast):
    with pytest.raises(CommandError):
        listed("--enterprise", "XX")
