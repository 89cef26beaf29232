"""Numbers to be checked: every rule with a case that meets it and one just below, counted by hand."""

import datetime as dt

import pytest
import time_machine

from alliance_portal.periods import Period
from suggestions.models import Suggestion
from suggestions.statistics import flags
from tests.factories import PersonFactory, member
from tests.suggestions.counted import many

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
YEAR = Period.year(2026)


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people(cast):
    """Enough of them that nobody sends in half of anything."""
    return PersonFactory.create_batch(30, department=cast.team)


def spread(cast, people, number, **facts):
    """So many, each of another day and another person."""
    for n in range(number):
        many(cast.team, 1, by=people[n], received=f"2026-03-{n % 27 + 1:02}", **facts)


def met(code=None):
    """{code: (part, whole)} of the rules that are met; those of one rule alone."""
    found = {one.rule.code: (one.part, one.whole) for one in flags.raised(Suggestion.objects.all(), period=YEAR)}
    return found if code is None else found.get(code)


def listed(code):
    return flags.rows(Suggestion.objects.all(), code, period=YEAR).count()


def test_everything_adopted_and_answered_on_one_day_is_asked_about(cast, people):
    spread(cast, people, 20, answer="adopted", on="2026-04-10")
    assert met("all_on_one_day") == (20, 20)
    assert listed("all_on_one_day") == 20


def test_one_that_is_not_adopted_or_of_another_day_is_enough_not_to_ask(cast, people):
    spread(cast, people, 19, answer="adopted", on="2026-04-10")
    assert met("all_on_one_day") is None
    many(cast.team, 1, by=people[20], answer="adopted", on="2026-04-11")
    assert met("all_on_one_day") is None
    assert listed("all_on_one_day") == 0


def test_half_adopted_without_a_review_is_asked_about(cast, people):
    spread(cast, people, 10, answer="adopted", ledger=True)
    spread(cast, people, 10, answer="adopted")
    assert met("unreviewed") == (10, 20)
    assert listed("unreviewed") == 10
    many(cast.team, 1, by=people[21], answer="adopted")
    assert met("unreviewed") is None


def test_half_of_the_benefits_without_finance_are_asked_about(cast, people):
    spread(cast, people, 10, answer="adopted", done="2026-05-01", verified=100, ledger=True)
    spread(cast, people, 10, answer="adopted", done="2026-05-01", verified=100)
    assert met("unaudited") == (10, 20)
    assert listed("unaudited") == 10
    many(cast.team, 1, by=people[21], answer="adopted", done="2026-05-01", verified=100)
    assert met("unaudited") is None


def test_nothing_confirmed_by_anybody_is_asked_about_until_one_is(cast, people):
    spread(cast, people, 20, answer="adopted", done="2026-05-01", confirmed=False)
    assert met("unconfirmed") == (20, 20)
    assert listed("unconfirmed") == 20
    many(cast.team, 1, by=people[21], answer="adopted", done="2026-05-01")
    assert met("unconfirmed") is None


def test_the_same_words_of_a_fifth_are_asked_about(cast, people):
    for n in range(4):
        many(cast.team, 1, by=people[n], texts=["电缆拖地"], received=f"2026-03-{n + 1:02}")
    spread(cast, people[4:], 16)
    assert met("same_texts") == (4, 20)
    assert listed("same_texts") == 4
    many(cast.team, 1, by=people[25])
    assert met("same_texts") is None


def test_however_many_groups_there_are_their_rows_are_listed(cast, people, monkeypatch):
    """SQLite takes no thousand conditions at once, so they are asked for in parts."""
    monkeypatch.setattr(flags.finding, "GROUPS_AT_ONCE", 2)
    for n in range(5):
        many(cast.team, 4, by=people[n], texts=[f"第{n}句老话"], received=f"2026-03-{n + 1:02}")
    assert met("same_texts") == (20, 20)
    assert listed("same_texts") == 20


def test_two_with_the_same_words_are_no_group(cast, people):
    for n in range(20):
        many(cast.team, 1, by=people[n], texts=[f"第{n // 2}件"], received=f"2026-03-{n + 1:02}")
    assert met("same_texts") is None


def test_the_same_words_in_two_enterprises_are_no_group(cast, strangers, people):
    for cast_of in (cast, strangers):
        others = people if cast_of is cast else PersonFactory.create_batch(20, department=strangers.team)
        for n in range(20):
            text = "同一句话" if n < 2 else f"第{n}件"
            many(cast_of.team, 1, by=others[n], texts=[text], received=f"2026-03-{n + 1:02}")
    assert met("same_texts") is None


def test_the_same_answer_to_half_of_them_is_asked_about(cast, people):
    spread(cast, people, 10, answer="adopted", words="同意采纳。")
    spread(cast, people, 10, answer="adopted")
    assert met("same_answers") == (10, 20)
    assert listed("same_answers") == 10
    many(cast.team, 1, by=people[21], answer="adopted")
    assert met("same_answers") is None


def test_half_of_forty_on_one_day_are_asked_about(cast, people):
    for n in range(20):
        many(cast.team, 1, by=people[n], received="2026-06-01")
    spread(cast, people, 20)
    assert met("one_day") == (20, 40)
    assert listed("one_day") == 20
    many(cast.team, 1, by=people[21], received="2026-06-02")
    assert met("one_day") is None


def test_the_day_is_that_of_the_clock_on_the_wall(cast, people):
    """An evening here is the day before at Greenwich, and a morning the same day: both are one day here."""
    for n, hour in enumerate(("2026-06-01 07:30", "2026-06-01 23:30")):
        for k in range(10):
            many(cast.team, 1, by=people[10 * n + k], received=hour)
    spread(cast, people, 20)
    assert met("one_day") == (20, 40)


def test_ten_by_one_person_on_one_day_are_asked_about(cast, people):
    many(cast.team, 10, by=people[0], received="2026-06-01")
    spread(cast, people, 19)
    assert met("burst") == (10, 29)
    assert listed("burst") == 10


def test_nine_on_one_day_and_ten_on_two_are_not(cast, people):
    many(cast.team, 9, by=people[0], received="2026-06-01")
    many(cast.team, 5, by=people[1], received="2026-06-01")
    many(cast.team, 5, by=people[1], received="2026-06-02")
    spread(cast, people[2:], 19)
    assert met("burst") is None


def test_half_of_them_by_one_person_are_asked_about(cast, people):
    for day in range(10):
        many(cast.team, 1, by=people[0], received=f"2026-06-{day + 1:02}")
    spread(cast, people[1:], 10)
    assert met("one_author") == (10, 20)
    assert listed("one_author") == 10
    many(cast.team, 1, by=people[21])
    assert met("one_author") is None


def test_hidden_names_are_gathered_by_nobody(cast, people):
    """Otherwise a list of them would say that they are all by the same person."""
    many(cast.team, 30, by=people[0], hidden=True)
    assert met("burst") is None
    assert met("one_author") is None


def test_one_account_that_enters_four_fifths_is_asked_about(cast, people):
    spread(cast, people, 16, recorded_by=cast.officer)
    spread(cast, people[16:], 4)
    assert met("one_account") == (16, 20)
    assert listed("one_account") == 16
    many(cast.team, 1, by=people[21])
    assert met("one_account") is None


def test_half_answered_on_the_last_day_of_a_month_are_asked_about(cast, people):
    spread(cast, people, 5, answer="adopted", on="2026-03-31")
    spread(cast, people, 5, answer="adopted", on="2026-04-30 23:59")
    spread(cast, people, 10, answer="adopted", on="2026-04-01 00:01")
    assert met("last_day") == (10, 20)
    assert listed("last_day") == 10
    many(cast.team, 1, by=people[21], answer="adopted", on="2026-05-30")
    assert met("last_day") is None


def test_half_answered_by_whoever_entered_them_are_asked_about(cast, people):
    spread(cast, people, 10, answer="adopted", recorded_by=cast.reviewer, decided_by=cast.reviewer)
    spread(cast, people, 10, answer="adopted", recorded_by=cast.officer, decided_by=cast.reviewer)
    assert met("own_answers") == (10, 20)
    assert listed("own_answers") == 10
    many(cast.team, 1, by=people[21], answer="adopted", recorded_by=cast.officer)
    assert met("own_answers") is None


@pytest.mark.parametrize("rule", flags.RULES, ids=lambda rule: rule.code)
def test_no_rule_asks_about_fewer_than_twenty(rule):
    assert rule.least >= 20
    assert not rule.is_raised(rule.least - 1, rule.least - 1)


def test_what_another_year_brought_does_not_count(cast, people):
    for n in range(19):
        many(cast.team, 1, by=people[n], answer="adopted", on="2026-04-10")
    many(cast.team, 1, by=people[20], received="2025-12-30", answer="adopted", on="2026-04-10")
    assert met("all_on_one_day") is None


def test_an_enterprise_that_does_as_it_should_is_asked_nothing(cast, people):
    for n in range(24):
        day = f"2026-0{n % 6 + 1}-{n + 1:02}"
        many(cast.team, 1, by=people[n], received=day, answer="adopted", on=f"2026-0{n % 6 + 2}-{n % 27 + 1:02}")
    assert met() == {}


def test_each_enterprise_is_counted_by_itself(cast, strangers, people):
    spread(cast, people, 20, answer="adopted", on="2026-04-10")
    many(strangers.team, 1, by=strangers.worker.person, answer="declined", on="2026-04-11")
    found = flags.raised(Suggestion.objects.all(), period=YEAR)
    assert {one.enterprise for one in found} == {cast.enterprise.pk}


def test_the_number_of_queries_hangs_on_the_rules_alone(cast, strangers, people, django_assert_num_queries):
    spread(cast, people, 20, answer="adopted", on="2026-04-10")
    gathered = sum(isinstance(rule, flags.rules.Gathered) for rule in flags.RULES)
    with django_assert_num_queries(gathered + 1):
        met()
    third = member("officer", department=strangers.office, work_number="0099")
    many(strangers.team, 25, by=third.person, answer="adopted", on="2026-04-10")
    with django_assert_num_queries(gathered + 1):
        met()
