"""Bands, one grade lower, the difference, and the split: numbers alone, no database."""

import random
from decimal import Decimal
from itertools import pairwise

import pytest

from suggestions.services.rewards.arithmetic import (
    Band,
    Fault,
    faults,
    grade_of,
    left_to_pay,
    one_lower,
    split,
    to_fen,
    to_yuan,
)
from suggestions.services.together import equal_shares

WAN = 1_000_000


def band(from_fen, below_fen, least=0, most=30_000):
    return Band("", from_fen, below_fen, least, most)


FIVE = [
    band(100 * WAN, None, 250_000, 400_000),
    band(50 * WAN, 100 * WAN, 150_000, 250_000),
    band(10 * WAN, 50 * WAN, 50_000, 150_000),
    band(1 * WAN, 10 * WAN, 30_000, 50_000),
    band(0, 1 * WAN, 0, 30_000),
]


@pytest.mark.parametrize(
    ("yuan", "grade"),
    [
        ("0", 5),
        ("9999.99", 5),
        ("10000", 4),
        ("99999.99", 4),
        ("100000", 3),
        ("499999.99", 3),
        ("500000", 2),
        ("999999.99", 2),
        ("1000000", 1),
        ("999999999.99", 1),
    ],
)
def test_above_includes_the_number_and_below_does_not(yuan, grade):
    assert grade_of(FIVE, to_fen(Decimal(yuan))) == grade


def test_a_value_in_no_band_has_no_grade():
    assert grade_of([band(100, None)], 99) is None


@pytest.mark.parametrize(("grade", "lower"), [(1, 2), (4, 5), (5, 5)])
def test_what_is_borrowed_is_one_grade_lower_and_the_lowest_stays(grade, lower):
    assert one_lower(grade, 5) == lower


@pytest.mark.parametrize(
    ("awarded", "before", "left"),
    [(80_000, (20_000,), 60_000), (20_000, (80_000,), 0), (80_000, (), 80_000), (80_000, (30_000, 50_000), 0)],
)
def test_only_the_difference_is_paid_and_never_less_than_nothing(awarded, before, left):
    assert left_to_pay(awarded, *before) == left


@pytest.mark.parametrize(
    ("total", "shares", "paid"),
    [
        (30_000, ["100"], [30_000]),
        (10_000, ["33.33", "33.33", "33.34"], [3333, 3333, 3334]),
        (10_000, ["33.34", "33.33", "33.33"], [3334, 3333, 3333]),
        (100, ["33.33", "33.33", "33.34"], [33, 33, 34]),
        (80_000, ["40", "30", "30"], [32_000, 24_000, 24_000]),
        # Equal remainders: to the lead, then by order.
        (1, ["50", "50"], [1, 0]),
        (3, ["50", "50"], [2, 1]),
        (5, ["25", "25", "25", "25"], [2, 1, 1, 1]),
        (2, ["25", "25", "25", "25"], [1, 1, 0, 0]),
        # The largest remainder goes before the lead.
        (101, ["20", "30", "50"], [20, 30, 51]),
        (0, ["60", "40"], [0, 0]),
    ],
)
def test_a_total_is_shared_out_to_the_last_fen(total, shares, paid):
    assert split(total, [Decimal(share) for share in shares]) == paid


@pytest.mark.parametrize("shares", [["33.3", "33.3", "33.3"], ["60", "50"], ["120", "-20"], []])
def test_shares_that_are_no_hundred_share_nothing(shares):
    with pytest.raises(ValueError, match="100"):
        split(1000, [Decimal(share) for share in shares])


def cut_at_random(draw, count):
    """`count` shares above 0 with two decimals that sum to a hundred."""
    cuts = [0, *sorted(draw.sample(range(1, 10_000), count - 1)), 10_000]
    return [Decimal(after - before) / 100 for before, after in pairwise(cuts)]


@pytest.mark.parametrize("seed", range(200))
def test_every_split_sums_to_its_total_and_is_within_a_fen_of_the_exact_share(seed):
    draw = random.Random(seed)
    count = draw.randint(1, 10)
    shares = draw.choice([cut_at_random(draw, count), equal_shares(count)])
    total = draw.choice([0, 1, 7, draw.randint(1, 1000), draw.randint(1, 10**9)])

    paid = split(total, shares)

    assert sum(paid) == total
    assert all(isinstance(part, int) and part >= 0 for part in paid)
    assert all(abs(part - total * share / 100) < 1 for part, share in zip(paid, shares, strict=True))
    # Nobody with a smaller share is paid more than somebody with a larger one, but for the order of equals.
    by_share = sorted(zip(shares, paid, strict=True))
    assert all(one[1] <= two[1] for one, two in pairwise(by_share) if one[0] < two[0])


def test_the_order_of_equal_shares_decides_about_the_rest():
    paid = split(101, [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")])

    assert paid == [34, 34, 33]


def test_five_grades_without_gap_and_overlap_have_no_fault():
    assert faults(FIVE) == []
    assert faults([band(0, None)]) == []


def changed(line, **fields):
    """The five grades with one line changed."""
    facts = {name: getattr(FIVE[line], name) for name in ("name", "from_fen", "below_fen", "least_fen", "most_fen")}
    return [*FIVE[:line], Band(**facts | fields), *FIVE[line + 1 :]]


@pytest.mark.parametrize(
    ("line", "fields", "expected"),
    [
        (1, {"from_fen": 60 * WAN}, Fault(1, "from", "gap")),
        (1, {"from_fen": 40 * WAN}, Fault(1, "from", "overlap")),
        (0, {"below_fen": 200 * WAN}, Fault(0, "below", "not_open")),
        (4, {"from_fen": 1}, Fault(4, "from", "not_zero")),
        (4, {"least_fen": 30_001}, Fault(4, "most", "below_least")),
        (4, {"most_fen": 0}, Fault(4, "most", "below_least")),
        (4, {"most_fen": 50_001}, Fault(4, "most", "above_higher")),
    ],
)
def test_a_fault_is_told_at_its_line_and_edge(line, fields, expected):
    assert faults(changed(line, **fields)) == [expected]


def test_an_end_is_needed_and_lies_above_the_beginning():
    assert Fault(2, "below", "open") in faults(changed(2, below_fen=None))
    assert Fault(2, "below", "not_above") in faults(changed(2, below_fen=10 * WAN))


def test_money_is_whole_fen():
    assert to_fen(Decimal("12.30")) == 1230
    assert to_yuan(1230) == Decimal("12.30")
    with pytest.raises(ValueError, match="whole"):
        to_fen(Decimal("0.001"))
