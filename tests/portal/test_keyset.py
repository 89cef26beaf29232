"""Lists without end: every row once, whatever the order, whatever comes and goes meanwhile, and at the same cost."""

import datetime as dt
import random

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from alliance_portal import keyset
from alliance_portal.keyset import Order, capped, capped_parts, may_be_empty, page
from alliance_portal.numbers import Count, thousands
from suggestions.models import Suggestion
from tests.factories import DepartmentFactory, SuggestionFactory

START = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
NEWEST = Order("-received_at", "-pk")


@pytest.fixture
def rows(cast):
    """Thirty, many of them of the same moment, the same department, the same day or without any."""
    dice = random.Random(7)
    departments = [cast.team, cast.office, DepartmentFactory(enterprise=cast.enterprise, name="总装车间")]
    for _number in range(30):
        suggestion = SuggestionFactory(
            department=dice.choice(departments),
            received_at=START + dt.timedelta(hours=dice.randrange(8), microseconds=7),
        )
        suggestion.review_on = dice.choice([None, dt.date(2027, 1, 1), dt.date(2027, 1, 2)])
        suggestion.save()
    return Suggestion.objects.select_related("department")


def request(**parameters):
    made = RequestFactory().get("/", parameters)
    made._messages = CookieStorage(made)
    return made


def walk(rows, order, size, rel="next", start=None):
    """The rows of one page after the other; `start` is what the first address says."""
    asked, found = start or {}, []
    while True:
        here = page(request(**asked), rows, order, size)
        found.append(list(here))
        following = here.next if rel == "next" else here.previous
        if not following:
            return found
        asked = {"after" if rel == "next" else "before": following}


ORDERS = [
    Order("-received_at", "-pk"),
    Order("received_at", "pk"),
    Order("due_on", "received_at", "pk"),
    Order("department__name", "-received_at", "-pk"),
    Order("-department__name", "received_at", "pk"),
    Order(may_be_empty("review_on"), "pk"),
    Order(may_be_empty("-review_on"), "-received_at", "pk"),
    Order("status", may_be_empty("review_on"), "-pk"),
    Order("place", "-pk"),
]


@pytest.mark.parametrize("size", [1, 7, 10, 30, 31])
@pytest.mark.parametrize("order", range(len(ORDERS)))
def test_every_row_comes_once_and_in_order_forwards_and_back(rows, order, size):
    order, rows = ORDERS[order], rows.annotate(place=Concat(F("department__name"), Value("·"), F("status")))
    everything = list(order.sort(rows))

    forwards = walk(rows, order, size)
    assert [row for one in forwards for row in one] == everything
    assert [len(one) for one in forwards[:-1]] == [size] * (len(forwards) - 1)
    last = page(request(**{"after": order.write(order.key(everything[-2]))}), rows, order, size)
    assert list(last) == everything[-1:]
    backwards = walk(rows, order, size, rel="previous", start={"before": last.previous} if last.previous else None)
    assert everything[0] in backwards[-1]
    assert {row for one in backwards for row in one} >= set(everything[:-1])


def test_a_falling_column_with_empty_ones_has_them_last(rows):
    found = [row.review_on for row in Order(may_be_empty("-review_on"), "pk").sort(rows)]
    with_a_day = [day for day in found if day]
    assert found == sorted(with_a_day, reverse=True) + [None] * (len(found) - len(with_a_day))


def test_rows_that_come_meanwhile_neither_repeat_others_nor_skip_them(rows, cast):
    order = Order("-received_at", "-pk")
    everything = list(order.sort(rows))
    first = page(request(), rows, order, 10)
    for days in (1, -1):
        SuggestionFactory(department=cast.team, received_at=START + dt.timedelta(days=days))

    second = page(request(after=first.next), rows, order, 10)
    assert list(second) == everything[10:20]
    # By the number of the page the tenth row would come twice: the control.
    assert order.sort(rows)[10:20][0] == everything[9]


def test_rows_that_go_meanwhile_do_not_hide_others(rows):
    order = Order("-received_at", "-pk")
    everything = list(order.sort(rows))
    first = page(request(), rows, order, 10)
    # The very row the page ended with is among them.
    Suggestion.objects.filter(pk__in=[row.pk for row in everything[5:10]]).delete()

    assert list(page(request(after=first.next), rows, order, 10)) == everything[10:20]


def test_back_to_a_beginning_that_has_grown_shows_what_has_come(rows, cast):
    order = Order("-received_at", "-pk")
    second = page(request(after=page(request(), rows, order, 10).next), rows, order, 10)
    newest = SuggestionFactory(department=cast.team, received_at=START + dt.timedelta(days=1))
    Suggestion.objects.filter(pk__in=[row.pk for row in order.sort(rows)[5:8]]).delete()

    back = page(request(before=second.previous), rows, order, 10)
    assert (back[0], len(back), back.previous) == (newest, 10, "")


def test_after_the_last_row_has_gone_the_last_page_is_shown(rows):
    order = Order("received_at", "pk")
    everything = list(order.sort(rows))
    key = order.write(order.key(everything[24]))
    Suggestion.objects.filter(pk__in=[row.pk for row in everything[25:]]).delete()

    last = page(request(after=key), rows, order, 10)
    assert (list(last), last.next) == (everything[15:25], "")
    before = page(request(before=last.previous), rows, order, 10)
    assert list(before) == everything[5:15]


def test_the_last_page_is_whole_also_when_its_key_has_gone(rows):
    order = Order("received_at", "pk")
    everything = list(order.sort(rows))
    key = order.write(order.key(everything[24]))
    Suggestion.objects.filter(pk__in=[row.pk for row in everything[24:]]).delete()

    last = page(request(after=key), rows, order, 10)
    assert (list(last), last.next) == (everything[14:24], "")


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    "made_up", ["x", "\x00", "a:b", "W10:x", "9" * 5000, "焊", NEWEST.write([START, 3]) + "x", Order("pk").write([3])]
)
def test_a_page_that_cannot_be_found_is_the_first_and_says_so(rows, name, made_up):
    asked = request(**{name: made_up})
    found = page(asked, rows, NEWEST, 10)

    assert list(found) == list(NEWEST.sort(rows)[:10])
    assert found.previous == ""
    assert len(get_messages(asked)) == 1


def test_both_at_once_are_none(rows):
    key = NEWEST.write(NEWEST.key(NEWEST.sort(rows)[10]))
    asked = request(after=key, before=key)
    assert list(page(asked, rows, NEWEST, 10)) == list(NEWEST.sort(rows)[:10])
    assert len(get_messages(asked)) == 1


def test_a_key_says_nothing_in_another_order():
    key = [START, 3]
    text = Order("-received_at", "-pk").write(key)
    assert Order("-received_at", "-pk").read(text) == key
    assert Order("received_at", "pk").read(text) is None
    assert Order("-received_at", "pk").read(text) is None


@pytest.mark.parametrize("order", [Order("-received_at", "-pk"), Order("due_on", "received_at", "pk")])
def test_a_page_costs_one_question_and_the_whole_is_counted_apart(rows, order):
    deep = order.write(order.key(order.sort(rows)[20]))
    for asked in ({}, {"after": deep}, {"before": deep}):
        with CaptureQueriesContext(connection) as captured:
            found = page(request(**asked), rows, order, 5)
        assert len(captured) == 1
        assert "OFFSET" not in captured[0]["sql"]
        with CaptureQueriesContext(connection) as captured:
            assert found.count == 30
        assert len(captured) == 1
        assert "LIMIT 1001" in captured[0]["sql"]


def test_a_list_that_fits_on_one_page_is_not_counted(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert page(request(), rows, NEWEST, 30).count == 30


def test_the_key_of_a_place_is_that_of_its_row(rows):
    for order in ORDERS[:-1]:
        assert list(order.key_at(rows, 12)) == order.key(order.sort(rows)[12])
        assert order.key_at(rows, 30) is None


def test_what_is_known_is_not_counted(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert page(request(), rows, NEWEST, 5, known=12345).count == 12345


def test_more_than_the_limit_is_said_and_not_counted(rows):
    assert (capped(rows, 30), str(capped(rows, 30))) == (30, "30")
    assert (capped(rows, 29), str(capped(rows, 29))) == (29, "29+")
    parts = {"all": rows, "none": rows.none(), "team": rows.filter(department__name="焊装一班")}
    counted = capped_parts(parts, 29)
    assert (str(counted["all"]), counted["none"], counted["team"]) == ("29+", 0, parts["team"].count())


def test_nothing_has_no_parts(db):
    assert capped_parts({"all": Suggestion.objects.all(), "none": Suggestion.objects.none()}) == {"all": 0, "none": 0}
    assert capped_parts({}) == {}


def test_many_are_written_with_a_sign():
    many = Count(keyset.MOST_COUNTED, is_more=True)
    assert (str(many), f"{many}", thousands(many), many == 1000) == ("1000+", "1000+", "1,000+", True)
    assert (str(Count(7)), thousands(Count(1000))) == ("7", "1,000")
