"""How fast the portal is, as ratios of one run."""

import json
import os
import subprocess
import sys
import tempfile
from argparse import SUPPRESS
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from alliance_portal.bench import machine, scorecard
from alliance_portal.bench.run import own_database, run
from alliance_portal.bench.server import ServerError, find_programs, running

DEFAULT, MILLION, TEN_MILLION = [10_000, 100_000], 1_000_000, 10_000_000
DATABASES = ("sqlite", "postgresql")
# A server as it comes, with room for an index of a million rows.
SERVER = "-c shared_buffers=512MB -c maintenance_work_mem=256MB -c max_wal_size=4GB -c checkpoint_timeout=30min"
MISSING = "PostgreSQL is left out: no server is installed here (Debian: apt-get install postgresql)."
PASSED_ON = ("runs", "imported", "enterprises", "people", "seconds")


def _sizes(text):
    return sorted(int(number) for number in text.split(","))


def _databases(text):
    return [name for name in DATABASES if name in text.split(",")]


class Command(BaseCommand):
    help = "Measures the portal in databases of its own that are gone afterwards, and prints the scorecard."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", type=_sizes, default=DEFAULT, help="numbers of suggestions, as 10000,100000")
        parser.add_argument("--full", action="store_true", help="also with 1,000,000")
        parser.add_argument("--ten-million", action="store_true", help="also with 10,000,000, on PostgreSQL alone")
        parser.add_argument("--databases", type=_databases, default=DATABASES, help="sqlite,postgresql or one of them")
        parser.add_argument("--database-url", help="a PostgreSQL server that is there (default: one of its own)")
        parser.add_argument("--runs", type=int, default=9, help="every time is the median of so many (default 9)")
        parser.add_argument("--imported", type=int, default=10_000, help="rows of the ledger that is imported")
        parser.add_argument("--enterprises", type=int, default=1500, help="how many enterprises there are")
        parser.add_argument("--people", type=int, default=200_000, help="how many people there are")
        parser.add_argument("--seconds", type=int, default=10, help="for how long clients write, each time")
        parser.add_argument("--json", action="store_true", help="print the numbers for a script")
        parser.add_argument("--markdown", action="store_true", help="print tables for the documentation")
        parser.add_argument("--within", help=SUPPRESS)

    def handle(self, *, within, **options):
        if within:
            with own_database(within):
                self.stdout.write(json.dumps(run(options)))
            return
        known, found = machine.described(), []
        for database in options["databases"]:
            with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
                found += self._on(database, Path(folder), options)
        self._print(known, found, options)

    def _on(self, database, folder, options):
        """[what was found], [] where the database is not there."""
        sizes = _chosen(database, options)
        if database == "sqlite":
            return [self._in_production(folder, f"sqlite:///{folder / 'portal.sqlite3'}", sizes, options)]
        with self._server(options["database_url"]) as url:
            return [self._in_production(folder, url, sizes, options)] if url else []

    @contextmanager
    def _server(self, url):
        programs = find_programs()
        if url or programs is None:
            if not url:
                self.stderr.write(MISSING)
            yield url
            return
        try:
            with running(programs, options=SERVER) as own:
                yield own
        except ServerError as error:
            raise CommandError(str(error)) from error

    def _in_production(self, folder, url, sizes, options):
        """Measure in a process set up as in production, away from the data and the files of this one."""
        is_sqlite = url.startswith("sqlite")
        name = folder / "bench.sqlite3" if is_sqlite else f"portal_bench_{get_random_string(8).lower()}"
        arguments = [f"--{option}={options[option]}" for option in PASSED_ON]
        done = subprocess.run(  # noqa: S603 - the arguments are numbers and a name made here
            [sys.executable, "manage.py", "bench", f"--within={name}", f"--sizes={_joined(sizes)}", *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | _production(folder, url),
            stdout=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            raise CommandError("The measuring process failed.")
        return json.loads(done.stdout)

    def _print(self, known, found, options):
        if options["json"]:
            content = {"machine": known, "databases": found, "scorecard": scorecard.as_data(found)}
            self.stdout.write(json.dumps(content, indent=2, ensure_ascii=False))
            return
        told = scorecard.as_markdown if options["markdown"] else scorecard.as_text
        self.stdout.write("\n".join(told(known, found)))


def _chosen(database, options):
    more = [MILLION] if options["full"] or options["ten_million"] else []
    if options["ten_million"] and database == "postgresql":
        more.append(TEN_MILLION)
    return sorted({*options["sizes"], *more})


def _joined(sizes):
    return ",".join(map(str, sizes))


def _production(folder, url):
    return {
        "DJANGO_SETTINGS_MODULE": "alliance_portal.settings",
        "DEBUG": "false",
        "DEMO": "false",
        "SECRET_KEY": get_random_string(60),
        "ALLOWED_HOSTS": "testserver",
        "BASE_URL": "https://testserver",
        "DATABASE_URL": url,
        "CACHE_URL": "dbcache://portal_cache",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "WARNING",
    }
