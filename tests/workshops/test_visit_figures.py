"""Visits in figures: counted by hand, by kind and by month, the same on the page and in the file."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alliance_portal.periods import Period
from members.models import Enterprise
from tests.factories import EnterpriseFactory
from tests.workshops import visiting
from workshops import services
from workshops.models import EnterpriseKind, GuidancePoint, Promise, Visit
from workshops.statistics.visits import summarise

OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
TODAY = dt.date(2026, 11, 20)
BOTH = Period(OCTOBER, NOVEMBER)


def visit(enterprise, staff, day, status="shared"):
    facts = {"visited_on": day, "union_people": "陈干事", "met": "主席", "findings": "情况", "recorded_by": staff}
    return Visit.objects.create(enterprise=enterprise, status=status, **facts)


def promise(visit, due, kept_on=None):
    facts = {"words": "办一件事", "responsible_name": "科室", "due_on": due, "kept_on": kept_on}
    return Promise.objects.create(visit=visit, status="kept" if kept_on else "open", **facts)


def november(day):
    return dt.date(2026, 11, day)


@pytest.fixture
def story(cast, strangers, staff):
    """Three visits that count, in two enterprises of four, one of which no longer takes part."""
    GuidancePoint.objects.all().delete()
    EnterpriseKind.objects.all().delete()
    large, private = (EnterpriseKind.objects.create(name=name, place=place) for place, name in enumerate("大私"))
    large.enterprises.set([cast.enterprise, EnterpriseFactory()])
    private.enterprises.set([cast.enterprise, EnterpriseFactory(is_active=False)])
    first = visit(cast.enterprise, staff, dt.date(2026, 10, 31))
    second = visit(cast.enterprise, staff, november(1))
    third = visit(strangers.enterprise, staff, november(19), status="closed")
    visit(strangers.enterprise, staff, november(2), status="draft")
    visit(strangers.enterprise, staff, november(3), status="discarded")
    visit(cast.enterprise, staff, dt.date(2026, 9, 30))
    promise(first, november(10), kept_on=november(10))
    promise(first, november(10), kept_on=november(11))
    promise(second, november(19))
    promise(second, november(20), kept_on=november(5))
    promise(second, november(30))
    promise(third, november(19), kept_on=november(2))
    return third


def numbers(line):
    return (line.visits, line.visited, line.enterprises, line.made, line.due, line.kept, line.in_time)


@pytest.mark.usefixtures("story")
def test_the_whole_is_counted_once(staff):
    assert numbers(summarise(BOTH, user=staff, today=TODAY).whole) == (3, 2, 3, 6, 4, 4, 2)


@pytest.mark.usefixtures("story")
def test_a_day_is_due_once_it_is_over(staff):
    due = [summarise(BOTH, user=staff, today=november(day)).whole.due for day in (10, 11, 19, 20, 21)]
    assert due == [0, 2, 2, 4, 5]


@pytest.mark.usefixtures("story")
def test_months_are_those_of_the_visit(staff):
    months = summarise(BOTH, user=staff, today=TODAY).months
    assert [numbers(line) for line in months] == [(1, 1, 3, 2, 2, 2, 1), (2, 2, 3, 4, 2, 2, 1)]
    assert sum(line.made for line in months) == 6


@pytest.mark.usefixtures("story")
def test_an_enterprise_of_two_kinds_counts_in_both(staff):
    lines = {line.name: numbers(line) for line in summarise(BOTH, user=staff, today=TODAY).kinds}
    assert lines == {
        "大": (2, 1, 2, 5, 3, 3, 1),
        "私": (2, 1, 1, 5, 3, 3, 1),
        "尚未归类": (1, 1, 1, 1, 1, 1, 1),
    }


@pytest.mark.usefixtures("story")
def test_an_enterprise_that_takes_part_no_longer_is_in_neither_number(staff, strangers):
    Enterprise.objects.filter(pk=strangers.enterprise.pk).update(is_active=False)
    whole = summarise(BOTH, user=staff, today=TODAY).whole
    assert (whole.visits, whole.visited, whole.enterprises) == (3, 1, 2)


@pytest.mark.usefixtures("story")
def test_a_kind_out_of_use_is_shown_where_it_was_visited_and_not_elsewhere(staff):
    EnterpriseKind.objects.update(is_active=False)
    names = [line.name for line in summarise(BOTH, user=staff, today=TODAY).kinds]
    assert names == ["大", "私", "尚未归类"]
    empty = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 1))
    assert [line.name for line in summarise(empty, user=staff, today=TODAY).kinds] == ["尚未归类"]


def test_without_anything_the_rates_are_a_dash(staff):
    whole = summarise(BOTH, user=staff, today=TODAY).whole
    assert numbers(whole) == (0, 0, 0, 0, 0, 0, 0)


def test_what_the_enterprise_denies_is_not_kept(cast, staff):
    shown = visiting.shared(cast.enterprise, staff, due=(-1,))
    period, later = Period.this_year(), timezone.now() - dt.timedelta(days=2)
    kept = services.promises.keep(visiting.the_promise(shown), by=staff, note="好了", occurred_at=later)
    assert (summarise(period, user=staff).whole.kept, summarise(period, user=staff).whole.in_time) == (1, 1)
    services.promises.deny(kept, by=cast.officer, words="还没有")
    whole = summarise(period, user=staff).whole
    assert (whole.due, whole.kept, whole.in_time) == (1, 0, 0)


@pytest.fixture
def desk(staff):
    client = Client()
    client.force_login(staff)
    return client


def cells(table):
    """The rows of the first sheet of a workbook."""
    return [[cell.value for cell in row] for row in table.iter_rows()]


@pytest.mark.usefixtures("story")
@time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False)
def test_page_and_file_say_the_same(staff):
    desk = Client()
    desk.force_login(staff)
    address = {"from": "2026-10", "to": "2026-11"}
    shown = desk.get(reverse("admin:visit-figures"), address)
    file = desk.get(reverse("admin:visit-figures-file"), address)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content)))

    summary = shown.context["summary"]
    kinds, months, about = book.worksheets
    expected = [[line.name, line.visits, line.visited, line.enterprises] for line in [*summary.kinds, summary.whole]]
    assert [row[:4] for row in cells(kinds)[1:]] == expected
    assert [row[5:9] for row in cells(months)[1:]] == [
        [line.made, line.due, line.kept, line.in_time] for line in [*summary.months, summary.whole]
    ]
    assert cells(kinds)[-1] == ["合计", 3, 2, 3, "2/3", 6, 4, 4, 2, "2/4"]
    assert cells(about)[1] == ["期间", "10—11月"]
    page = "".join(shown.content.decode().split())
    assert page.count('<thscope="row">合计</th><td>3</td><td>2/3</td><td>6</td><td>4</td><td>4</td><td>2/4</td>') == 2


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("query", [{"from": "2026-13"}, {"from": "2026-11", "to": "2026-01"}, {"from": "x"}, {}])
def test_an_address_that_makes_no_sense_shows_this_year(desk, query):
    assert desk.get(reverse("admin:visit-figures"), query).context["period"] == Period.this_year()


def test_without_visits_there_is_nothing_to_divide(desk):
    page = "".join(desk.get(reverse("admin:visit-figures")).content.decode().split())
    assert '<thscope="row">合计</th><td>0</td><td>—</td><td>0</td><td>0</td><td>0</td><td>—</td>' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_more_visits_cost_no_more_queries(desk, cast, staff, rows, django_assert_num_queries):
    for _n in range(rows):
        visiting.shared(EnterpriseFactory(), staff)
    with django_assert_num_queries(12):
        desk.get(reverse("admin:visit-figures"))
