"""When figures are read from sums, by whom, and how little is looked at for it."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from alliance_portal.periods import Period
from members.models import Role, RoleAssignment
from suggestions import services
from suggestions.models import CountedSuggestion, FigureMark, FigureTally, Suggestion
from suggestions.permissions import can_see_all
from suggestions.statistics import Scope, recount_sums
from suggestions.statistics import tally as sums
from tests.factories import DepartmentFactory, UserFactory
from tests.ladder import idea, moment
from tests.suggestions import tallying

pytestmark = pytest.mark.django_db
NOW = moment("2026-08-31 18:00")
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 8, 1))


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def story(cast, strangers):
    """A few of each enterprise, folded."""
    idea(cast.team, "2026-05-01", by=cast.worker.person, answer="adopted", on="2026-05-02", done="2026-07-20")
    idea(cast.office, "2026-06-01", by=cast.worker.person, answer="declined", on="2026-06-30")
    idea(cast.team, "2026-08-20")
    idea(strangers.team, "2026-08-20", by=strangers.worker.person, answer="adopted", on="2026-08-21")
    services.fold_figures()
    return cast


def read_by_sums(monkeypatch, scope, **facts):
    """The summary, and whether the sums were read for it."""
    asked = []
    really_found = sums.Reading.found
    monkeypatch.setattr(sums.Reading, "found", lambda reading: asked.append(1) or really_found(reading))
    facts = {"period": YEAR, "at": timezone.now(), "is_whole": True} | facts
    return scope.summarise(Suggestion.objects.all(), **facts), bool(asked)


def test_district_and_enterprise_are_read_from_the_sums(story, monkeypatch):
    FigureTally.objects.update(received=700)
    district, by_sums = read_by_sums(monkeypatch, Scope())
    assert (district["received"], by_sums) == (2100, True)
    assert read_by_sums(monkeypatch, Scope(story.enterprise))[0]["received"] == 2100


def test_whoever_may_not_see_all_of_it_is_counted_by_rows(story, monkeypatch):
    assert not read_by_sums(monkeypatch, Scope(), is_whole=False)[1]


def test_a_department_is_counted_by_rows(story, monkeypatch):
    assert not read_by_sums(monkeypatch, Scope(story.enterprise, story.shop))[1]


def test_a_moment_before_the_last_fold_is_counted_by_rows(story, monkeypatch):
    past, by_sums = read_by_sums(monkeypatch, Scope(), at=moment("2026-07-01"))
    assert (past["received"], past["implemented"], by_sums) == (2, 0, False)


def test_who_began_to_look_just_before_a_fold_still_reads_the_sums(story, monkeypatch):
    assert read_by_sums(monkeypatch, Scope(), at=NOW - figures_margin())[1]
    assert not read_by_sums(monkeypatch, Scope(), at=NOW - figures_margin() - dt.timedelta(seconds=1))[1]


def figures_margin():
    return services.figures.STILL


def test_a_fold_meanwhile_lets_the_rows_tell(story, monkeypatch):
    """What is asked for after the first part, too: days of units and ratings."""
    at, tomorrow = timezone.now(), NOW + dt.timedelta(days=1)
    reading = sums.Reading(YEAR, at, story.enterprise.pk)
    found = reading.found()
    with time_machine.travel(NOW + dt.timedelta(days=3), tick=False):
        answered = {"status": "reserved", "conclusion": "reserved", "answered_at": tomorrow, "concluded_at": tomorrow}
        Suggestion.objects.filter(status="submitted").update(**answered)
        services.fold_figures()
    with pytest.raises(sums.OutdatedError):
        reading.found()
    assert read_by_sums(monkeypatch, Scope(story.enterprise), at=at)[0]["pending"] == 1
    assert found.days.of(story.shop.pk).count == 1
    assert found.ask_clarity().answers == 2


def test_before_the_first_fold_everything_is_counted_by_rows(cast, monkeypatch):
    idea(cast.team, "2026-05-01")
    found, by_sums = read_by_sums(monkeypatch, Scope())
    assert (found["received"], by_sums) == (1, False)


def test_the_home_page_reads_a_few_figures_the_same_way(story):
    whole = {"period": YEAR, "at": timezone.now()}
    codes = ("received", "adopted", "pending", "implemented", "learned", "stalled", "claimed_yuan")
    by_rows = Scope().totals(Suggestion.objects.all(), *codes, **whole)
    assert Scope().totals(Suggestion.objects.all(), *codes, **whole, is_whole=True) == by_rows
    FigureTally.objects.update(received=9)
    assert Scope().totals(Suggestion.objects.all(), "received", **whole, is_whole=True) != {"received": 4}


# Who may see all.


def test_can_see_all_promises_no_more_than_visible_to_shows(story, strangers, staff):
    """Of every role, in the own enterprise, elsewhere and in the district; with names hidden and spam."""
    idea(story.team, "2026-08-20", spam="2026-08-21")
    Suggestion.objects.filter(pk=idea(story.team, "2026-08-20").pk).update(name_hidden=True)
    users = [staff, UserFactory(), story.worker, story.owner, story.leader]
    users += [granted_alone(story, role) for role in Role.values]
    seen = {}
    for user in users:
        for enterprise in (None, story.enterprise, strangers.enterprise):
            rows = Scope(enterprise).narrow(Suggestion.objects.all())
            hides = Scope(enterprise).narrow(Suggestion.objects.visible_to(user)).count() < rows.count()
            seen[can_see_all(user, enterprise)] = seen.get(can_see_all(user, enterprise), 0) + 1
            assert not (can_see_all(user, enterprise) and hides), (user, enterprise)
    assert seen[True] >= 6
    assert seen[False] >= 6


def granted_alone(cast, role):
    user = UserFactory()
    at = None if role in (Role.DISTRICT_STAFF, Role.AUDITOR) else cast.enterprise
    RoleAssignment.objects.create(user=user, role=role, enterprise=at)
    return user


# The fold.


def test_a_fold_that_finds_nothing_changes_nothing(story):
    before = everything_kept()
    assert services.fold_figures() == 0
    assert everything_kept() == before


def everything_kept():
    models = (sums.FigureFold, FigureMark, CountedSuggestion, FigureTally, sums.AnswerDayTally, sums.PeopleTally)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_what_is_dated_in_the_future_stays_marked_until_its_day_has_come(story, at_the_end_of_august):
    Suggestion.objects.filter(status="adopted").update(implemented_at=NOW + dt.timedelta(days=2))
    services.fold_figures()
    assert FigureMark.objects.exists()
    tallying.check()
    tallying.check(NOW + dt.timedelta(days=3))
    at_the_end_of_august.shift(dt.timedelta(days=3))
    services.fold_figures()
    assert not FigureMark.objects.exists()
    tallying.check()


def test_what_the_clock_changes_is_looked_at_again(story, at_the_end_of_august):
    """Nobody writes anything for four months: what waits grows old and overdue, what is owed is owed too long."""
    ages = []
    for _month in range(5):
        tallying.check()
        summary = Scope().summarise(Suggestion.objects.all(), period=YEAR, at=timezone.now(), is_whole=True)
        ages.append(tuple(summary[code] for code in ("waiting_3", "waiting_14", "overdue", "stalled")))
        services.fold_figures()
        at_the_end_of_august.shift(dt.timedelta(days=28, minutes=7))
    assert (ages[0], ages[-1], len(set(ages)) > 2) == ((0, 1, 1, 0), (0, 0, 1, 1), True)


def test_very_many_marks_are_folded_in_turns(story, monkeypatch):
    monkeypatch.setattr(services.figures, "AT_ONCE", 2)
    Suggestion.objects.update(paused_days=1)
    assert services.fold_figures() >= 4
    assert not FigureMark.objects.exists()
    tallying.check()


def test_a_large_import_folds_itself_and_a_small_one_waits(story, monkeypatch, django_capture_on_commit_callbacks):
    for many, is_folded in ((1000, False), (0, True)):
        monkeypatch.setattr(services.figures, "MANY", many)
        with django_capture_on_commit_callbacks(execute=True):
            writer = services.ledger.LedgerWriter(story.enterprise, by=story.officer)
            person, day = story.worker.person, dt.date(2026, 3, 4)
            facts = {"title": f"台账{many}", "proposed_on": day, "shop_id": story.shop.pk}
            writer.add(services.ledger.Entry(person=person, department=story.team, **facts))
            writer.save()
        assert FigureMark.objects.exists() != is_folded


def test_making_everything_anew_mends_what_was_spoilt(story):
    FigureTally.objects.filter(shop=0).update(received=999)
    sums.PeopleTally.objects.update(number=5)
    CountedSuggestion.objects.first().delete()
    sums.AnswerDayTally.objects.all().delete()
    told = {what.partition(" ")[0] for _place, what, _kept, _made in recount_sums.differences(timezone.now())}
    assert told == {"suggestion", "sum", "people", "days"}
    services.count_anew()
    assert list(recount_sums.differences(timezone.now())) == []
    tallying.check()


# What it costs.


def test_the_number_of_queries_does_not_grow_with_rows_or_marks(story, django_assert_num_queries):
    def read(enterprise):
        summary = Scope(enterprise).summarise(Suggestion.objects.all(), period=YEAR, at=timezone.now(), is_whole=True)
        return summary.clarity, [tally.days.median for tally in summary.units.values()]

    for _time in range(2):
        for scope in (None, story.enterprise):
            with django_assert_num_queries(9):
                read(scope)
        for _more in range(5):
            idea(DepartmentFactory(enterprise=story.enterprise), "2026-05-05")
