"""`pytest --pg` runs the tests on a PostgreSQL server of their own, gone again when they are through.

The server is on a unix socket only, with its data in memory where possible. It has to run before
pytest-django reads the settings, which is before any conftest: hence a plugin and not a fixture.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

MISSING = "PostgreSQL tests skipped: install it with: apt-get install postgresql"
SUPERUSER = "postgres"
# Autovacuum would tell the planner how empty the tables are between two tests, just before the next fills them.
FAST = "-c autovacuum=off -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class ThrowawayServer:
    """One PostgreSQL server with an empty database, gone after `stop`."""

    def __init__(self, programs):
        self.programs = programs
        memory = Path("/dev/shm")  # noqa: S108 - only the place for a private folder with a random name
        place = memory if os.access(memory, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=place))

    def start(self):
        """Return the folder of the server's socket; on failure nothing is left behind."""
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam(SUPERUSER).pw_uid, -1)
        try:
            self._run("initdb", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            options = f"-k {self.folder} -c listen_addresses='' {FAST}"
            self._run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start")
        except subprocess.CalledProcessError as error:
            self._remove()
            raise pytest.UsageError(f"PostgreSQL did not start: {error.stderr.decode()}") from error
        return str(self.folder)

    def stop(self):
        self._run("pg_ctl", "-m", "immediate", "-s", "stop")
        self._remove()

    def _remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments):
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", SUPERUSER, "--", *command]
        # The server keeps inherited pipes open for its whole life, so its output goes to a file.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, cwd="/", stdout=output, stderr=output, check=False)
            if done.returncode:
                output.seek(0)
                raise subprocess.CalledProcessError(done.returncode, command, stderr=output.read())


def find_programs():
    """The folder of the newest installed server's programs, or None."""
    if folders := [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]:
        return max(folders, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


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
    server = ThrowawayServer(programs)
    os.environ["TEST_PGHOST"] = server.start()
    config.add_cleanup(lambda: os.environ.pop("TEST_PGHOST", None))
    config.add_cleanup(server.stop)


def pytest_report_header():
    return f"database: {'PostgreSQL' if os.environ.get('TEST_PGHOST') else 'SQLite'}"
