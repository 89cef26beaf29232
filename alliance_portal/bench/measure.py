"""Times as medians, statements as they were sent, sizes as they go over the wire."""

import gc
import gzip
import time
from statistics import median

from django.db import connection


def milliseconds(*calls, runs):
    """The median time of each call. They take turns, so that whatever else the machine does slows all of them alike."""
    times = [[_timed(call) for call in calls] for _run in range(runs + 1)]
    return [median(column) for column in zip(*times[1:], strict=True)]


def _timed(call):
    gc.collect()
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def statements(call):
    """[(SQL, parameters)] of one call."""
    sent = []

    def note(execute, sql, params, many, context):
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return sent


def replay(sent):
    """Ask the database the same once more, and do nothing with what it says."""
    with connection.cursor() as cursor:
        for sql, params in sent:
            cursor.execute(sql, params)
            cursor.fetchall()


def zipped(content):
    """How many bytes it takes to send this."""
    return len(gzip.compress(content, 6))
