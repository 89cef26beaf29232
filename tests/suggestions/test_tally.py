"""Figures from sums and marks say in every moment what a count of all rows says."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from suggestions import services
from suggestions.models import FigureMark
from suggestions.statistics import recount_sums
from tests.suggestions import tallying
from tests.suggestions.histories import World

STEPS, A_LOT = 24, 12
START = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_both_ways_of_counting_say_the_same(db, clock, seed):
    services.fold_figures()
    world = World(seed, clock)
    for _step in range(STEPS):
        world.take_steps()
        tallying.check_some(world.chance)
    assert len(world.happened) >= A_LOT, world.happened
    tallying.check()
    assert list(recount_sums.differences(timezone.now())) == []
    clock.shift(dt.timedelta(days=400))
    tallying.check()
    services.fold_figures()
    tallying.check()
    assert list(recount_sums.differences(timezone.now())) == []
    assert not FigureMark.objects.exists()
