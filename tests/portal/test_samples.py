"""What a number of cases allows to say; every expectation can be worked out by hand or looked up."""

from math import comb

import pytest

from alliance_portal.dashboard.samples import difference as compared
from alliance_portal.dashboard.samples import limits, wilson
from alliance_portal.dashboard.shares import Share
from alliance_portal.numbers import Rate


def difference(now, before):
    return compared(Rate(*now), Rate(*before))


def test_a_difference_beyond_196_standard_errors_is_one():
    # 60 % and 45 % of 100: SE = sqrt(.24/100 + .2475/100) = 0.0698, 1.96 SE = 0.1368 < 0.15.
    assert difference((60, 100), (45, 100)) == pytest.approx(0.15)
    assert difference((45, 100), (60, 100)) == pytest.approx(-0.15)


def test_a_difference_within_196_standard_errors_is_none():
    # 60 % and 47 %: SE = sqrt(.24/100 + .2491/100) = 0.0699, 1.96 SE = 0.137 > 0.13.
    assert difference((60, 100), (47, 100)) == 0


def test_the_mock_up_of_six_points_at_fifteen_hundred_people_is_one():
    assert difference((917, 1581), (819, 1581)) == pytest.approx(0.0619, abs=0.001)


def test_equal_rates_do_not_differ_even_where_there_is_no_error():
    assert difference((50, 50), (100, 100)) == 0
    assert difference((0, 50), (0, 100)) == 0


@pytest.mark.parametrize(("now", "before"), [((19, 19), (0, 900)), ((900, 900), (0, 19)), ((0, 0), (5, 90))])
def test_below_twenty_nothing_is_compared(now, before):
    assert difference(now, before) is None


def test_more_than_all_counts_as_all():
    """Whoever left since makes more proposers than people."""
    assert difference((30, 25), (25, 25)) == 0


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # As tables of the Wilson interval give them.
    [(0, 20, 0.0, 0.1611), (10, 20, 0.2993, 0.7007), (20, 20, 0.8389, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_the_wilson_interval_is_that_of_the_tables(part, whole, low, high):
    assert wilson(Rate(part, whole)) == pytest.approx((low, high), abs=0.0001)


def test_of_nothing_there_is_no_interval():
    assert wilson(Rate(0, 0)) is None


def test_the_limits_of_chance_narrow_with_the_number():
    # 80 % of all: one standard error is 2 points of 400, and 1 point of 1,600.
    assert limits(0.8, 400, 1.96) == pytest.approx((0.7608, 0.8392))
    assert limits(0.8, 1600, 1.96) == pytest.approx((0.7804, 0.8196))
    assert limits(1.0, 20, 3.09) == (1.0, 1.0)
    assert limits(0.0, 20, 3.09) == (0.0, 0.0)


def reached(whole, number, count):
    """(how likely `count` or fewer are by chance, how likely `count` or more), summed one by one."""
    each = [comb(number, n) * whole**n * (1 - whole) ** (number - n) for n in range(number + 1)]
    return sum(each[: count + 1]), sum(each[count:])


@pytest.mark.parametrize(("part", "number", "whole"), [(29, 30, 0.999), (18, 20, 0.99), (22, 25, 0.98)])
def test_near_all_of_them_one_or_two_missing_are_chance(part, number, whole):
    low, high = limits(whole, number, 3.09)
    assert low - 1e-9 <= part / number <= high
    other_low, other_high = limits(1 - whole, number, 3.09)
    assert (other_low, other_high) == pytest.approx((1 - high, 1 - low))
    assert other_low <= 1 - part / number <= other_high + 1e-9


@pytest.mark.parametrize(("width", "tail"), [(1.96, 0.025), (3.09, 0.001)])
@pytest.mark.parametrize("whole", [0.001, 0.02, 0.3, 0.5, 0.8, 0.98, 0.999])
@pytest.mark.parametrize("number", [20, 30, 99])
def test_outside_the_exact_limits_is_as_rare_as_is_said_and_one_further_in_is_not(number, whole, width, tail):
    low, high = (round(limit * number) for limit in limits(whole, number, width))
    assert low == 0 or reached(whole, number, low - 1)[0] <= tail + 1e-4
    assert high == number or reached(whole, number, high + 1)[1] <= tail + 1e-4
    assert reached(whole, number, low)[0] > tail - 1e-4
    assert reached(whole, number, high)[1] > tail - 1e-4


def test_of_very_many_cases_nearly_all_of_which_are_one_way_the_limits_stay_exact():
    # 20 of 200,000 are expected to fail; as good as a Poisson distribution, of which 95 % lie from 12 to 29.
    assert limits(0.9999, 200_000, 1.96) == pytest.approx((1 - 29 / 200_000, 1 - 12 / 200_000))


def trend(now, before, code="adoption_rate"):
    return Share(code, Rate(*now), Rate(*before)).trend


@pytest.mark.parametrize(
    ("now", "before", "way", "points"),
    [
        ((60, 100), (45, 100), "up", "15.0"),
        ((45, 100), (60, 100), "down", "15.0"),
        ((60, 100), (47, 100), "level", ""),
        # Of fewer than 50 in whole points: 40/40 against 52/100.
        ((40, 40), (525, 1000), "up", "47"),
        # More than chance, and less than a point: not called 0.
        ((20, 20), (9960, 10_000), "up", "0.4"),
    ],
)
def test_a_mark_says_which_way_and_how_many_points(now, before, way, points):
    assert (trend(now, before).way, trend(now, before).points) == (way, points)


def test_without_months_before_there_is_no_mark():
    assert Share("adoption_rate", Rate(60, 100)).trend is None
    assert trend((17, 17), (60, 100)) is None
