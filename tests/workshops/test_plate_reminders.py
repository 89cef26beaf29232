"""Reminders of plates: at the right distance, to staff and officers, and each exactly once."""

import datetime as dt
import io

import pytest
from django.core.management import call_command

from alliance_portal import periods, workflow
from members.models import Notice
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.factories import WorkshopFactory, staff_account
from tests.suggestions.telling import last_words, lead_nowhere
from tests.workshops import plating
from workshops import services
from workshops.models import Designation, DesignationReminder

DUE = dt.date(2027, 5, 8)
REMINDED = ("plate_review_soon", "plate_rectify_late")


@pytest.fixture
def plate(cast, staff):
    """Its next review is due on 8 May 2027."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    return plating.hung(workshop, staff, "2024-05-08", review_years=3)


def noon(day):
    return periods.start_of(day) + dt.timedelta(hours=12)


def run(day):
    """What is reminded of on that day, and not again in the hour after."""
    made = services.plate_reminders.remind(noon(day))
    assert sum(services.plate_reminders.remind(noon(day) + dt.timedelta(hours=1)).values()) == 0
    return {kind.value: number for kind, number in made.items() if number}


def told(user):
    return list(Notice.objects.filter(user=user, kind__in=REMINDED).values_list("kind", flat=True))


def before(days):
    return DUE - dt.timedelta(days=days)


def test_a_review_is_announced_90_and_30_days_ahead_and_never_twice(cast, strangers, staff, plate):
    days = [91, 90, 60, 31, 30, 1, 0, -1, -400]
    assert [run(before(n)) for n in days] == [{}, {"review_90": 1}, {}, {}, {"review_30": 1}, {}, {}, {}, {}]
    assert told(staff) == told(cast.officer) == ["plate_review_soon"] * 2
    assert [told(user) for user in (cast.leader, cast.worker, strangers.officer)] == [[], [], []]


@pytest.mark.parametrize(("missed", "made"), [(45, {"review_90": 1}), (10, {"review_30": 1}), (-20, {"review_30": 1})])
def test_what_was_missed_comes_later_and_not_twice(plate, missed, made):
    assert run(before(missed)) == made
    assert run(before(missed - 1)) == {}


def test_a_passed_review_is_announced_anew_for_its_next_day(cast, staff, plate):
    run(before(30))
    services.plates.begin_review(plate, by=staff)
    passed = services.plates.pass_review(plate, by=staff)
    assert run(before(5)) == {}
    assert run(passed.review_due_on - dt.timedelta(days=90)) == {"review_90": 1}


def test_nobody_is_reminded_while_the_review_runs_or_after_the_plate_is_gone(cast, staff, plate):
    services.plates.begin_review(plate, by=staff)
    assert run(before(30)) == {}
    services.plates.revoke(plate, by=staff, reason="撤")
    assert run(before(10)) == {}


def test_a_closed_workshop_is_reminded_of_nothing(staff, plate):
    services.close(plate.workshop, by=staff, closed_on=plating.ago(1), reason="并入")
    assert run(before(30)) == {}


def test_a_rectification_day_that_passed_is_told_once(cast, staff, plate):
    until = plating.ahead(20)
    services.plates.begin_review(plate, by=staff)
    services.plates.rectify(plate, by=staff, until=until, reason="补齐台账。")
    days = [until, until + dt.timedelta(days=1), until + dt.timedelta(days=30)]
    assert [run(day) for day in days] == [{}, {"rectify_late": 1}, {}]
    assert told(staff) == told(cast.officer) == ["plate_rectify_late"]
    assert "焊装劳模工作室" in last_words(cast.officer)


def test_a_new_day_is_a_new_promise(cast, staff, plate):
    services.plates.begin_review(plate, by=staff)
    services.plates.rectify(plate, by=staff, until=plating.ahead(5), reason="补")
    assert run(plating.ahead(6)) == {"rectify_late": 1}
    services.plates.begin_review(plate, by=staff)
    services.plates.rectify(plate, by=staff, until=plating.ahead(9), reason="再补")
    assert run(plating.ahead(10)) == {"rectify_late": 1}


def test_a_decision_lets_the_reminder_ring_no_longer(cast, staff, plate):
    run(before(30))
    services.plates.begin_review(plate, by=staff)
    assert not Notice.objects.unread().filter(kind="plate_review_soon").exists()


def test_every_notice_leads_somewhere(cast, staff, plate):
    run(before(90))
    services.plates.begin_review(plate, by=staff)
    services.plates.rectify(plate, by=staff, until=plating.ahead(5), reason="补")
    run(plating.ahead(6))
    services.plates.revoke(plate, by=staff, reason="撤")
    plating.applied(plate.workshop, cast.officer)
    assert lead_nowhere() == []


def test_the_hourly_command_reminds(plate):
    Designation.objects.update(review_due_on=plating.ahead(80))
    out = io.StringIO()
    call_command("run_due", stdout=out)
    assert "Reminders of plates made: 1\n" in out.getvalue()
    assert DesignationReminder.objects.get().kind == "review_90"


# From several machines at once


@pytest.fixture
def raced(transactional_db):
    cast = make_cast("CF", "长风客车")
    staff = staff_account(username="district", full_name="区总干事")
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    return staff, plating.hung(workshop, staff, "2024-05-08", review_years=3)


def clocks(staff):
    works = [lambda: sum(services.plate_reminders.remind(noon(before(30))).values())] * 2
    return sorted(map(str, at_once(*works))), len(told(staff))


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_remind_once(raced):
    staff, _plate = raced
    assert clocks(staff) == (["0", "1"], 1)


@pytest.mark.django_db(transaction=True)
def test_without_lock_and_register_it_would_be_told_twice(raced, monkeypatch):
    staff, _plate = raced
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    believing = lambda defaults, **facts: (DesignationReminder(**facts), True)  # noqa: E731 - stands for a method
    monkeypatch.setattr(DesignationReminder.objects, "get_or_create", believing)
    assert clocks(staff) == (["1", "1"], 2)
