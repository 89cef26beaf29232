"""Triggers of the database that mark whatever may change what a suggestion counts as, in the same transaction.

So no way of writing can forget it: services, bulk forms, imports, `queryset.update`, admin, SQL by hand. They are
installed after every `migrate`, because SQLite loses the triggers of a table that Django makes anew. The name of a
trigger ends in a digest of its text: one of that name is the right one.
"""

import hashlib
from dataclasses import dataclass

from django.db import models, transaction

from .models import (
    AnswerRating,
    BenefitAssessment,
    Decision,
    FigureFold,
    FigureMark,
    Implementation,
    Proposer,
    Recheck,
    Suggestion,
)

PREFIX = "figure_mark"


@dataclass(frozen=True)
class Watched:
    """A model whose rows decide what a suggestion counts as: by which column they tell whose, by which fields what."""

    model: type[models.Model]
    key: str
    fields: tuple

    def texts(self, quote):
        """{name of a trigger: (when it fires, what it does)}"""
        table, columns = quote(self.model._meta.db_table), [self.model._meta.get_field(f).column for f in self.fields]
        fires = {
            "insert": (f"INSERT ON {table} FOR EACH ROW", "NEW"),
            "delete": (f"DELETE ON {table} FOR EACH ROW", "OLD"),
            "update": (f"UPDATE OF {', '.join(map(quote, columns))} ON {table} FOR EACH ROW", "NEW"),
        }
        if self.key in columns:
            goes = f"UPDATE OF {quote(self.key)} ON {table} FOR EACH ROW WHEN (OLD.{self.key} <> NEW.{self.key})"
            fires["leave"] = goes, "OLD"
        made = {}
        for event, (when, row) in fires.items():
            does = self._mark(quote, row)
            digest = hashlib.sha256(f"{when} {does}".encode()).hexdigest()[:8]
            made[f"{PREFIX}_{self.model._meta.model_name}_{event}_{digest}"] = f"AFTER {when}", does
        return made

    def _mark(self, quote, row):
        column = "person" if self.key == "person_id" else "suggestion"
        marks = f"INSERT INTO {quote(FigureMark._meta.db_table)} ({column})"
        if self.key != "decision_id":
            return f"{marks} VALUES ({row}.{self.key});"
        of = f"SELECT suggestion_id FROM {quote(Decision._meta.db_table)} WHERE id = {row}.decision_id"  # noqa: S608 - ours
        return f"{marks} {of};"


WATCHED = (
    Watched(
        Suggestion,
        "id",
        (
            "enterprise", "shop", "month", "status", "name_hidden", "channel", "received_at", "due_on",
            "waiting_since", "paused_days", "conclusion", "answered_at", "concluded_at", "implemented_at",
            "withdrawn_at", "spam_at", "unmerged_at",
        ),
    ),
    Watched(
        Decision,
        "suggestion_id",
        ("suggestion", "conclusion", "decline_reason", "decided_at", "taken_back_at", "source"),
    ),
    Watched(Implementation, "suggestion_id", ("suggestion", "outcome", "source")),
    Watched(
        BenefitAssessment,
        "suggestion_id",
        ("suggestion", "claimed_yuan", "verified_yuan", "verified_soft_yuan", "verified_at", "source"),
    ),
    Watched(Recheck, "suggestion_id", ("suggestion", "result", "checked_at")),
    Watched(AnswerRating, "decision_id", ("decision", "value", "created_at")),
    Watched(Proposer, "person_id", ("suggestion", "person", "confirmed_at")),
)  # fmt: skip

# The apps whose migrations may change a table that is watched.
APPS = {watched.model._meta.app_label for watched in WATCHED}


def missing(connection):
    """The names of triggers that are not there, or switched off."""
    return sorted(_wanted(connection).keys() - _present(connection).keys())


def install(connection):
    """Make the triggers that are missing. Nobody knows what they have missed: the next fold counts everything anew."""
    wanted, present = _wanted(connection), _present(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, cursor, {name: table for name, table in present.items() if name not in wanted})
        for name in wanted.keys() - present.keys():
            _create(connection, cursor, name, *wanted[name])
        if wanted.keys() - present.keys():
            FigureFold.objects.using(connection.alias).update(counted_by="")


def drop(connection):
    """Take them away: before tables are made anew, and around what writes very many rows at once.

    The sums are not read from now on: should nobody get to `install`, what is written would be missing in them.
    They come first, because whoever folds them holds them while reading the tables.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if FigureFold._meta.db_table in connection.introspection.table_names(cursor):
            FigureFold.objects.using(connection.alias).update(counted_by="")
        _drop(connection, cursor, _present(connection, working=False))


def _wanted(connection):
    return {name: text for watched in WATCHED for name, text in watched.texts(connection.ops.quote_name).items()}


def _present(connection, *, working=True):
    """{name: its table} of those that work; of all where `working` is false, those that are switched off too."""
    sql = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE %s AND pg_table_is_visible(tgrelid)"
        )
        sql += " AND tgenabled <> 'D'" if working else ""
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def _create(connection, cursor, name, when, does):
    if connection.vendor != "postgresql":
        cursor.execute(f"CREATE TRIGGER {name} {when} BEGIN {does} END")
        return
    body = f"$$ BEGIN {does} RETURN NULL; END $$"
    cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}")
    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {when.partition(' ON ')[2].partition(' ')[0]}")
    cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()")


def _drop(connection, cursor, present):
    for name, table in present.items():
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER {name} ON {connection.ops.quote_name(table)}")
            cursor.execute(f"DROP FUNCTION {name}()")
        else:
            cursor.execute(f"DROP TRIGGER {name}")
