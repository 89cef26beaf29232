"""How figures are written; every expectation can be worked out by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from alliance_portal.numbers import Rate, and_more, days, days_hours_minutes, floor, million, percent, thousands, wan


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (227, 255, "89.0"),  # adopted of received
        (195, 227, "85.9"),  # implemented of adopted
        (195, 255, "76.4"),  # implemented of received
        (117, 122, "95.9"),
        (902, 902, "100"),
        (901, 902, "99.8"),
        (9999, 10_000, "99.9"),
        (99_999, 100_000, "99.9"),
        (0, 255, "0.0"),
        (1, 3, "33.3"),
        (2, 3, "66.6"),
    ],
)
def test_percent_is_rounded_down_to_one_decimal(numerator, denominator, expected):
    assert percent(numerator, denominator) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(117, 122, "95"), (902, 902, "100"), (901, 902, "99"), (1, 200, "0")],
)
def test_percent_without_decimals_is_rounded_down_too(numerator, denominator, expected):
    assert percent(numerator, denominator, 0) == expected


def test_percent_of_nothing_is_a_dash():
    assert percent(0, 0) == "—"


def test_percent_above_one_hundred_is_not_hidden():
    assert percent(3, 2) == "150.0"


def test_rate_of_nothing_is_a_dash_and_has_no_fraction():
    rate = Rate(0, 0)

    assert (str(rate), rate.digits, rate.fraction) == ("—", "—", "")
    assert (rate.is_empty, rate.is_counted_only, rate.is_small, rate.has_percentage) == (True, False, False, False)


@pytest.mark.parametrize(
    ("denominator", "text"),
    [(1, "0/1"), (19, "17/19"), (20, "85%"), (49, "34%"), (50, "34.0%"), (1729, "0.9%")],
)
def test_rate_shows_no_percentage_under_20_and_no_decimals_under_50(denominator, text):
    assert str(Rate(min(17, denominator - 1), denominator)) == text


@pytest.mark.parametrize(
    ("denominator", "counted_only", "small", "percentage"),
    [(19, True, False, False), (20, False, True, True), (49, False, True, True), (50, False, False, True)],
)
def test_rate_knows_its_size(denominator, counted_only, small, percentage):
    rate = Rate(10, denominator)

    assert (rate.is_counted_only, rate.is_small, rate.has_percentage) == (counted_only, small, percentage)


def test_rate_keeps_its_two_numbers_at_hand():
    rate = Rate(1560, 1729)

    assert (rate.digits, rate.fraction, str(rate)) == ("90.2", "1,560/1,729", "90.2%")


def test_rate_counted_only_gives_its_numerator_as_the_large_figure():
    assert Rate(17, 19).digits == "17"


def test_rate_is_100_percent_only_when_both_numbers_are_equal():
    assert str(Rate(902, 902)) == "100%"
    assert str(Rate(99_999, 100_000)) == "99.9%"
    assert str(Rate(49, 49)) == "100%"
    assert str(Rate(19, 19)) == "19/19"


def test_whole_rate_has_no_decimals():
    assert str(Rate(347, 426, decimals=0)) == "81%"


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0"), (999, "999"), (1729, "1,729"), (1_234_567, "1,234,567"), (None, "—")]
)
def test_thousands_are_separated_in_threes(number, expected):
    assert thousands(number) == expected


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [(1.99, 1, "1.9"), (Decimal("5.98"), 1, "5.9"), (2, 1, "2.0"), (1234.56, 0, "1,234"), (None, 1, "—")],
)
def test_floor_rounds_down(number, decimals, expected):
    assert floor(number, decimals) == expected


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        (1_864_000, "186.4"),
        (Decimal("499999.99"), "49.9"),
        (500_000, "50.0"),
        (12_345_678, "1,234.5"),
        (0, "0.0"),
        (None, "—"),
    ],
)
def test_wan_is_ten_thousand_yuan_rounded_down(yuan, expected):
    assert wan(yuan) == expected


@pytest.mark.parametrize(("yuan", "expected"), [(3_190_000, "3.19"), (3_199_999, "3.19"), (None, "—")])
def test_million_has_two_decimals_rounded_down(yuan, expected):
    assert million(yuan) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(days=1, hours=23), "1.9"),
        (timedelta(days=2), "2.0"),
        (timedelta(minutes=40), "0.0"),
        (1.99, "1.9"),
        (None, "—"),
    ],
)
def test_days_are_rounded_down_to_tenths(span, expected):
    assert days(span) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(days=1, hours=6, minutes=59, seconds=59), (1, 6, 59)),
        (timedelta(hours=8), (0, 8, 0)),
        (timedelta(seconds=59), (0, 0, 0)),
    ],
)
def test_days_hours_minutes_are_whole(span, expected):
    assert days_hours_minutes(span) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"), (9, "9"), (10, "10"), (11, "十余"), (25, "20余"), (100, "100"), (101, "百余"), (128, "百余"),
        (345, "300余"), (999, "900余"), (1000, "1,000"), (1001, "千余"), (9999, "9000余"), (11_400, "万余"),
        (20_000, "20,000"), (62_563, "6万余"), (123_456, "12万余"), (100_000_001, "亿余"),
    ],
)  # fmt: skip
def test_a_count_in_a_report_never_says_more_than_was_counted(number, words):
    assert and_more(number) == words
