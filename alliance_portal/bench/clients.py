"""Many who write at once, on PostgreSQL: how much the figures cost them, and whether the figures stay right.

Each client is a thread with a connection of its own that says to the database what the services say, without the rest
of them: the database is what is measured, and both ways of writing are measured in turns.
"""

import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from alliance_portal.periods import Period, add_months, month_of
from suggestions import services, triggers
from suggestions.models import Suggestion
from suggestions.statistics import Scope

CLIENTS, HOT = 8, 200
TABLE = Suggestion._meta.db_table
STATUSES = ("submitted", "in_review", "adopted", "declined", "implemented")
# The plainest sum: one row for each enterprise, month and status, changed in place by a trigger.
IN_PLACE = f"""
CREATE TABLE bench_sums (enterprise bigint, month date, status text, n int, PRIMARY KEY (enterprise, month, status));
INSERT INTO bench_sums SELECT enterprise_id, month, status, count(*) FROM {TABLE} GROUP BY 1, 2, 3;
CREATE FUNCTION bench_in_place() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE bench_sums SET n = n - 1
      WHERE enterprise = OLD.enterprise_id AND month = OLD.month AND status = OLD.status;
  END IF;
  INSERT INTO bench_sums VALUES (NEW.enterprise_id, NEW.month, NEW.status, 1)
    ON CONFLICT (enterprise, month, status) DO UPDATE SET n = bench_sums.n + 1;
  RETURN NULL; END $$;
CREATE TRIGGER bench_in_place AFTER INSERT OR UPDATE OF status ON {TABLE}
  FOR EACH ROW EXECUTE FUNCTION bench_in_place();
"""  # noqa: S608 - the name of a model's table
NOT_IN_PLACE = f"DROP TRIGGER bench_in_place ON {TABLE}; DROP FUNCTION bench_in_place; DROP TABLE bench_sums;"


def measure(seconds, *, rounds=2):
    """The figures of P11 and P12, each kind of writing for so many seconds in every round."""
    rates = {"with": [], "without": [], "five": [], "five in place": []}
    deadlocks, keys = 0, _some_keys()
    for _round in range(rounds):
        with _without_marks():
            rates["without"].append(_load(_mixed(keys), seconds)[0])
        with _folding():
            rate, failed = _load(_mixed(keys), seconds)
        rates["with"].append(rate)
        with _folding():
            rate, failed_too = _load(_five(keys[:HOT]), seconds)
        rates["five"].append(rate)
        deadlocks += failed + failed_too
        with _without_marks(), _in_place():
            rates["five in place"].append(_load(_five(keys[:HOT]), seconds)[0])
    tps = {name: median(found) for name, found in rates.items()}
    during, after = differing(keys[:HOT], seconds)
    return {
        "P11": tps["with"] / tps["without"],
        "P11 rows5": tps["five"] / tps["five in place"],
        "P11 deadlocks": deadlocks,
        "P12": during,
        "P12 after": after,
    }


def differing(keys, seconds):
    """(cells that differ at any moment while clients write, and afterwards): sums and marks beside the rows."""
    found = []
    services.fold_figures()
    with _folding(), ThreadPoolExecutor(CLIENTS) as pool:
        until = time.monotonic() + seconds
        loads = [pool.submit(_closing, _write, _changes(keys), until, seed) for seed in range(CLIENTS)]
        while time.monotonic() < until:
            found.append(_compare())
        for load in loads:
            load.result()
    return max(found), _compare()


def _compare():
    """How many cells the two ways of counting do not agree on, in one state of the database."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _unequal(*both_ways())


def both_ways():
    """The figures of the district in five years, counted from the rows and read from the sums."""
    at, everything = timezone.now(), Suggestion.objects.all()
    period = Period(add_months(month_of(at), -59), month_of(at))
    return [Scope().summarise(everything, period=period, at=at, is_whole=is_whole) for is_whole in (False, True)]


def _unequal(first, second):
    pairs = [(first.whole.counts, second.whole.counts)]
    pairs += [(first.units[unit].counts, second.units[unit].counts) for unit in first.units]
    pairs += [(one.counts, other.counts) for one, other in zip(first.months, second.months, strict=True)]
    return sum(a[code] != b[code] for a, b in pairs for code in a.keys() | b.keys())


def _some_keys():
    """Of many enterprises, what everybody changes at once first; not what may have one status alone."""
    free = Suggestion.objects.filter(merged_into=None, forwarded_to=None).order_by("pk")
    keys = list(free.values_list("pk", flat=True)[: 20 * HOT])
    random.Random(5).shuffle(keys)  # noqa: S311 - nothing is secret here
    return keys


def _load(work, seconds):
    """(transactions a second, how many failed of a deadlock) of all clients together."""
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = list(pool.map(lambda seed: _closing(_write, work, until, seed), range(CLIENTS)))
    return max(sum(number for number, _failed in done) / seconds, 0.1), sum(failed for _number, failed in done)


def _closing(act, *args):
    try:
        return act(*args)
    finally:
        connection.close()


def _write(work, until, seed):
    """(transactions that were done, that failed of a deadlock) until the time is over."""
    chance, done, failed = random.Random(seed), 0, 0  # noqa: S311
    while time.monotonic() < until:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                work(cursor, chance)
            done += 1
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise
            failed += 1
    return done, failed


def _mixed(keys):
    """One that is new, or one that changes its status."""
    columns = [field.column for field in Suggestion._meta.concrete_fields if not field.primary_key]
    taken = {"number": "%s", "idempotency_key": "%s"}
    chosen = ", ".join(taken.get(name, name) for name in columns)
    copy = f"INSERT INTO {TABLE} ({', '.join(columns)}) SELECT {chosen} FROM {TABLE} WHERE id = %s"  # noqa: S608
    names = [name for name in columns if name in taken]

    def work(cursor, chance):
        if chance.random() < 0.5:
            return _change(cursor, chance, chance.choice(keys))
        # By a random number of its own: threads begin with the same seeds in every round.
        new = str(uuid.uuid4())
        numbers = {"number": new[:18], "idempotency_key": new}
        return cursor.execute(copy, [*(numbers[name] for name in names), chance.choice(keys)])

    return work


def _changes(keys):
    return lambda cursor, chance: _change(cursor, chance, chance.choice(keys))


def _five(keys):
    """In the order of their keys, so that the rows themselves hold nobody up for ever."""

    def work(cursor, chance):
        for key in sorted(chance.sample(keys, min(5, len(keys)))):
            _change(cursor, chance, key)

    return work


def _change(cursor, chance, key):
    status = chance.choice(STATUSES)
    cursor.execute(f"UPDATE {TABLE} SET status = %s, version = version + 1 WHERE id = %s", [status, key])  # noqa: S608


@contextmanager
def _without_marks():
    triggers.drop(connection)
    try:
        yield
    finally:
        triggers.install(connection)


@contextmanager
def _in_place():
    with connection.cursor() as cursor:
        cursor.execute(IN_PLACE)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(NOT_IN_PLACE)


@contextmanager
def _folding():
    """Marks are folded all the while, as a cron job would every now and then."""
    services.fold_figures()
    over = threading.Event()

    def fold():
        while not over.wait(0.5):
            services.fold_figures()

    with ThreadPoolExecutor(1) as pool:
        folds = pool.submit(_closing, fold)
        try:
            yield
        finally:
            over.set()
            folds.result()
