"""What an address asks for, and that it cannot ask for anything else."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from suggestions import services
from suggestions.filters import (
    MOST_URGENT,
    QueueFilter,
    QueueOverview,
    benefit_tabs,
    chosen_tab,
    count_tabs,
    kept,
    queue_tabs,
    tracking_tabs,
)
from suggestions.models import Suggestion
from tests.factories import DepartmentFactory, SuggestionFactory

TODAY = timezone.localdate


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


@pytest.fixture
def queue(cast):
    """Three in hand (one late, one due today, one fresh), one asked for details, one reserved, one under way."""
    press = DepartmentFactory(enterprise=cast.enterprise, name="涂装车间")
    by = cast.worker.person
    rows = {
        "late": SuggestionFactory(department=cast.team, by=by, received_at=days_ago(9), category="quality"),
        "today": SuggestionFactory(department=press, by=by, received_at=days_ago(7), category="safety"),
        "fresh": SuggestionFactory(department=cast.team, by=by, category="safety"),
        "details": SuggestionFactory(department=cast.team, by=by),
        "reserved": SuggestionFactory(department=press, by=by),
        "under_way": SuggestionFactory(department=press, by=by),
    }
    services.ask(rows["details"], by=cast.reviewer, question="几号工位？")
    services.reserve(rows["reserved"], by=cast.reviewer, reason="等新线")
    due_on = TODAY() + dt.timedelta(days=30)
    facts = {"by": cast.reviewer, "reason": "装", "owner": cast.owner.person, "due_on": due_on}
    services.adopt(rows["under_way"], **facts)
    return rows


def numbers(queryset):
    return list(queryset.values_list("number", flat=True))


@pytest.mark.django_db
def test_each_tab_holds_its_rows(queue):
    rows = MOST_URGENT.sort(Suggestion.objects.all())
    held = {tab.code: numbers(rows.filter(tab.condition)) for tab in queue_tabs(TODAY())}

    assert held == {
        "waiting": [queue["late"].number, queue["today"].number, queue["fresh"].number],
        "today": [queue["today"].number],
        "late": [queue["late"].number],
        "details": [queue["details"].number],
        "appeals": [],
        "again": [],
        "reserved": [queue["reserved"].number],
    }


@pytest.mark.django_db
def test_spam_is_in_no_tab(queue):
    Suggestion.objects.update(spam_at=timezone.now())

    counts = count_tabs(Suggestion.objects.all(), queue_tabs(TODAY()))
    assert set(counts.values()) == {0}


@pytest.mark.django_db
def test_the_overview_counts_every_tab_in_one_query(queue, django_assert_num_queries):
    with django_assert_num_queries(1):
        overview = QueueOverview(Suggestion.objects.all(), queue_tabs(TODAY()))

    assert overview.counts() == {
        "waiting": 3, "today": 1, "late": 1, "details": 1, "appeals": 0, "again": 0, "reserved": 1,
        "tracking": 1,
    }  # fmt: skip
    assert overview.counts(unit="冲焊车间") == {
        "waiting": 2, "today": 0, "late": 1, "details": 1, "appeals": 0, "again": 0, "reserved": 0,
        "tracking": 0,
    }  # fmt: skip
    assert overview.counts(unit="冲焊车间", cat="safety")["waiting"] == 1
    assert overview.units == ["冲焊车间", "涂装车间"]
    assert overview.next_due == queue["late"].due_on


@pytest.mark.django_db
def test_an_empty_queue_has_no_next_day():
    overview = QueueOverview(Suggestion.objects.all(), queue_tabs(TODAY()))

    assert overview.next_due is None
    assert overview.units == []
    assert overview.counts()["waiting"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("", ["late", "today", "fresh"]),
        ("sort=newest", ["fresh", "today", "late"]),
        ("sort=longest", ["late", "today", "fresh"]),
        ("unit=冲焊车间", ["late", "fresh"]),
        ("cat=safety", ["today", "fresh"]),
        ("unit=涂装车间&cat=safety", ["today"]),
        ("unit=涂装车间&cat=quality", []),
        ("unit=不存在&cat=zz&sort=zz&enterprise=1&status=declined", ["late", "today", "fresh"]),
        ("unit=null&cat=%00", ["late", "today", "fresh"]),
    ],
)
def test_the_address_narrows_and_orders_the_queue(queue, address, rows):
    in_hand = Suggestion.objects.in_hand()
    found = QueueFilter(QueryDict(address), queryset=in_hand, units=["冲焊车间", "涂装车间"])

    assert numbers(found.order.sort(found.qs)) == [queue[row].number for row in rows]


@pytest.mark.django_db
def test_the_chosen_values_are_those_that_exist():
    def chosen(address):
        return QueueFilter(QueryDict(address), queryset=Suggestion.objects.all(), units=["冲焊车间"]).chosen

    assert chosen("unit=冲焊车间&cat=safety&sort=newest") == {"unit": "冲焊车间", "cat": "safety"}
    assert chosen("unit=别处&cat=safety") == {"cat": "safety"}
    assert chosen("") == {}


def test_a_link_keeps_only_what_the_page_knows():
    assert kept(QueryDict("tab=late&x=1&cat=&page=3"), ["tab", "cat"]).urlencode() == "tab=late"


def test_an_unknown_tab_is_the_first():
    tabs = benefit_tabs()

    assert chosen_tab(tabs, "verified") == tabs[1]
    assert chosen_tab(tabs, "nonsense") == chosen_tab(tabs, None) == tabs[0]


@pytest.mark.django_db
def test_the_tracking_tabs_tell_what_is_late_mine_and_to_be_confirmed(cast, queue):
    task = queue["under_way"]
    now, own_only = timezone.now(), {"own_only": False}
    later = now + dt.timedelta(days=31)

    assert count_tabs(Suggestion.objects.all(), tracking_tabs(now, cast.owner, **own_only)) == {
        "all": 1, "mine": 1, "late": 0, "confirm": 0, "done": 0,
    }  # fmt: skip
    assert count_tabs(Suggestion.objects.all(), tracking_tabs(later, cast.reviewer, **own_only)) == {
        "all": 1, "mine": 0, "late": 1, "confirm": 0, "done": 0,
    }  # fmt: skip
    task.implementation.finished_at = timezone.now()
    task.implementation.save()
    assert count_tabs(Suggestion.objects.all(), tracking_tabs(later, cast.reviewer, **own_only)) == {
        "all": 1, "mine": 0, "late": 0, "confirm": 1, "done": 0,
    }  # fmt: skip


def test_who_sees_only_the_own_tasks_has_no_tab_for_those_of_all(cast):
    assert [tab.code for tab in tracking_tabs(timezone.now(), cast.owner, own_only=True)] == [
        "mine", "late", "confirm", "done", "handed",
    ]  # fmt: skip
