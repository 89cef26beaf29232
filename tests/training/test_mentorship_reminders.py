"""Reminders of mentoring: of a month without a record, a stage that is due, an end in 30 days; each once."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from alliance_portal.periods import months_later
from members.models import Notice
from tests.training import mentoring
from training import services
from training.models import Mentorship

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def told(kind):
    return sorted(Notice.objects.filter(kind=f"mentorship_{kind}").values_list("user__person__name", flat=True))


def quiet(mentorship):
    """Without stages, so that nothing but the months is told."""
    mentorship.stages.all().delete()
    return mentorship


def test_a_month_without_a_record_is_asked_about_once(cast):
    quiet(mentoring.in_force(cast))
    assert (services.remind(), services.remind()) == (1, 0)
    assert told("no_record") == ["周工", "王海"]
    later = timezone.now() + 35 * DAY
    assert services.remind(later) == 1


def test_whoever_noted_this_or_the_last_month_is_not_asked(cast):
    made = quiet(mentoring.in_force(cast))
    services.note_month(made, by=cast.worker, occurred_at=timezone.now() - 28 * DAY)
    assert services.remind() == 0


def test_what_a_register_tells_is_not_asked_about_until_somebody_begins(cast):
    made = quiet(mentoring.in_force(cast))
    Mentorship.objects.update(source="ledger")
    assert services.remind() == 0
    services.note_month(made, by=cast.worker, occurred_at=timezone.now() - 100 * DAY)
    assert services.remind() == 1


def test_a_stage_is_told_a_week_ahead_and_not_once_it_is_checked(cast):
    today = mentoring.today()
    made = quiet(mentoring.in_force(cast, starts_on=today - 20 * DAY, ends_on=today + 300 * DAY))
    stage = services.add_stage(made, by=cast.owner, content="平焊", due_on=today + 7 * DAY)
    services.add_stage(made, by=cast.owner, content="立焊", due_on=today + 8 * DAY)
    assert (services.remind(), services.remind()) == (1, 0)
    assert told("stage_due") == ["周工", "孙干事", "王海"]
    services.check_stage(stage, by=cast.officer, result="passed")
    assert services.remind() == 0


def test_an_end_is_told_thirty_days_ahead_and_again_after_an_extension(cast):
    today = mentoring.today()
    made = quiet(mentoring.in_force(cast, starts_on=months_later(today, -8), ends_on=today + 30 * DAY))
    services.note_month(made, by=cast.worker)
    assert (services.remind(), services.remind()) == (1, 0)
    assert told("ending") == ["周工", "孙干事", "王海"]
    services.extend(made, by=cast.officer, ends_on=today + 45 * DAY, reason="停产")
    assert services.remind() == 0
    services.note_month(made, by=cast.worker, occurred_at=timezone.now() + 20 * DAY)
    assert services.remind(timezone.now() + 20 * DAY) == 1


def test_of_a_register_the_desk_and_whoever_acts_on_the_portal_are_reminded(cast):
    today = mentoring.today()
    made = mentoring.in_force(cast, starts_on=months_later(today, -8), ends_on=today + 20 * DAY)
    Mentorship.objects.update(source="ledger")
    made.stages.exclude(due_on=made.ends_on).delete()
    made.stages.update(due_on=today)
    services.remind()
    assert told("ending") == told("stage_due") == ["孙干事"]
    Notice.objects.all().delete()
    made.reminders.all().delete()
    made.refresh_from_db()
    services.change_mentor(made, by=cast.officer, mentor=cast.colleague.person, reason="调岗")
    services.sign(made, by=cast.colleague)
    services.remind()
    assert told("ending") == told("stage_due") == ["孙干事", "赵敏"]


def test_the_clock_of_the_portal_reminds(cast, capsys):
    quiet(mentoring.in_force(cast))
    call_command("run_due")
    assert "Reminders of mentoring made: 1" in capsys.readouterr().out
