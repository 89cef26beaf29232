"""② 工作室情况统计表: a row for each workshop, filled from the catalogue of facts that superiors' tables use."""

from alliance_portal.facts import REGISTERED
from suggestions.models import Suggestion
from suggestions.statistics import summarise, totals
from workshops.exports.plates import LEVELS
from workshops.models import Workshop
from workshops.radar.cells import Knowledge, Want
from workshops.radar.table import Row, Table

from ..columns import People
from . import Drawn

# Column -> fact: what others count is not counted here.
FACTS = {
    "kind": "workshop_kind", "honours": "leader_titles", "team_size": "team_size", "topics": "problems_solved_by",
    "results": "results_shared", "patents": "patents_granted", "sessions": "sessions", "person_times": "person_times",
    "apprentices": "apprentices",
}  # fmt: skip


def workshops(scope):
    """Those of the unit that were there on the day."""
    return scope.own(Workshop.objects.visible_to(scope.user).at_work(scope.user)).there_on(scope.day)


def draw(scope):
    there = list(workshops(scope).select_related("enterprise").order_by("enterprise__name", "name", "pk"))
    table = _table(there, scope.begun)
    plates, people = (_rows_of(code, there, scope.begun) for code in ("plates", "leaders"))
    verified = _verified(scope, there)
    rows = [
        (str(row.workshop.pk), _row(row, plates[row.workshop.pk], people[row.workshop.pk], verified))
        for row in table.rows
    ]
    return Drawn(rows, _totals(table, scope, len(there)))


def _table(there, period):
    wants = [Want.of(REGISTERED[fact], period) for fact in FACTS.values()]
    cells = Knowledge(there, wants).cells(there, wants)
    return Table(None, [], wants, [Row(one, [cells[one.pk, want.key] for want in wants]) for one in there])


def _rows_of(code, there, period):
    """{workshop id: what the source of a fact has of it}"""
    fact = REGISTERED[code]
    return fact.source.each(there, fact.period_of(period)) if there else {}


def _taken(scope, there):
    visible = Suggestion.objects.visible_to(scope.user)
    return visible.taken_by([one.pk for one in there])


def _verified(scope, there):
    """{workshop id: yuan} verified by the moment of the report, of what it took up."""
    units = summarise(_taken(scope, there), period=scope.period, as_of=scope.at, by="workshop").units
    return {pk: tally["verified_yuan"] for pk, tally in units.items()}


def _row(row, plates, members, verified):
    workshop, highest = row.workshop, plates[0] if plates else None
    leaders = People(tuple((one.person_id, True) for one in members if one.role == "leader"))
    values = {code: cell.value for code, cell in zip(FACTS, row.cells, strict=True)}
    return values | {
        "name": workshop.name,
        "level": LEVELS[highest.level][0] if highest else "",
        "document": _document(highest) if highest else "",
        "leaders": leaders,
        "honours": workshop.leader_honour or values["honours"],
        "verified": verified.get(workshop.pk, 0),
        "enterprise": workshop.enterprise.name,
        "contact": leaders,
    }


def _document(plate):
    return "/".join(filter(None, [plate.document_number, f"{plate.granted_on:%Y-%m-%d}"]))


def _totals(table, scope, number):
    """Numbers of all together, in which what several workshops share counts once."""
    counted = dict(zip(FACTS, table.totals, strict=True))
    there = [row.workshop for row in table.rows]
    money = totals(_taken(scope, there), "verified_yuan", period=scope.period, as_of=scope.at)
    return counted | {"name": f"共{number}个", "verified": money["verified_yuan"]}
