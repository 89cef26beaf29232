"""A whole district for measuring: complete and consistent, and read without looking at its rows."""

import json

import pytest
from django.db import connection
from django.utils import timezone

from alliance_portal.bench.district import fill
from alliance_portal.bench.measure import statements
from alliance_portal.periods import Period, add_months, month_of
from members.models import Enterprise, Person
from suggestions.models import FigureMark, Suggestion
from suggestions.statistics import recount
from suggestions.statistics.tally import Reading
from tests.suggestions import tallying

SIZE = {"suggestions": 4000, "enterprises": 30, "people": 400}


@pytest.fixture
def district(transactional_db):
    fill(**SIZE | {"suggestions": 1000})
    fill(**SIZE)


def test_what_is_filled_in_is_whole_and_read_without_looking_at_it(district):
    """Both in one test: it takes seconds to fill, and nothing stays of it."""
    assert (Suggestion.objects.count(), Enterprise.objects.count(), Person.objects.count()) == tuple(SIZE.values())
    assert not FigureMark.objects.exists()
    assert list(recount.differences(timezone.now())) == []
    assert Suggestion.objects.filter(status="implemented", benefit__verified_yuan__gt=0).exists()
    fates = set(Suggestion.objects.values_list("status", flat=True))
    assert fates >= {"submitted", "declined", "reserved", "merged", "forwarded", "implementing", "withdrawn"}
    largest = Enterprise.objects.order_by("pk").first()
    for scope in (None, largest):
        tallying.check_one(
            scope, Period(add_months(month_of(timezone.now()), -11), month_of(timezone.now())), timezone.now()
        )
        assert rows_looked_at(scope) <= SIZE["suggestions"] / 100


def rows_looked_at(enterprise):
    """How many suggestions the database looks at for all figures of five years, with two of them marked."""
    for one in Suggestion.objects.order_by("pk")[:2]:
        one.save()
    this = month_of(timezone.now())
    reading = Reading(Period(add_months(this, -60), this), timezone.now(), enterprise.pk if enterprise else 0)
    found = []

    def read():
        found.append(reading.found())
        return found[0].ask_clarity(), found[0].days.of(1).median

    with connection.cursor() as cursor:
        # As the server does by itself outside of tests: otherwise it takes the marks for many more.
        cursor.execute("ANALYZE suggestions_figuremark")
        return sum(_looked_at(cursor, *sent) for sent in statements(read))


def _looked_at(cursor, sql, params):
    if connection.vendor == "postgresql":
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        return _rows_of(json.loads(plan)[0]["Plan"] if isinstance(plan, str) else plan[0]["Plan"])
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    whole = [line for *_ids, line in cursor.fetchall() if line.startswith("SCAN suggestions_suggestion")]
    return len(whole) * SIZE["suggestions"]


def _rows_of(plan):
    own = plan["Actual Rows"] * plan["Actual Loops"] + plan.get("Rows Removed by Filter", 0)
    here = own if plan.get("Relation Name") == Suggestion._meta.db_table else 0
    return here + sum(_rows_of(part) for part in plan.get("Plans", ()))
