import json
from pathlib import Path

import pytest

from members import ledger_import
from members.imports import Roster
from members.models import Person
from members.system import system_account
from tests.factories import EnterpriseFactory

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.mark.parametrize("kind", ["clean", "messy"])
def test_x(db, kind):
    e = EnterpriseFactory(code="CF")
    by = system_account()
    path = DATA / kind / "职工花名册.xlsx"
    exp = json.loads(path.with_suffix(".expected.json").read_text())
    for n in range(2):
        with path.open("rb") as f:
            b = ledger_import.preview(Roster(e), f, path.name, by=by)
        rows = list(b.rows.all())
        c = ledger_import.counts(rows)
        print(c)
        print([(r.number, r.problems) for r in rows if r.outcome == "refused"])
        ledger_import.commit(b, Roster, by=by)
    assert Person.objects.in_service().count() == exp["active"]
    assert Person.objects.count() == exp["rows_ok"]
