"""`pytest --pg` runs the tests on a PostgreSQL server of their own, gone again when they are through.

The server is on a unix socket only, with its data in memory where possible. It has to run before
pytest-django reads the settings, which is before any conftest: hence a plugin and not a fixture.
"""

import os
from pathlib import Path

import pytest

from alliance_portal.bench.server import ServerError, ThrowawayServer, find_programs

MISSING = "PostgreSQL tests skipped: install it with: apt-get install postgresql"
# The portal asks not to compile statements. Autovacuum would tell the planner how empty the tables are between two
# tests, just before the next fills them.
FAST = "-c jit=off -c autovacuum=off -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def pytest_addoption(parser):
    parser.addoption("--pg", action="store_true", help="run the tests on a PostgreSQL server of their own")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    wanted = early_config.known_args_namespace.pg or os.environ.get("TEST_DATABASE") == "postgresql"
    if wanted and not os.environ.get("TEST_PGHOST"):
        _start_server(early_config)
    return (yield)


def _start_server(config):
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI"):
            raise pytest.UsageError(MISSING)
        print(MISSING)  # noqa: T201 - the run ends here, there is no report to put it into
        raise SystemExit(0)
    memory = Path("/dev/shm")  # noqa: S108 - only the place for a private folder with a random name
    server = ThrowawayServer(programs, options=FAST, place=memory if os.access(memory, os.W_OK) else None)
    try:
        os.environ["TEST_PGHOST"] = server.start()
    except ServerError as error:
        raise pytest.UsageError(str(error)) from error
    config.add_cleanup(lambda: os.environ.pop("TEST_PGHOST", None))
    config.add_cleanup(server.stop)


def pytest_report_header():
    return f"database: {'PostgreSQL' if os.environ.get('TEST_PGHOST') else 'SQLite'}"
