"""The databases of the tests: made from the models, with the rows that migrations lay, and emptied quickly."""

from contextlib import contextmanager

import pytest
from django.core.management.color import no_style
from django.db import connection, connections
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase, override_settings

OUR_APPS = {"alliance_portal", "members", "workshops", "suggestions", "training"}
# They say what the tables are, which no test changes.
KEPT = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def emptied_quickly():
    """After a test that committed, Django truncates every table there is, which takes PostgreSQL a second."""
    usual, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, _empty
    yield
    TransactionTestCase._fixture_teardown = usual


def _empty(case):
    for alias in case._databases_names(include_mirrors=False):
        _delete(connections[alias], sorted(_filled(connections[alias])))


def _filled(database):
    """The names of the tables with rows in them."""
    quote = database.ops.quote_name
    names = set(database.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    parts = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in sorted(names)]  # noqa: S608
    with database.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name for (name,) in cursor.fetchall()}


def _delete(database, names):
    """All at once, whatever refers to what."""
    if database.vendor == "sqlite":
        statements = database.ops.sql_flush(no_style(), names)
    else:
        deletes = [f"DELETE FROM {database.ops.quote_name(name)}" for name in names]  # noqa: S608
        statements = ["SET LOCAL session_replication_role = replica", *deletes]
    database.ops.execute_sql_flush(statements)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tables come from the models, which takes a tenth of the time of all migrations; their first rows are laid after.

    That migrations end at the same tables is a test of its own.
    """
    with django_db_blocker.unblock():
        lay_first_rows()


def lay_first_rows():
    loader = with_migrations()
    as_migrated = loader.project_state().apps
    with connection.schema_editor() as editor:
        for add_rows in first_rows(loader.graph):
            add_rows(as_migrated, editor)


def with_migrations():
    with override_settings(MIGRATION_MODULES={}):
        return MigrationLoader(None)


def first_rows(graph):
    """The functions of our own migrations that lay rows (add_…), in their order; others move what was there before."""
    plan = dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf) if key[0] in OUR_APPS)
    operations = [each for key in plan for each in graph.nodes[key].operations if isinstance(each, RunPython)]
    return [each.code for each in operations if each.code.__name__.startswith("add_")]


@pytest.fixture
def empty_database(transactional_db, settings, tmp_path):
    """Nothing is in it, not even tables; the database of the tests is back afterwards."""
    settings.MIGRATION_MODULES = {}
    with connection_to(tmp_path / "empty.sqlite3"):
        yield connection


@contextmanager
def connection_to(name):
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    yield
    connection.close()
    connection.settings_dict["NAME"] = kept
