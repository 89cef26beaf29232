"""Figures against fixtures that can be counted by hand."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from alliance_portal.periods import Period
from members.models import Headcount
from suggestions.models import Proposer, Suggestion
from suggestions.statistics import COUNTED, Scope, UnknownFigureError, rows, summarise, totals
from tests.factories import DepartmentFactory, PersonFactory
from tests.ladder import climb, idea, moment

AUGUST_END = moment("2026-08-31 18:00")
JANUARY_TO_AUGUST = Period(dt.date(2026, 1, 1), dt.date(2026, 8, 1))


@pytest.fixture
def shop(db):
    return DepartmentFactory(name="冲焊车间")


@pytest.fixture
def other_shop(shop):
    return DepartmentFactory(name="总装车间", enterprise=shop.enterprise)


def summary(as_of=AUGUST_END, period=JANUARY_TO_AUGUST):
    return summarise(Suggestion.objects.all(), period=period, as_of=as_of)


@pytest.fixture
def ladder(shop, other_shop):
    """Nineteen suggestions with every fate, received between January and August 2026."""
    author = PersonFactory(department=shop)
    idea(
        shop,
        "2026-01-10",
        by=author,
        answer="adopted",
        on="2026-01-12",
        done="2026-02-01",
        claimed=9000,
        verified=8000,
        soft=3000,
        visits=[(3, "2026-05-02", "in_use"), (6, "2026-09-01", "gone")],
    )
    idea(shop, "2026-01-11", by=author, answer="adopted", on="2026-01-12", done="2026-02-01", claimed=500)
    idea(shop, "2026-01-12", answer="adopted", on="2026-01-13", done="2026-02-01", claimed=60, learned=True)
    gone = [(3, "2026-05-03", "in_use"), (6, "2026-08-03", "gone")]
    idea(shop, "2026-01-13", answer="adopted", on="2026-01-14", done="2026-02-01", visits=gone)
    idea(shop, "2026-02-10", answer="adopted", on="2026-02-11", claimed=700)
    idea(shop, "2026-02-11", answer="partly_adopted", on="2026-06-20")
    idea(shop, "2026-03-10", answer="declined", on="2026-03-31", reason="exists")
    idea(shop, "2026-03-11", answer="declined", on="2026-03-12", reason="cost")
    idea(shop, "2026-03-12", answer="reserved", on="2026-03-13")
    idea(shop, "2026-03-14", answer="merged", on="2026-03-15")
    idea(shop, "2026-03-16", answer="forwarded", on="2026-03-17")
    idea(shop, "2026-08-30")
    idea(shop, "2026-08-25")
    idea(shop, "2026-08-20")
    idea(shop, "2026-08-01")
    idea(shop, "2026-08-02", asked="2026-08-03")
    idea(shop, "2026-08-03", withdrawn="2026-08-04")
    idea(shop, "2026-08-04", spam="2026-08-05")
    idea(other_shop, "2026-07-01", answer="declined", on="2026-07-02", reason="cost", ledger=True)


COUNTED_BY_HAND = {
    "received": 17,
    "withdrawn": 1,
    "spam": 1,
    "answered": 12,
    "adopted": 6,
    "partly_adopted": 1,
    "reserved": 1,
    "declined": 3,
    "merged": 1,
    "forwarded": 1,
    "pending": 5,
    "overdue": 2,
    "waiting_3": 1,
    "waiting_7": 1,
    "waiting_14": 1,
    "waiting_longer": 2,
    "waiting_week": 3,
    "in_time": 10,
    "answer_due": 14,
    "implemented": 4,
    "learned": 1,
    "rechecked": 2,
    "in_use": 1,
    "stalled": 1,
    "verified": 1,
    "verified_yuan": Decimal(8000),
    "verified_soft_yuan": Decimal(3000),
    "claimed_yuan": Decimal(1200),
    "adopted_by_ledger": 0,
    "implemented_by_ledger": 0,
    "verified_by_ledger": 0,
}


def test_every_figure_is_what_a_hand_count_says(ladder):
    counted = summary()
    assert {code: counted[code] for code in COUNTED} == COUNTED_BY_HAND


def test_figures_counted_without_units_and_months_are_the_same(ladder):
    counted = totals(Suggestion.objects.all(), *COUNTED, period=JANUARY_TO_AUGUST, as_of=AUGUST_END)
    assert counted == COUNTED_BY_HAND


@pytest.mark.parametrize("code", COUNTED)
def test_the_rows_behind_a_figure_add_up_to_it(ladder, code):
    found = rows(Suggestion.objects.all(), code, period=JANUARY_TO_AUGUST, as_of=AUGUST_END)
    amount = COUNTED[code].amount
    expected = COUNTED_BY_HAND[code]
    if amount:
        assert sum(found.values_list(amount, flat=True)) == expected
    else:
        assert found.count() == len({row.pk for row in found}) == expected


@pytest.mark.parametrize("code", COUNTED)
def test_parts_add_up_to_the_whole(ladder, code):
    counted = summary()
    assert sum(month[code] for month in counted.months) == counted[code]
    assert sum(unit[code] for unit in counted.units.values()) == counted[code]


def test_different_people_are_counted_once(ladder):
    counted = summary()
    found = rows(Suggestion.objects.all(), "proposers", period=JANUARY_TO_AUGUST, as_of=AUGUST_END)
    assert counted["proposers"] == found.count() == 16


def test_somebody_who_suggests_in_two_shops_counts_once_in_the_whole(shop, other_shop):
    person = PersonFactory(department=shop)
    idea(shop, "2026-01-10", by=person)
    idea(other_shop, "2026-01-11", by=person)
    counted = summary()
    assert [counted.units[unit.pk]["proposers"] for unit in (shop, other_shop)] == [1, 1]
    assert counted["proposers"] == 1


def test_a_second_proposer_does_not_count_the_suggestion_twice(shop):
    suggestion = idea(shop, "2026-01-10", answer="adopted", on="2026-01-11", done="2026-01-20", verified=100)
    Proposer.objects.filter(suggestion=suggestion).update(share=50)
    second = {"person": PersonFactory(department=shop), "share": 50, "is_lead": False}
    joined = Proposer.objects.create(suggestion=suggestion, **second, confirmed_at=None)
    assert summary()["proposers"] == 1
    Proposer.objects.filter(pk=joined.pk).update(confirmed_at=timezone.now())
    counted = summary()
    assert (counted["received"], counted["verified_yuan"], counted["proposers"]) == (1, 100, 2)


def test_each_refusal_appears_under_its_reason_and_its_rows(ladder):
    assert summary().reasons == {"cost": 2, "exists": 1}
    for reason, number in summary().reasons.items():
        found = rows(Suggestion.objects.all(), f"declined_{reason}", period=JANUARY_TO_AUGUST, as_of=AUGUST_END)
        assert found.count() == number


def test_a_refusal_whose_reason_the_ledger_lacks_is_counted_as_such(shop):
    idea(shop, "2026-01-10", answer="declined", on="2026-01-11", reason="", ledger=True)
    found = rows(Suggestion.objects.all(), "declined_unstated", period=JANUARY_TO_AUGUST, as_of=AUGUST_END)
    assert (summary().reasons, found.count()) == ({"": 1}, 1)


@pytest.mark.parametrize("code", ["", "nonsense", "answered_in_5000", "answered_in_x", "x_y", "headcount"])
def test_only_known_figures_have_rows(shop, code):
    with pytest.raises(UnknownFigureError):
        rows(Suggestion.objects.all(), code, period=JANUARY_TO_AUGUST)


# Acceptance cases of the domain


def test_a_rate_of_everything_says_that_it_came_from_a_ledger(shop):
    for _one in range(60):
        idea(shop, "2026-05-05", answer="adopted", on="2026-05-06", ledger=True)
    counted = summary()
    assert str(counted.rate("adoption_rate")) == "100%"
    assert (counted["adopted"], counted["adopted_by_ledger"], counted["verified"]) == (60, 60, 0)


def test_three_rates_of_the_same_suggestions_are_three_figures(shop):
    _many(shop, 195, status="implemented", conclusion="adopted", done=True)
    _many(shop, 32, status="adopted", conclusion="adopted")
    _many(shop, 28, status="submitted")
    counted = summary()
    assert str(counted.rate("adoption_rate")) == "89.0%"
    assert str(counted.rate("implementation_rate")) == "85.9%"
    assert str(counted.rate("implementation_rate_of_received")) == "76.4%"


def _many(shop, number, *, status, conclusion="", done=False):
    answered = moment("2026-05-07") if conclusion else None
    Suggestion.objects.bulk_create(
        Suggestion(
            number=f"M-{status}-{n}",
            enterprise=shop.enterprise,
            department=shop,
            shop=shop,
            title="一条",
            problem="一条",
            received_at=moment("2026-05-05"),
            month=dt.date(2026, 5, 1),
            due_on=dt.date(2026, 5, 12),
            status=status,
            conclusion=conclusion,
            answered_at=answered,
            concluded_at=answered,
            implemented_at=moment("2026-06-01") if done else None,
        )
        for n in range(number)
    )


def test_nothing_received_is_a_dash_and_not_a_rate(shop):
    counted = summary()
    assert str(counted.rate("adoption_rate")) == str(counted.rate("participation_rate")) == "—"
    assert counted.whole.days.median is None
    assert counted.is_empty


def test_what_is_done_in_october_is_not_done_in_a_report_of_august(shop):
    idea(shop, "2026-08-05", answer="adopted", on="2026-08-07", done="2026-10-08", verified=100)
    assert (summary()["adopted"], summary()["implemented"], summary()["verified_yuan"]) == (1, 0, 0)
    later = summary(as_of=moment("2026-10-31"))
    assert (later["adopted"], later["implemented"], later["verified_yuan"]) == (1, 1, 100)


def test_an_answer_after_the_date_of_the_data_is_still_waited_for(shop):
    idea(shop, "2026-08-05", answer="declined", on="2026-09-02")
    assert (summary()["answered"], summary()["pending"], summary()["declined"]) == (0, 1, 0)


def test_what_was_reserved_then_and_adopted_later_was_reserved_then(shop):
    suggestion = idea(shop, "2026-03-05", answer="reserved", on="2026-03-06")
    climb(suggestion, answer="adopted", on="2026-10-01")
    Suggestion.objects.update(answered_at=moment("2026-03-06"))
    assert (summary()["reserved"], summary()["adopted"], summary()["answered"]) == (1, 0, 1)
    later = summary(as_of=moment("2026-10-31"))
    assert (later["reserved"], later["adopted"], later["answered"]) == (0, 1, 1)


def test_the_reporting_year_runs_from_october_to_september(shop):
    for day in ("2025-09-30", "2025-10-01", "2025-12-31", "2026-01-01", "2026-09-30", "2026-10-01"):
        idea(shop, day)
    at = moment("2026-12-31")
    assert summary(as_of=at, period=Period.reporting_year(2026))["received"] == 4
    assert summary(as_of=at, period=Period.year(2026))["received"] == 3


def test_a_month_begins_at_local_midnight(shop):
    idea(shop, "2026-02-28 23:59")
    idea(shop, "2026-03-01 00:00")
    assert [(month.first.month, month["received"]) for month in summary().months if month["received"]] == [
        (2, 1),
        (3, 1),
    ]


def test_a_summary_without_a_period_is_of_the_year_so_far(shop):
    idea(shop, "2025-12-31")
    idea(shop, "2026-01-01")
    counted = summarise(Suggestion.objects.all(), as_of=AUGUST_END)
    assert (counted["received"], len(counted.months)) == (1, 8)
    assert [month.is_unfinished for month in counted.months] == [False] * 7 + [True]


# Days to answer


def test_days_to_answer_leave_out_the_days_spent_waiting_for_the_worker(shop):
    idea(shop, "2026-03-01 08:00", answer="adopted", on="2026-03-11 08:00", paused=8)
    days = summary().whole.days
    assert (days.median, days.ninth_decile, days.steps[1]) == (2.0, 2.0, (1, 2, 1))


def test_median_and_ninth_decile_are_those_of_the_sorted_days(shop):
    for answered in ("03-01 10:00", "03-02 20:24", "03-03 08:00", "03-05 08:00", "03-30 08:00"):
        idea(shop, "2026-03-01 08:00", answer="declined", on=f"2026-{answered}")
    days = summary().whole.days
    assert (days.count, days.median, days.ninth_decile) == (5, 2.0, 29.0)
    assert [number for _lower, _upper, number in days.steps] == [1, 2, 0, 1, 0, 0, 0, 0, 1]


def test_a_day_is_rounded_down_to_its_tenth(shop):
    idea(shop, "2026-03-01 08:00", answer="declined", on="2026-03-03 07:59")
    assert summary().whole.days.median == 1.9


@pytest.mark.parametrize(("step", "number"), [("1", 1), ("2", 2), ("4", 1), ("14", 0), ("more", 1)])
def test_each_column_of_days_has_its_rows(shop, step, number):
    for answered in ("03-01 10:00", "03-02 20:24", "03-03 08:00", "03-05 08:00", "03-30 08:00"):
        idea(shop, "2026-03-01 08:00", answer="declined", on=f"2026-{answered}")
    found = rows(Suggestion.objects.all(), f"answered_in_{step}", period=JANUARY_TO_AUGUST, as_of=AUGUST_END)
    assert found.count() == number


@pytest.mark.parametrize(
    ("answered", "in_time"), [("07 23:59", 1), ("08 00:00", 1), ("08 07:59", 1), ("08 23:59", 1), ("09 00:00", 0)]
)
def test_the_last_minute_of_the_promised_day_is_in_time(shop, answered, in_time):
    idea(shop, "2026-03-01 08:00", answer="declined", on=f"2026-03-{answered}")
    assert (summary()["in_time"], summary()["answer_due"]) == (in_time, 1)


# Headcount


def test_participation_is_measured_against_the_average_of_the_month_ends(shop):
    people = PersonFactory.create_batch(6, department=shop)
    PersonFactory(department=shop, joined_on=dt.date(2026, 2, 15))
    PersonFactory(department=shop, joined_on=dt.date(2020, 1, 1), left_on=dt.date(2026, 2, 1))
    idea(shop, "2026-01-10", by=people[0])
    period = Period(dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    counted = Scope(shop.enterprise).summarise(Suggestion.objects.all(), period=period, at=AUGUST_END)
    assert counted["headcount"] == 7
    assert counted.rate("participation_rate").fraction == "1/7"


def test_an_official_number_takes_the_place_of_the_roster(shop, other_shop):
    PersonFactory.create_batch(3, department=shop)
    for month in JANUARY_TO_AUGUST.months:
        Headcount.objects.create(enterprise=shop.enterprise, month=month, people=100)
        Headcount.objects.create(enterprise=shop.enterprise, department=other_shop, month=month, people=40)
    found = Scope(shop.enterprise).headcounts(JANUARY_TO_AUGUST, AUGUST_END)
    assert found == {None: 100, shop.pk: 3, other_shop.pk: 40}


def test_teams_count_for_their_shop_and_months_to_come_are_left_out(shop):
    team = DepartmentFactory(name="一班", enterprise=shop.enterprise, parent=shop)
    PersonFactory.create_batch(2, department=team)
    PersonFactory(department=shop, joined_on=dt.date(2026, 8, 20))
    assert Scope(shop.enterprise).headcounts(Period.year(2026), moment("2026-08-10")) == {None: 2, shop.pk: 2}
    assert Scope(shop.enterprise, team).headcounts(Period.year(2026), moment("2026-08-10")) == {
        None: 2,
        team.pk: 2,
    }


def test_the_district_counts_by_enterprise(shop):
    elsewhere = DepartmentFactory()
    PersonFactory.create_batch(2, department=elsewhere)
    idea(shop, "2026-01-10")
    idea(elsewhere, "2026-01-10", by=PersonFactory(department=elsewhere))
    counted = Scope().summarise(Suggestion.objects.all(), period=JANUARY_TO_AUGUST, at=AUGUST_END)
    assert {unit: tally["headcount"] for unit, tally in counted.units.items()} == {
        shop.enterprise_id: 1,
        elsewhere.enterprise_id: 3,
    }
    assert (counted["received"], counted["headcount"], counted["proposers"]) == (2, 4, 2)


def test_the_number_of_queries_does_not_grow_with_the_rows(ladder, shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        Scope(shop.enterprise).summarise(Suggestion.objects.all(), period=JANUARY_TO_AUGUST, at=AUGUST_END)
