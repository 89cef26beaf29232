"""Drawing a sample that anybody can draw again; every expectation can be worked out by hand."""

import hashlib

from suggestions.sampling import rank, sample, shared_out


def test_the_rank_is_the_sha256_of_seed_colon_number():
    assert rank("seed", "CF-2026-00001") == hashlib.sha256(b"seed:CF-2026-00001").hexdigest()


POPULATION = {"CF": [f"CF-{n}" for n in range(20)], "JC": [f"JC-{n}" for n in range(4)]}


def test_so_many_of_each_enterprise_and_all_where_there_are_fewer():
    drawn = sample(POPULATION, method="each", size=5, seed="a")
    assert [number[:2] for number in drawn] == ["CF"] * 5 + ["JC"] * 4
    smallest = sorted(POPULATION["CF"], key=lambda number: hashlib.sha256(f"a:{number}".encode()).hexdigest())[:5]
    assert drawn[:5] == smallest


def test_the_same_seed_draws_the_same_and_another_one_another_sample():
    drawn = sample(POPULATION, method="each", size=5, seed="a")
    shuffled = {"JC": POPULATION["JC"][::-1], "CF": POPULATION["CF"][::-1]}
    assert sample(shuffled, method="each", size=5, seed="a") == drawn
    assert sample(POPULATION, method="each", size=5, seed="b") != drawn


def test_so_many_in_all_are_shared_out_by_what_was_declared():
    # 10 of 24: CF 8.33, JC 1.67: whole parts 8 and 1, and JC has the larger remainder.
    assert shared_out({"CF": 20, "JC": 4}, 10) == {"CF": 8, "JC": 2}
    assert len(sample(POPULATION, method="all", size=10, seed="a")) == 10


def test_of_equal_remainders_the_first_code_comes_first():
    assert shared_out({"B": 5, "A": 5, "C": 5}, 4) == {"A": 2, "B": 1, "C": 1}


def test_never_more_than_there_are_and_nothing_of_nothing():
    assert shared_out({"CF": 2, "JC": 1}, 10) == {"CF": 2, "JC": 1}
    assert shared_out({}, 10) == {}
    assert shared_out({"CF": 0}, 10) == {"CF": 0}


def test_parts_always_add_up():
    sizes = {f"E{n:02}": n * n + 1 for n in range(30)}
    for total in (1, 7, 100, 299):
        shares = shared_out(sizes, total)
        assert sum(shares.values()) == total
        assert all(shares[code] <= sizes[code] for code in sizes)


def test_every_number_has_its_chance():
    """Over many seeds each of ten is among the drawn five about half the time."""
    drawn = [sample({"A": list("0123456789")}, method="each", size=5, seed=str(seed)) for seed in range(400)]
    counts = [sum(number in one for one in drawn) for number in "0123456789"]
    # Five standard errors around 200.
    assert all(150 <= count <= 250 for count in counts)
