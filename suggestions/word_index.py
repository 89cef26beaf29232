"""The index of the words that suggestions are found by: made, made anew, and compared with the texts."""

from django.db import transaction

from .models import Suggestion, WordIndex
from .querysets.words import INDEX, tokens_of

AT_ONCE = 2000
TABLE = WordIndex._meta.db_table
# Small enough to be read through by every search, and put in order by whoever fills it without a halt.
PENDING_KB = 512

_NAMES = {"index": INDEX, "table": TABLE}
_PUT = "INSERT INTO {index} (rowid, tokens) VALUES (new.suggestion_id, new.tokens);"
_TAKE = "INSERT INTO {index} ({index}, rowid, tokens) VALUES ('delete', old.suggestion_id, old.tokens);"
EVENTS = {"insert": _PUT, "delete": _TAKE, "update": _TAKE + _PUT}


def install(connection):
    """Make the index where it is missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if connection.in_atomic_block:
                # Not while it is open whether the rows that were just written refer to what is there.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            made = "CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin (tokens)".format_map(_NAMES)
            cursor.execute(f"{made} WITH (gin_pending_list_limit = {PENDING_KB})")
        else:
            _install_in_sqlite(cursor)


def remove(connection):
    """Take it away, before the table goes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")
            return
        for event in EVENTS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_{event}")
        cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")


def _install_in_sqlite(cursor):
    """A table of its own that reads its content from ours, kept by triggers as SQLite advises."""
    options = "content='{table}', content_rowid='suggestion_id', detail=none, tokenize='ascii'"
    statements = [f"CREATE VIRTUAL TABLE IF NOT EXISTS {{index}} USING fts5 (tokens, {options})"]
    for event, does in EVENTS.items():
        named = f"CREATE TRIGGER IF NOT EXISTS {{index}}_{event} AFTER {event.upper()} ON {{table}}"
        statements.append(f"{named} BEGIN {does} END")
    statements.append("INSERT INTO {index} ({index}) VALUES ('rebuild')")
    for statement in statements:
        cursor.execute(statement.format_map(_NAMES))


def rebuild():
    """Cut all texts anew; returns of how many suggestions."""
    number = 0
    for part in _parts():
        with transaction.atomic():
            # As they are now, and staying so until their words are written.
            locked = Suggestion.objects.select_for_update().filter(pk__in=[one.pk for one in part])
            WordIndex.objects.write(locked)
        number += len(part)
    return number


def differences():
    """Yield (suggestion, words that are missing, words that are too many) where the index is not as the texts are."""
    for part in _parts():
        reports = WordIndex.objects.reports(part)
        held = dict(WordIndex.objects.filter(pk__in=[one.pk for one in part]).values_list("pk", "tokens"))
        for one in part:
            due, kept = set(tokens_of(one, reports.get(one.pk, ()))), set(held.get(one.pk, ()))
            if due != kept or one.pk not in held:
                yield one, due - kept, kept - due


def _parts():
    """All suggestions, some at a time: walked through by their keys, because this takes long and rows go meanwhile."""
    rows, last = Suggestion.objects.order_by("pk").only("pk", "number", *Suggestion.TEXTS), 0
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield part
        last = part[-1].pk
