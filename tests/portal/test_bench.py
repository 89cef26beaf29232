"""The bench measures what it says; how fast the pages are is no matter of tests, only that they ask no more."""

import json
import os
from io import StringIO

import pytest
from django.core.management import call_command

# What is measured on the other database, `make bench` measures there.
pytestmark = pytest.mark.once

LINES = [
    "P1", "P5", "P5 deep", "P2", "P4", "P4 rows", "P7", "P8", "P8 bare", "P9 dashboard", "P9 dashboard requests",
    "P9 form", "P9 form requests", "P10", "P15", "P16", "P14", "P14 precision", "P14 recall",
    "P17 memory", "P17 start",
]  # fmt: skip
PAGES = ["home", "dashboard", "rows", "rows, last page", "queue", "me", "form", "board"]
SERVER = os.environ.get("TEST_PGHOST")


def bench(**options):
    out = StringIO()
    url = f"postgres://postgres@/{SERVER}/postgres" if SERVER else None
    call_command("bench", runs=1, imported=5, database_url=url, stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def found():
    return json.loads(bench(sizes=[400, 800], json=True))


def test_every_line_is_measured(found):
    assert found["sizes"] == [400, 800]
    assert found["database"] == ("postgresql" if SERVER else "sqlite")
    assert list(found["pages"]) == PAGES
    assert list(found["figures"]) == LINES
    assert [line for line, (_what, value) in found["figures"].items() if not value > 0] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_of_twice_the_rows(found, name):
    few, many = found["pages"][name]["queries"]
    assert many <= few


def test_a_page_of_100_rows_asks_no_more_than_one_of_25(found):
    assert found["figures"]["P7"][1] == 1
