"""In force on a day: what counts, what counts once, and that a second count from the histories agrees."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from alliance_portal.facts import REGISTERED
from alliance_portal.periods import Period
from tests.factories import AllianceFactory, WorkshopFactory
from tests.training import mentoring
from training import services
from training.models import Mentorship
from training.statistics import MentoringFigures, count, count_by_enterprise, count_by_workshop
from training.statistics.recount import differences

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
TERM = {"starts_on": dt.date(2026, 3, 1), "ends_on": dt.date(2027, 2, 28)}


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


def on(*days):
    return [count(Mentorship.objects.all(), dt.date.fromisoformat(day)).mentorships for day in days]


def at(day):
    return dt.datetime.fromisoformat(f"{day}T10:00+08:00")


def no_difference():
    return list(differences(timezone.now())) == []


def test_its_first_and_its_last_day_count(cast):
    mentoring.in_force(cast, **TERM)
    assert on("2026-02-28", "2026-03-01", "2027-02-28", "2027-03-01") == [0, 1, 1, 0]
    assert no_difference()


def test_it_counts_from_the_last_signature(cast):
    mentoring.in_force(cast, **TERM, signed_on=dt.date(2026, 4, 10))
    assert on("2026-04-09", "2026-04-10") == [0, 1]
    assert no_difference()


def test_drafts_and_what_is_to_be_signed_do_not_count(cast):
    mentoring.draft(cast, **TERM)
    mentoring.sent(cast, apprentices=[cast.colleague.person], **TERM)
    assert on("2026-08-31") == [0]


def test_the_day_of_an_early_end_no_longer_counts_and_earlier_days_stay(cast):
    services.end(mentoring.in_force(cast, **TERM), by=cast.officer, reason="调岗", occurred_at=at("2026-06-10"))
    assert on("2026-06-09", "2026-06-10", "2026-08-31") == [1, 0, 0]
    assert no_difference()


def test_the_day_of_graduation_no_longer_counts(cast):
    made = mentoring.in_force(cast, **TERM)
    found = mentoring.findings(made)
    services.assess(made, by=cast.officer, findings=found, assessed_on=dt.date(2026, 7, 15))
    assert on("2026-07-14", "2026-07-15") == [1, 0]
    assert no_difference()


def test_between_a_former_end_and_a_late_extension_it_was_not_in_force(cast):
    made = mentoring.in_force(cast, starts_on=dt.date(2025, 8, 1), ends_on=dt.date(2026, 7, 31))
    services.extend(made, by=cast.officer, ends_on=dt.date(2026, 12, 31), reason="停产", occurred_at=at("2026-08-20"))
    assert on("2026-07-31", "2026-08-01", "2026-08-19", "2026-08-20", "2026-12-31") == [1, 0, 0, 1, 1]
    assert no_difference()


def test_not_passed_counts_until_its_end(cast):
    mentoring.not_passed(cast, **TERM)
    assert on("2026-08-31") == [1]
    assert no_difference()


def test_one_agreement_with_two_apprentices_is_two_pairs(cast, strangers):
    guest = mentoring.guest(strangers).person
    mentoring.in_force(cast, apprentices=[cast.worker.person, guest], **TERM)
    mentoring.in_force(cast, mentor=cast.colleague.person, apprentices=[cast.worker.person], **TERM)
    day = dt.date(2026, 8, 31)
    assert count(Mentorship.objects.all(), day) == MentoringFigures(2, 3, 2, 2)
    joined = Mentorship.objects.filter(apprenticeships__person__isnull=False)
    assert count(joined, day) == MentoringFigures(2, 3, 2, 2)
    assert count_by_enterprise(Mentorship.objects.all(), day) == {cast.enterprise.pk: MentoringFigures(2, 3, 2, 2)}


def test_each_workshop_has_its_own_and_the_whole_counts_people_once(cast, django_assert_num_queries):
    workshops = [WorkshopFactory(enterprise=cast.enterprise) for _n in range(3)]
    for workshop, mentor in zip(workshops, (cast.owner, cast.colleague), strict=False):
        mentoring.in_force(cast, mentor=mentor.person, workshop=workshop, **TERM)
    mentoring.in_force(cast, apprentices=[cast.finance.person], **TERM)
    day = dt.date(2026, 8, 31)
    with django_assert_num_queries(2):
        found = count_by_workshop(Mentorship.objects.all(), day, [one.pk for one in workshops])
    assert found == {workshop.pk: MentoringFigures(1, 1, 1, 1) for workshop in workshops[:2]}


def test_the_facts_of_requirement_tables_read_it(cast):
    workshop, other = (WorkshopFactory(enterprise=cast.enterprise) for _n in range(2))
    mentoring.in_force(cast, workshop=workshop, apprentices=[cast.worker.person, cast.colleague.person], **TERM)
    mentoring.in_force(cast, workshop=other, mentor=cast.finance.person, **TERM)
    services.assess(
        done := mentoring.in_force(cast, workshop=workshop, apprentices=[cast.reviewer.person], **TERM),
        by=cast.officer, findings=mentoring.findings(done), assessed_on=dt.date(2026, 7, 15),
    )  # fmt: skip
    period, both = Period(dt.date(2026, 7, 1), dt.date(2026, 8, 1)), [workshop, other]
    told = {
        code: [
            *(fact.read(fact.source.each(both, period)[one.pk]) for one in both),
            fact.read(fact.source.whole(both, period)),
        ]
        for code in ("mentorships", "mentor_pairs", "apprentices", "graduates")
        for fact in [REGISTERED[code]]
    }
    assert told == {
        "mentorships": [1, 1, 2], "mentor_pairs": [2, 1, 3], "apprentices": [2, 1, 2], "graduates": [1, 0, 1],
    }  # fmt: skip


def test_what_was_written_past_the_services_is_found(cast, capsys):
    made = mentoring.in_force(cast, **TERM)
    call_command("verify_figures")
    Mentorship.objects.filter(pk=made.pk).update(signed_on=dt.date(2026, 8, 15))
    with pytest.raises(SystemExit):
        call_command("verify_figures")
    assert "mentorships" in capsys.readouterr().out


def test_an_alliance_counts_each_agreement_of_its_workshops_once(cast, strangers, client):
    alliance = AllianceFactory()
    workshops = [WorkshopFactory(enterprise=one.enterprise, alliance=alliance) for one in (cast, strangers)]
    guest = mentoring.guest(strangers).person
    mentoring.in_force(cast, workshop=workshops[0], apprentices=[cast.worker.person, guest], **TERM)
    mentoring.in_force(strangers, workshop=workshops[1], **TERM)
    mentoring.in_force(cast, apprentices=[cast.colleague.person], **TERM)
    told = client.get(alliance.get_absolute_url()).context["brought"]["mentoring"]
    assert (told.mentorships, told.pairs) == (2, 3)


def test_while_a_period_runs_today_counts_and_not_what_is_to_come(cast):
    """Today is the last day of August: what begins in September is not in force yet."""
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    mentoring.in_force(cast, workshop=workshop, **TERM)
    later = {"starts_on": dt.date(2026, 9, 20), "ends_on": dt.date(2027, 9, 20), "workshop": workshop}
    mentoring.in_force(cast, mentor=cast.finance.person, signed_on=dt.date(2026, 8, 31), **later)
    quarter, fact = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 1)), REGISTERED["mentor_pairs"]
    assert fact.read(fact.source.each([workshop], quarter)[workshop.pk]) == 1
    assert fact.read(fact.source.whole([workshop], quarter)) == 1


def test_whoever_graduates_twice_in_a_period_is_one_person(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    for mentor in (cast.owner, cast.finance):
        made = mentoring.in_force(cast, workshop=workshop, mentor=mentor.person, **TERM)
        services.assess(made, by=cast.officer, findings=mentoring.findings(made), assessed_on=dt.date(2026, 7, 15))
    period, fact = Period(dt.date(2026, 7, 1), dt.date(2026, 8, 1)), REGISTERED["graduates"]
    assert fact.read(fact.source.each([workshop], period)[workshop.pk]) == 1
    assert fact.read(fact.source.whole([workshop], period)) == 1
