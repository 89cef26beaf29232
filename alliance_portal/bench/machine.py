"""On what it was measured: times hang on it, ratios hardly."""

import os
import platform
import sqlite3
from pathlib import Path

import django
from django.db import connection


def described():
    """{what: value} of this machine and the programs on it."""
    return {
        "cores": os.cpu_count(),
        "memory, GiB": _memory(),
        "load before": round(os.getloadavg()[0], 1),
        "system": platform.platform(aliased=True, terse=True),
        "Python": platform.python_version(),
        "Django": django.get_version(),
    }


def _memory():
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1)


def database():
    """The database's name with its version."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


class Peak:
    """How much memory this process took at most meanwhile, in MiB above what it held before; Linux alone can tell."""

    def __enter__(self):
        Path("/proc/self/clear_refs").write_text("5")
        self.before = _status("VmRSS")
        return self

    def __exit__(self, *error):
        self.extra = max(_status("VmHWM") - self.before, 0.1)


def _status(name):
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines[name].split()[0]) / 1024
