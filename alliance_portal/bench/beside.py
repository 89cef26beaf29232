"""The portal beside the plainest program that does the same: lists, pages as they are sent, writing, workbooks."""

from django.db.models import Count
from django.utils import timezone

from alliance_portal.periods import add_months, month_of
from suggestions.models import Suggestion
from suggestions.services.intake import DAILY_LIMIT
from suggestions.statistics import COUNTED, Moment

from . import bare
from .machine import Peak
from .measure import milliseconds, replay, statements, zipped
from .pages import cold_weight, rows_on_a_page
from .workbooks import Imports, cells, plain_write

FEW, MANY = 25, 100


def lists(portal, runs):
    """P2, P4 and P7: dashboards beside their SQL, lists beside a bare one."""
    get = {name: portal.getter(*page) for name, page in portal.pages.items()}
    plain = bare.Visitor(bare.PlainList(portal.enterprise), portal.users["leader"])
    page, sql = milliseconds(get["dashboard"], one_statement(portal.enterprise), runs=runs)
    with rows_on_a_page(FEW):
        few = len(statements(get["rows"]))
        times = milliseconds(plain.get, get["rows"], get["tracking"], get["queue"], runs=runs)
    with rows_on_a_page(MANY):
        many = len(statements(get["rows"]))
    bare_time, rows, tracking, queue = times
    return {
        "P2": page / sql,
        "P4": bare_time / rows,
        "P4 tracking": bare_time / tracking,
        "P4 queue": bare_time / queue,
        "P7 growth": many / few,
    }


def one_statement(enterprise):
    """A call that counts the figures of twelve months from the rows, by shop and month."""
    now = timezone.now()
    rows = Suggestion.objects.filter(enterprise=enterprise, month__gte=add_months(month_of(now), -11))
    columns = {f"n_{code}": figure.aggregate(Moment(now)) for code, figure in COUNTED.items()}
    counted = rows.order_by().values("shop", "month").annotate(all_of_them=Count("pk"), **columns)
    sent = statements(lambda: list(counted))
    return lambda: replay(sent)


def weights(portal):
    """P8 and P9: bytes and requests, as they go over the wire."""
    pages = portal.pages
    rows, plain = (
        portal.getter(*pages["rows"]),
        bare.Visitor(bare.PlainList(portal.enterprise), portal.users["leader"]),
    )
    sizes = {}
    for number in (FEW, MANY):
        with rows_on_a_page(number):
            sizes[number] = zipped(rows().content), zipped(plain.get(rows=number).content)
    ours, theirs = ((many - few) / (MANY - FEW) for few, many in zip(sizes[FEW], sizes[MANY], strict=True))
    dashboard, form = (portal.getter(*pages[name])().content for name in ("dashboard", "form"))
    figures = {"P8": ours / theirs, "P8 page": sizes[FEW][0] / 1000, "P9 warm": zipped(dashboard) / 1000}
    for name, content in (("P9", dashboard), ("P9 form", form)):
        weight, requests = cold_weight(content)
        figures |= {name: weight / 1000, f"{name} requests": requests}
    return figures


def writing(portal, staff, runs, imported):
    """P10 and P16: sending in, and a ledger."""
    most = DAILY_LIMIT - 1  # the run that warms up counts as well
    plain = bare.Visitor(bare.PlainPost(portal.enterprise), portal.users["worker"])

    def post():
        plain.post(year=bare.Years.next(), text="三号线气枪漏气")

    calls = portal.submit, bare.PlainInsert(portal.enterprise), post
    submit, insert, plain_post = milliseconds(*calls, runs=min(2 * runs, most))
    imports = Imports(portal.enterprise, staff, imported)
    ours, loop = milliseconds(imports.by_portal, imports.by_loop, runs=max(runs // 4, 1))
    return {"P10": insert / submit, "P10 post": plain_post / submit, "P16": loop / ours}


def export(portal, runs):
    """P15: the time beside the library alone with the same cells, and the memory of both."""
    sheets = cells(b"".join(portal.export()))
    times = milliseconds(lambda: _drain(portal.export()), lambda: plain_write(sheets), runs=max(runs // 4, 1))
    ours, plain = times
    with Peak() as peak:
        plain_write(sheets)
    return {"P15": plain / ours, "P15 memory": memory_of_export(portal) / peak.extra}


def memory_of_export(portal):
    """MiB that the export of the district takes beyond what the process had."""
    with Peak() as peak:
        _drain(portal.export())
    return peak.extra


def _drain(pieces):
    for _piece in pieces:
        pass
