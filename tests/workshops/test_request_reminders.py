"""Reminders of requests: five days before, once, and to nobody who has nothing left to do."""

import datetime as dt
import io
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command

from alliance_portal.periods import start_of
from members.models import Notice
from members.notifications import words
from tests.workshops.asking import TODAY, answer_of, led_workshop, sent, three_superiors, typed
from workshops import services
from workshops.models import WorkshopMembership

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 10, 10)


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def workshop(cast):
    return led_workshop(cast.enterprise, cast.worker.person, name="焊装工作室")


@pytest.fixture
def held(workshop, staff):
    return sent(three_superiors(), by=staff)


def on(day, hour=9):
    return start_of(day) + dt.timedelta(hours=hour)


def reminded(kind="request_due"):
    return sorted(str(notice.user) for notice in Notice.objects.filter(kind=kind))


def test_nobody_is_reminded_six_days_before_and_everybody_five_days_before_once(held):
    assert services.requests.remind(on(DUE - dt.timedelta(days=6))) == 0
    assert services.requests.remind(on(DUE - dt.timedelta(days=5))) == 1
    assert reminded() == ["孙干事", "王海"]
    for day in range(5):
        assert services.requests.remind(on(DUE - dt.timedelta(days=day))) == 0
    assert len(reminded()) == 2


def test_a_clock_that_stood_still_reminds_later(held):
    assert services.requests.remind(on(DUE + dt.timedelta(days=2))) == 1


def test_whoever_has_confirmed_is_not_reminded(held, cast, workshop):
    other = led_workshop(cast.enterprise, cast.owner.person, name="后来的")
    typed(workshop, "patents", Decimal(2), by=cast.officer)
    typed(workshop, "site_area", Decimal(80), by=cast.officer)
    services.requests.confirm(answer_of(held, workshop), by=cast.officer)
    assert services.requests.remind(on(DUE)) == 0
    assert reminded() == [], other


def test_what_was_sent_today_is_not_reminded_of_today(workshop, staff):
    with time_machine.travel(on(DUE - dt.timedelta(days=3)), tick=False):
        sent(three_superiors(), by=staff)
    assert services.requests.remind(on(DUE - dt.timedelta(days=3), hour=20)) == 0
    assert services.requests.remind(on(DUE - dt.timedelta(days=2))) == 1


def test_what_was_taken_back_is_not_reminded_of(held, staff):
    services.requests.withdraw(held, by=staff, reason="取消")
    assert services.requests.remind(on(DUE)) == 0


def test_each_person_is_told_once_with_the_number_of_their_workshops(cast, staff):
    for number in range(3):
        led_workshop(cast.enterprise, cast.worker.person if number else cast.owner.person, name=f"工作室{number}")
    request = sent(three_superiors(), by=staff)
    said = {str(notice.user): words(notice) for notice in Notice.objects.filter(kind="request_sent")}
    assert said == {
        "孙干事": "“第三季度合并填报”：10月10日前，请核对3个工作室的内容，补上缺的。",
        "王海": "“第三季度合并填报”：10月10日前，请核对2个工作室的内容，补上缺的。",
        "周工": "“第三季度合并填报”：10月10日前，请核对1个工作室的内容，补上缺的。",
    }
    assert {notice.path for notice in Notice.objects.all()} == {
        f"/workbench/workshops/requirements/requests/{request.pk}/"
    }


def test_whoever_no_longer_leads_it_or_has_left_is_not_told(cast, workshop, staff):
    WorkshopMembership.objects.update(left_on=dt.date(2026, 9, 1))
    cast.officer.person.in_service = False
    cast.officer.person.save()
    sent(three_superiors(), by=staff)
    assert not Notice.objects.exists()


def test_run_due_says_how_many_were_reminded(held):
    with time_machine.travel(on(DUE - dt.timedelta(days=5)), tick=False):
        out = io.StringIO()
        call_command("run_due", stdout=out)
        again = io.StringIO()
        call_command("run_due", stdout=again)
    assert "Reminders of requests to workshops made: 1\n" in out.getvalue()
    assert "Reminders of requests to workshops made: 0\n" in again.getvalue()


def test_staff_are_told_when_all_have_confirmed(held, cast, workshop):
    typed(workshop, "patents", Decimal(2), by=cast.officer)
    typed(workshop, "site_area", Decimal(80), by=cast.officer)
    services.requests.confirm(answer_of(held, workshop), by=cast.officer)
    notice = Notice.objects.get(kind="request_done")
    assert (str(notice.user), words(notice)) == ("区总干事", "“第三季度合并填报”：1个工作室全部确认，各张表已经填好。")
    assert notice.path == f"/admin/radar/requests/{held.pk}/"
