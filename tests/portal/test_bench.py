"""The bench measures what it says; how fast the pages are is no matter of tests, only that they ask no more."""

import datetime as dt
import json
import os
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from alliance_portal.bench import bare, clients, scorecard, words
from alliance_portal.bench.scorecard import Line
from alliance_portal.management.commands import bench as command
from suggestions import services
from suggestions.models import FigureFold, Suggestion
from suggestions.statistics.facts import fingerprint
from tests.factories import SuggestionFactory

SERVER = os.environ.get("TEST_PGHOST")
DATABASE = "postgresql" if SERVER else "sqlite"
TINY = {"runs": 1, "imported": 5, "enterprises": 8, "people": 200, "seconds": 1}
PAGES = [
    "home", "dashboard", "dashboard of the district", "rows", "rows, deep", "rows of the district",
    "rows of the district, deep", "queue", "tracking", "staff's list", "gallery", "search", "me", "form", "board",
]  # fmt: skip
# A new kind of thing on it asks a question of its own; what is filled in brings new kinds.
MAY_ASK_MORE = {"me"}


def bench(**options):
    out = StringIO()
    url = f"postgres://postgres@/{SERVER}/postgres" if SERVER else None
    call_command("bench", databases=[DATABASE], database_url=url, stdout=out, **TINY, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def found():
    """In tables made from the models, as all tests have them: that a database grows up by migrations is known."""
    usual = command._production
    with pytest.MonkeyPatch.context() as patch:
        quick = {"DJANGO_SETTINGS_MODULE": "tests.quick_tables"}
        patch.setattr(command, "_production", lambda folder, url: usual(folder, url) | quick)
        return json.loads(bench(sizes=[200, 300], json=True))


@pytest.fixture(scope="module")
def only(found):
    (only,) = found["databases"]
    return only


def test_every_line_is_measured_or_says_why_not(found, only):
    assert only["sizes"] == [200, 300]
    assert only["database"].lower().startswith(DATABASE)
    assert list(only["pages"]) == PAGES
    codes = [line.code for line in scorecard.lines()]
    assert [line["code"] for line in found["scorecard"]] == codes
    assert set(only["figures"]) | set(only["missing"]) == set(codes)
    assert not set(only["figures"]) & set(only["missing"])
    assert {"P3 helpdesk", "P3 pretalx", "P1 last"} <= set(only["missing"])
    assert ("P11" in only["figures"]) == (DATABASE == "postgresql")
    may_be_nothing = {"P11 deadlocks", "P12", "P12 after"}
    assert [code for code, value in only["figures"].items() if code not in may_be_nothing and not value > 0] == []


def test_the_figures_stay_right_under_eight_clients(only):
    if DATABASE == "postgresql":
        assert [only["figures"][code] for code in ("P11 deadlocks", "P12", "P12 after")] == [0, 0, 0]
    else:
        assert only["missing"]["P12"] == "in SQLite one writes at a time"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_of_more_rows(only, name):
    few, many = only["pages"][name]["queries"]
    assert many <= few or name in MAY_ASK_MORE


def test_lists_ask_seven_questions_however_long_they_are(only):
    assert only["figures"]["P7"] <= 7
    assert only["figures"]["P7 growth"] == 1


def test_the_machine_is_described(found):
    assert set(found["machine"]) == {"cores", "memory, GiB", "load before", "system", "Python", "Django"}


def test_the_tables_hold_every_line(found):
    for told in (scorecard.as_text, scorecard.as_markdown):
        text = "\n".join(told(found["machine"], found["databases"]))
        assert [line.code for line in scorecard.lines() if line.code not in text] == []
        assert all(line.anchor in text and line.goal in text for line in scorecard.lines())
        assert "the peers are not installed here: P3 helpdesk, P3 pretalx" in text


@pytest.mark.parametrize(
    ("goal", "value", "met"),
    [
        ("<= 1.2", 1.2, True), ("<= 1.2", 1.21, False), (">= 20", 19.9, False), (">= 20", 20, True),
        ("= 0", 0, True), ("= 0", 1, False), ("", 5, None), ("<= 1", None, None),
    ],
)  # fmt: skip
def test_a_goal_is_met_or_not(goal, value, met):
    assert Line("P0", "what", "anchor", goal).met(value) is met


def test_figures_are_written_as_they_are_read():
    pairs = [(1234.5, True), (0.0123, False), (2.0, None), (None, None)]
    assert [scorecard.told(*pair) for pair in pairs] == ["1,234 ✓", "0.012 ✗", "2", "–"]


def test_without_postgresql_it_is_left_out_and_said(monkeypatch):
    monkeypatch.setattr(command, "find_programs", lambda: None)
    out, err = StringIO(), StringIO()
    call_command("bench", databases=["postgresql"], stdout=out, stderr=err)
    assert "apt-get install postgresql" in err.getvalue()


@pytest.mark.parametrize(
    ("options", "sqlite", "postgresql"),
    [
        ({}, [10_000, 100_000], [10_000, 100_000]),
        ({"full": True}, [10_000, 100_000, 1_000_000], [10_000, 100_000, 1_000_000]),
        ({"ten_million": True}, [10_000, 100_000, 1_000_000], [10_000, 100_000, 1_000_000, 10_000_000]),
    ],
)
def test_sizes_are_chosen_by_flags(options, sqlite, postgresql):
    chosen = {"sizes": command.DEFAULT, "full": False, "ten_million": False} | options
    assert [command._chosen(name, chosen) for name in command.DATABASES] == [sqlite, postgresql]


def test_every_line_stands_in_the_documentation():
    text = (settings.BASE_DIR / "docs" / "performance.md").read_text(encoding="utf-8")
    assert [line.code for line in scorecard.lines() if f"| {line.code} |" not in text] == []


# -- what it measures with -------------------------------------------------------------------------------------------


def test_the_bare_list_and_the_bare_form_do_what_ours_do(cast):
    SuggestionFactory.create_batch(3, department=cast.team, by=cast.worker.person)
    page = bare.Visitor(bare.PlainList(cast.enterprise), cast.leader).get(rows=2).content.decode()
    assert (page.count("<th><a"), str(cast.leader) in page) == (2, True)
    writer = bare.Visitor(bare.PlainPost(cast.enterprise), cast.worker)
    writer.post(year=bare.Years.next(), text="漏气")
    bare.PlainInsert(cast.enterprise)()
    with pytest.raises(RuntimeError):
        writer.post(year="x", text="")


def test_a_figure_that_does_not_follow_is_seen(cast):
    """The control of the line that has to be 0: what goes past the marks makes cells that differ."""
    facts = {"department": cast.team, "by": cast.worker.person, "received_at": timezone.now() - dt.timedelta(days=3)}
    rows = SuggestionFactory.create_batch(3, **facts)
    services.fold_figures()
    assert clients._unequal(*clients.both_ways()) == 0
    with clients._without_marks():
        Suggestion.objects.filter(pk=rows[0].pk).update(status="withdrawn", withdrawn_at=rows[0].received_at)
        # Without triggers the sums are not read: somebody calls them right all the same.
        FigureFold.objects.update(counted_by=fingerprint())
        assert clients._unequal(*clients.both_ways()) > 0


def test_words_are_planted_once_and_found(cast, monkeypatch):
    monkeypatch.setattr(words, "analyse", lambda: None)
    monkeypatch.setattr(words, "WORDS", [(kind, some[:1]) for kind, some in words.WORDS])
    for number in range(12):
        SuggestionFactory(department=cast.team, title=f"夹具松动{number}")
    planted = Suggestion.objects.filter(idea__in=[words.FEW, words.SOME])
    words.plant()
    before = planted.count()
    words.plant()
    assert planted.count() == before > 0
    Suggestion.objects.last().word_index.delete()
    words.make_index()
    assert list(Suggestion.objects.filter(word_index=None)) == []
    assert set(words.compare(1)) == {"frequent", "mid", "rare", "none"}
