"""One run on one database: fill it at each size, measure the pages, and divide."""

import gc
import sys
import time
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.utils.crypto import get_random_string

from alliance_portal import demo
from members.models import User

from . import bare, beside, clients, cold, district, likeness, machine, words
from .measure import milliseconds, statements
from .pages import Portal
from .scorecard import NOT_HERE, PEERS

# Peers were measured with so many rows, and with no more an export has to go into one workbook.
REFERENCE = 100_000


@contextmanager
def own_database(name):
    """A database of that name with all tables, gone afterwards."""
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


def run(options):
    """Everything that is measured, as plain numbers; `options` are those of the command."""
    began, sizes = time.monotonic(), options["sizes"]
    call_command("collectstatic", interactive=False, verbosity=0)
    demo.build(password=get_random_string(20))
    # What is there by now stays: looking through it before every measurement would take longer than to measure.
    gc.collect()
    gc.freeze()
    found = _Run(options)
    for size in sizes:
        found.at(size)
    found.after_all()
    return {
        "database": machine.database(),
        "sizes": sizes,
        "runs": options["runs"],
        "seconds": time.monotonic() - began,
        "pages": found.pages,
        "figures": found.figures,
        "missing": found.missing,
    }


class _Run:
    def __init__(self, options):
        self.options, self.runs = options, options["runs"]
        self.portal, self.staff = Portal(), User.objects.get(username=demo.accounts.STAFF)
        self.pages, self.figures, self.peaks = {}, {}, []
        self.missing = dict.fromkeys(("P3 helpdesk", "P3 pretalx"), NOT_HERE)
        self.reference = max((size for size in options["sizes"] if size <= REFERENCE), default=options["sizes"][0])

    def at(self, size):
        """Fill up to the size and get every page; at the size of the peers also everything that is beside them."""
        self._say(f"{size:,} suggestions …")
        district.fill(size, enterprises=self.options["enterprises"], people=self.options["people"])
        words.make_index()
        plain = bare.Visitor(bare.PlainList(self.portal.enterprise), self.portal.users["leader"])
        for name, page in self.portal.pages.items():
            get = self.portal.getter(*page)
            measured = self.pages.setdefault(name, {"ms": [], "beside": [], "queries": []})
            ours, yardstick = milliseconds(get, plain.get, runs=self.runs)
            measured["ms"].append(ours)
            measured["beside"].append(ours / yardstick)
            measured["queries"].append(len(statements(get)))
        if size <= REFERENCE:
            self.peaks.append(beside.memory_of_export(self.portal))
        if size == self.reference:
            self.figures |= beside.lists(self.portal, self.runs)
            self.figures |= beside.weights(self.portal)
            self.figures |= beside.writing(self.portal, self.staff, self.runs, self.options["imported"])
            self.figures |= beside.export(self.portal, self.runs)

    def after_all(self):
        """What is measured once, with all that is there; what changes rows comes last."""
        self._say("words, similar ones, processes, clients …")
        self.figures |= self._growth()
        self.figures |= {f"P6 {name}": times * self.figures["P4"] for name, times in PEERS.items()}
        self._words()
        self._similar()
        self._processes()
        self._clients()

    def _growth(self):
        def growth(name, since=0):
            """Against a bare list at the same moment: between two sizes the machine may have got busier."""
            times = self.pages[name]["beside"]
            return times[-1] / times[since]

        figures = {
            "P1": growth("dashboard of the district"),
            "P1 leader": growth("dashboard"),
            "P5": growth("rows"),
            "P5 deep": growth("rows, deep"),
            "P5 district": growth("rows of the district"),
            "P5 district deep": growth("rows of the district, deep"),
            "P7": self.pages["rows"]["queries"][-1],
            "P7 dashboard": self.pages["dashboard"]["queries"][-1],
            "P15 growth": self.peaks[-1] / self.peaks[0],
        }
        if len(self.options["sizes"]) > 2:
            figures["P1 last"] = growth("dashboard of the district", -2)
        else:
            self.missing["P1 last"] = "there are only two sizes"
        return figures

    def _words(self):
        words.plant()
        found = words.compare(self.runs)
        self.figures["P13"] = min(each["ratio"] for each in found.values())
        self.figures["P13 ms"] = max(each["ms"] for each in found.values())

    def _similar(self):
        precision, recall = likeness.quality()
        self.figures |= {"P14 precision": precision, "P14 recall": recall}
        ours, every_title = likeness.hint(self.portal.users["worker"], self.runs)
        self.figures["P14 ms"] = ours
        if every_title is None:
            self.missing["P14"] = "similarity of texts needs the extension pg_trgm"
        else:
            self.figures["P14"] = every_title / ours

    def _processes(self):
        costs = cold.costs(max(self.runs // 2, 1))
        (bare_start, bare_memory), (start, memory) = costs[cold.BARE], costs[cold.PORTAL]
        self.figures |= {"P17": memory / bare_memory, "P17 start": start / bare_start}

    def _clients(self):
        if connection.vendor == "postgresql":
            self.figures |= clients.measure(self.options["seconds"])
        else:
            codes = ("P11", "P11 rows5", "P11 deadlocks", "P12", "P12 after")
            self.missing |= dict.fromkeys(codes, "in SQLite one writes at a time")

    def _say(self, words):
        print(f"{machine.database()}: {words}", file=sys.stderr, flush=True)  # noqa: T201 - progress of a long command
