"""Entries are shared out evenly among judges, and never to one in conflict."""

import itertools
import random
from collections import Counter

import pytest

from workshops.services.awards.sharing_out import next_judge, share_out


def loads_of(shared, judges):
    counted = Counter(judge for chosen in shared.values() for judge in chosen)
    return [counted[judge] for judge in judges]


def check(shared, entries, conflicts, each):
    assert set(shared) == set(entries)
    for entry, chosen in shared.items():
        assert len(set(chosen)) == len(chosen) == each
        assert not any((judge, entry) in conflicts for judge in chosen)


@pytest.mark.parametrize("seed", range(40))
def test_any_size_is_shared_out_with_loads_that_differ_by_one_at_most(seed):
    draw = random.Random(seed)
    judges = list(range(draw.randint(3, 12)))
    each = draw.randint(1, (len(judges) + 1) // 2)
    entries = [f"e{n}" for n in range(draw.randint(len(judges), 40))]
    # Every judge keeps out of a few, and every entry keeps enough judges.
    conflicts = {(draw.choice(judges), entry) for entry in draw.sample(entries, len(judges) // 2)}
    shared = share_out(entries, judges, conflicts, each)
    check(shared, entries, conflicts, each)
    loads = loads_of(shared, judges)
    assert max(loads) - min(loads) <= 1


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_conflicts_nothing_is_more_even(seed):
    """Compared with every way there is, for few enough."""
    draw = random.Random(seed)
    judges, entries, each = list(range(4)), list("wxyz"), draw.randint(1, 2)
    pairs = [(judge, entry) for judge in judges for entry in entries]
    conflicts = set(draw.sample(pairs, draw.randint(0, 6)))
    free = [[judge for judge in judges if (judge, entry) not in conflicts] for entry in entries]
    if any(len(one) < each for one in free):
        with pytest.raises(ValueError, match=r"[wxyz]"):
            share_out(entries, judges, conflicts, each)
        return
    ways = itertools.product(*(itertools.combinations(one, each) for one in free))
    best = min(unevenness(loads_of(dict(enumerate(way)), judges)) for way in ways)
    shared = share_out(entries, judges, conflicts, each)
    check(shared, entries, conflicts, each)
    assert unevenness(loads_of(shared, judges)) == best


def unevenness(loads):
    return sum(load * load for load in loads)


def test_thirty_entries_seven_judges_and_three_conflicts():
    entries, judges = list(range(30)), list("abcdefg")
    conflicts = {("a", 0), ("a", 1), ("b", 2)}
    shared = share_out(entries, judges, conflicts, 3)
    check(shared, entries, conflicts, 3)
    assert sorted(loads_of(shared, judges)) == [12, 13, 13, 13, 13, 13, 13]


def test_what_is_levelled_passes_from_hand_to_hand():
    """c may judge only the last; without passing on, a and b would be left with all of it."""
    entries, judges = [1, 2, 3], ["a", "b", "c"]
    conflicts = {("c", 1), ("c", 2), ("b", 3)}
    shared = share_out(entries, judges, conflicts, 1)
    check(shared, entries, conflicts, 1)
    assert loads_of(shared, judges) == [1, 1, 1]


def test_where_conflicts_leave_no_even_way_it_is_as_even_as_can_be():
    conflicts = {("c", entry) for entry in range(5)}
    shared = share_out(list(range(6)), ["a", "b", "c"], conflicts, 1)
    assert sorted(loads_of(shared, "abc")) == [1, 2, 3]
    assert loads_of(shared, "c") == [1]


def test_entries_with_too_few_judges_are_named():
    with pytest.raises(ValueError, match="2") as short:
        share_out([1, 2], ["a", "b"], {("a", 2)}, 2)
    assert short.value.args[0] == [2]


def test_the_next_judge_has_the_least_to_do_and_may_judge_it():
    assert next_judge(["a", "b", "c"], {"a": 1, "b": 3, "c": 2}, {"a"}) == "c"
    assert next_judge(["a"], {}, {"a"}) is None
