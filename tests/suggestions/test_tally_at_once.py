"""Many write, fold and read at the same moment: every reading is of one moment, and nothing is counted twice."""

import random
import threading
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from alliance_portal.periods import Period
from suggestions import services
from suggestions.models import FigureFold, FigureTally, Suggestion
from suggestions.services import figures
from suggestions.statistics import recount_sums, summarise
from suggestions.statistics.tally import OutdatedError, Reading
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.ladder import idea, moment
from tests.suggestions import tallying

HOT, TIMES = 20, 15
YEAR = Period.year(2026)
ANSWERED = {"status": "declined", "conclusion": "declined", "answered_at": moment("2026-01-20")}
OPEN = {"status": "submitted", "conclusion": "", "answered_at": None, "concluded_at": None}


@pytest.fixture
def hot(transactional_db):
    """Ids of a few suggestions of two enterprises that everybody writes to."""
    casts = [make_cast("CF", "长风客车"), make_cast("JC", "甲辰机床")]
    made = [idea(cast.team, "2026-01-10", by=cast.worker.person).pk for cast in casts for _one in range(HOT // 2)]
    services.fold_figures()
    return made


def write(ids, seed):
    """Answer, and take the answer back, several in one transaction."""
    chance = random.Random(seed)
    for _time in range(TIMES):
        with transaction.atomic():
            for pk in sorted(chance.sample(ids, 3)):
                answered = ANSWERED | {"concluded_at": ANSWERED["answered_at"]}
                Suggestion.objects.filter(pk=pk).update(**chance.choice([answered, OPEN]))


def fold():
    for _time in range(TIMES):
        services.fold_figures()


def read():
    """The readings in which the parts do not add up; where a fold was newer, the rows tell."""
    torn = []
    for _time in range(TIMES):
        try:
            counted = Reading(YEAR, timezone.now()).totals("received", "answered", "pending", "declined")
        except OutdatedError:
            continue
        if counted["answered"] + counted["pending"] != HOT or counted["declined"] != counted["answered"]:
            torn.append(counted)
    return torn


def test_who_reads_meanwhile_reads_one_moment_and_the_sums_are_right_after(hot):
    writers = [partial(write, hot, seed) for seed in range(3)]
    came = at_once(*writers, fold, fold, read, read)
    assert came[3:] == [None, None, [], []]
    tallying.check()
    services.fold_figures()
    tallying.check()
    assert list(recount_sums.differences(timezone.now())) == []


# Controls


def two_folds(ids):
    Suggestion.objects.filter(pk__in=ids).update(**ANSWERED, concluded_at=ANSWERED["answered_at"])
    return at_once(services.fold_figures, services.fold_figures)


def test_two_folds_at_once_count_nothing_twice(hot):
    two_folds(hot)
    assert list(recount_sums.differences(timezone.now())) == []


def test_without_the_lock_two_folds_would_count_twice(hot, monkeypatch):
    both_have_counted, really_save = threading.Barrier(2, timeout=20), figures.Changes.save

    @contextmanager
    def together():
        yield FigureFold.objects.get()

    def save(changes):
        both_have_counted.wait()
        really_save(changes)

    monkeypatch.setattr(figures, "_alone", together)
    monkeypatch.setattr(figures.Changes, "save", save)
    monkeypatch.setattr(figures, "_fold_expired", lambda until, after: (None, 0))
    monkeypatch.setattr(figures, "_fold_people", lambda until, after: (None, 0))
    two_folds(hot)
    assert FigureTally.objects.get(enterprise=0).answered == 2 * HOT


def test_read_by_two_statements_a_fold_in_between_would_be_lost(hot, monkeypatch):
    Suggestion.objects.filter(pk__in=hot).update(**ANSWERED, concluded_at=ANSWERED["answered_at"])
    reading = Reading(YEAR, timezone.now())
    assert reading.totals("answered") == {"answered": HOT}

    def one_after_the_other(self, parts, keys, numbers):
        lines = list(parts[0])
        services.fold_figures()
        return lines + [line for part in parts[1:] for line in part]

    monkeypatch.setattr(Reading, "_together", one_after_the_other)
    assert reading.totals("answered") == {"answered": 0}
    assert summarise(Suggestion.objects.all(), period=YEAR)["answered"] == HOT
