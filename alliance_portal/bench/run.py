"""One run: fill a new database at each size, measure the pages, and divide."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.utils.crypto import get_random_string

from alliance_portal import demo
from alliance_portal.demo.build import multiply
from members.models import User
from suggestions.models import Suggestion
from suggestions.services.intake import DAILY_LIMIT

from . import bare, cold, likeness
from .measure import milliseconds, replay, statements, zipped
from .pages import Portal, cold_weight, rows_on_a_page
from .workbooks import Imports, cells, plain_write

IMPORTED = 1000
FEW, MANY = 25, 100


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


def run(sizes, *, runs, imported=IMPORTED):
    """{"pages": {name: {"ms": […], "queries": […]}}, "figures": {line: (what, value)}}, lists along the sizes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    demo.build(password=get_random_string(20))
    staff = User.objects.get(username=demo.accounts.STAFF)
    portal, found = Portal(), {}
    for size in sizes:
        _grow(size, staff)
        for name, page in portal.pages.items():
            get = portal.getter(*page)
            measured = found.setdefault(name, {"ms": [], "queries": []})
            measured["ms"] += milliseconds(get, runs=runs)
            measured["queries"].append(len(statements(get)))
    figures = {
        **_growth(found),
        **_beside_bare(portal, runs),
        **_weights(portal),
        **_writing(portal, staff, runs, imported),
        **_likeness(runs),
        **_process(runs),
    }
    return {"sizes": sizes, "runs": runs, "database": connection.vendor, "pages": found, "figures": figures}


def _grow(size, staff):
    """Bring the number of suggestions up to the size; the demo itself makes the first few hundred."""
    multiply(max(size - Suggestion.objects.count(), 0), by=staff)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _growth(pages):
    def growth(name):
        return pages[name]["ms"][-1] / pages[name]["ms"][0]

    return {
        "P1": ("dashboard, largest / smallest size", growth("dashboard")),
        "P5": ("rows with filters, first page, largest / smallest size", growth("rows")),
        "P5 deep": ("the same, last page", growth("rows, last page")),
    }


def _beside_bare(portal, runs):
    pages = portal.pages
    dashboard, queue = portal.getter(*pages["dashboard"]), portal.getter(*pages["queue"])
    sent = statements(dashboard)
    page, sql = milliseconds(dashboard, lambda: replay(sent), runs=runs)
    plain = bare.plain_list(portal.users["reviewer"], portal.enterprise)
    rows = portal.getter(*pages["rows"])
    with rows_on_a_page(FEW):
        few_queries = len(statements(rows))
        queue_time, rows_time, bare_time = milliseconds(queue, rows, lambda: plain.get("/"), runs=runs)
    with rows_on_a_page(MANY):
        many_queries = len(statements(rows))
    return {
        "P2": ("dashboard page / all its SQL alone", page / sql),
        "P4": ("queue with an open suggestion / bare list of 25 rows", queue_time / bare_time),
        "P4 rows": ("rows with filters, 25 of them / bare list of 25 rows", rows_time / bare_time),
        "P7": ("SQL queries, page of 100 rows / page of 25", many_queries / few_queries),
    }


def _weights(portal):
    rows, plain = portal.getter(*portal.pages["rows"]), bare.plain_list(portal.users["reviewer"], portal.enterprise)
    sizes = {}
    for number in (FEW, MANY):
        with rows_on_a_page(number):
            sizes[number] = zipped(rows().content), zipped(plain.get("/", {"rows": number}).content)
    ours, theirs = ((many - few) / (MANY - FEW) for few, many in zip(sizes[FEW], sizes[MANY], strict=True))
    lines = {"P8": ("bytes of one more row, gzip", ours), "P8 bare": ("the same in the bare list", theirs)}
    for name in ("dashboard", "form"):
        weight, requests = cold_weight(portal.getter(*portal.pages[name])().content)
        lines |= {f"P9 {name}": ("first visit, KiB, gzip", weight / 1024), f"P9 {name} requests": ("", requests)}
    return lines


def _writing(portal, staff, runs, imported):
    most = DAILY_LIMIT - 1  # the run that warms up counts as well
    submit, insert = milliseconds(portal.submit, bare.PlainInsert(portal.enterprise), runs=min(2 * runs, most))
    sheets = cells(portal.export())
    export, plain_export = milliseconds(portal.export, lambda: plain_write(sheets), runs=max(runs // 3, 1))
    imports = Imports(portal.enterprise, staff, imported)
    ours, loop = milliseconds(imports.by_portal, imports.by_loop, runs=max(runs // 3, 1))
    return {
        "P10": ("one INSERT / sending in a suggestion", insert / submit),
        "P15": ("export, rows/s / xlsxwriter alone", plain_export / export),
        "P16": ("import, rows/s / openpyxl and save() in a loop", loop / ours),
    }


def _likeness(runs):
    precision, recall = likeness.quality()
    return {
        "P14": ("what is like a text, among 2,000 / one plain search in them", likeness.slowness(runs)),
        "P14 precision": ("of the texts shown as alike, the share that is about the same thing", precision),
        "P14 recall": ("of the pairs about the same thing, the share that is shown", recall),
    }


def _process(runs):
    costs = cold.costs(max(runs // 2, 1))
    (bare_start, bare_memory), (start, memory) = costs[cold.BARE], costs[cold.PORTAL]
    return {
        "P17 memory": ("memory of a process / bare Django", memory / bare_memory),
        "P17 start": ("processor time until the first page / bare Django", start / bare_start),
    }
