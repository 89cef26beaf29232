"""How fast the portal is, as ratios of one run."""

import json
import os
import subprocess
import sys
import tempfile
from argparse import SUPPRESS
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from alliance_portal.bench.run import own_database, run


def _sizes(text):
    return sorted(int(number) for number in text.split(","))


class Command(BaseCommand):
    help = "Measures the pages in a database of its own that is gone afterwards, and prints ratios."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", type=_sizes, default=[2000, 20000], help="numbers of suggestions, as 2000,20000")
        parser.add_argument("--runs", type=int, default=9, help="every time is the median of so many (default 9)")
        parser.add_argument("--imported", type=int, default=1000, help="rows of the ledger that is imported")
        parser.add_argument("--database-url", help="a server that makes the database (default: SQLite in a new folder)")
        parser.add_argument("--json", action="store_true", help="print the numbers for a script")
        parser.add_argument("--within", help=SUPPRESS)

    def handle(self, *, within, **options):
        if within:
            with own_database(within):
                found = run(options["sizes"], runs=options["runs"], imported=options["imported"])
            self.stdout.write(json.dumps(found))
            return
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
            found = self._in_production(Path(folder), **options)
        self.stdout.write(json.dumps(found, indent=2) if options["json"] else "\n".join(self._table(found)))

    def _in_production(self, folder, *, sizes, runs, imported, database_url, **options):
        """Measure in a process set up as in production, away from the data and the files of this one."""
        name = f"portal_bench_{get_random_string(8).lower()}" if database_url else folder / "bench.sqlite3"
        arguments = [f"--sizes={','.join(map(str, sizes))}", f"--runs={runs}", f"--imported={imported}"]
        done = subprocess.run(  # noqa: S603 - the arguments are numbers and a name made here
            [sys.executable, "manage.py", "bench", f"--within={name}", *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | _production(folder, database_url),
            stdout=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            raise CommandError("The measuring process failed.")
        return json.loads(done.stdout)

    def _table(self, found):
        yield f"{found['database']}, {found['runs']} runs; suggestions: {' / '.join(map(str, found['sizes']))}"
        yield f"\n{'page':<18}{'ms':>20}{'ratio':>8}{'SQL queries':>16}"
        for name, page in found["pages"].items():
            times = " / ".join(f"{time:.1f}" for time in page["ms"])
            queries = " / ".join(map(str, page["queries"]))
            yield f"{name:<18}{times:>20}{page['ms'][-1] / page['ms'][0]:>8.2f}{queries:>16}"
        yield ""
        for line, (what, value) in found["figures"].items():
            yield f"{line:<24}{value:>8.2f}  {what}"


def _production(folder, database_url):
    return {
        "DJANGO_SETTINGS_MODULE": "alliance_portal.settings",
        "DEBUG": "false",
        "SECRET_KEY": get_random_string(60),
        "ALLOWED_HOSTS": "testserver",
        "BASE_URL": "https://testserver",
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'portal.sqlite3'}",
        "CACHE_URL": "dbcache://portal_cache",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "WARNING",
    }
