"""What people are reminded of: terms in the chair that end, items that are due or late; each exactly once."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import AllianceFactory
from tests.workshops.alliances import began, day, finish, item, lead, member, term, told
from workshops.models import ItemReminder, OrganTerm, PlanItem, TermReminder
from workshops.services import plan_items
from workshops.services.alliance_reminders import remind_of_items, remind_of_terms

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def alliance(db):
    return AllianceFactory(name="焊接联盟", scope="trade")


@pytest.fixture
def chair(alliance, cast, strangers):
    """Thirty days of it are left; the secretariat is the strangers'."""
    term(alliance, enterprise=strangers.enterprise)
    return term(alliance, "chair", -335, 30, enterprise=cast.enterprise)


def in_days(days):
    return timezone.now() + dt.timedelta(days=days)


def test_the_end_of_a_chairs_term_is_told_once_to_staff_and_secretariat(chair, alliance, staff, strangers, cast):
    assert remind_of_terms(in_days(-1)) == 0
    assert [remind_of_terms(), remind_of_terms(), remind_of_terms(in_days(20))] == [1, 0, 0]
    for reader in (staff, strangers.officer):
        (words,) = told(reader)
        assert words.startswith("长风客车 is in the chair of “焊接联盟” until")
        assert words.endswith("Please say who is next.")
    assert told(cast.officer) == told(strangers.leader) == []


def test_whoever_is_next_is_named(chair, alliance, staff):
    term(alliance, "chair", 31, 300, outside_name="职业学院")
    remind_of_terms()
    assert told(staff)[0].endswith("Next is 职业学院.")


def test_a_term_that_was_made_longer_is_told_of_again(chair, staff):
    remind_of_terms()
    OrganTerm.objects.filter(pk=chair.pk).update(ends_on=day(60))
    assert remind_of_terms() == 0
    assert remind_of_terms(in_days(30)) == 1
    assert TermReminder.objects.count() == 2


def test_neither_other_organs_nor_what_is_over_is_told_of(alliance, staff):
    term(alliance, "secretariat", -300, 5, outside_name="学院")
    term(alliance, "chair", -300, -1, outside_name="学院")
    term(alliance, "chair", 1, 5, outside_name="学院")
    assert remind_of_terms() == 0


@pytest.fixture
def plan(alliance, staff):
    return began(alliance, staff)


@pytest.fixture
def workshop(alliance, cast):
    made = member(alliance, cast.enterprise)
    lead(made, cast.worker)
    return made


def due(plan, workshop, staff, days):
    made = item(plan, workshop, by=staff)
    PlanItem.objects.filter(pk=made.pk).update(due_on=day(days))
    return made


def test_owners_are_reminded_a_week_before_and_once_when_it_is_late(plan, workshop, staff, cast):
    due(plan, workshop, staff, 7)
    assert remind_of_items(in_days(-1)) == 0
    assert [remind_of_items(), remind_of_items(), remind_of_items(in_days(3))] == [1, 0, 0]
    assert [remind_of_items(in_days(8)), remind_of_items(in_days(20))] == [1, 0]
    soon, late = told(cast.worker, "plan_item_soon", "plan_item_late")
    assert "is due on" in soon
    assert "was due on" in late
    assert list(ItemReminder.objects.order_by("pk").values_list("kind", flat=True)) == ["soon", "late"]


def test_a_new_day_is_a_new_promise(plan, workshop, staff):
    one = due(plan, workshop, staff, 3)
    remind_of_items()
    PlanItem.objects.filter(pk=one.pk).update(due_on=day(5))
    assert remind_of_items() == 1


def test_nobody_is_reminded_of_what_is_finished_or_only_drafted(alliance, plan, workshop, staff, cast):
    finish(due(plan, workshop, staff, 2), cast.worker)
    plan_items.give_up(due(plan, workshop, staff, -2), by=staff, reason="没有师资")
    draft = began(alliance, staff, plan.year + 1, in_force=False)
    due(draft, workshop, staff, 2)
    assert remind_of_items() == 0


def test_a_missed_hour_is_made_up_for(plan, workshop, staff, cast):
    due(plan, workshop, staff, -40)
    assert remind_of_items() == 1
    assert len(told(cast.worker, "plan_item_late")) == 1


def test_the_clock_reminds_of_both(chair, plan, workshop, staff):
    due(plan, workshop, staff, 2)
    out = io.StringIO()
    call_command("run_due", stdout=out)
    assert "Reminders of terms in the chair made: 1" in out.getvalue()
    assert "Reminders of items of plans made: 1" in out.getvalue()
