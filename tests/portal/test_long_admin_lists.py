"""The staff's lists of tables that grow without end: page by page, nothing counted to the end."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal import keyset
from alliance_portal.models import AuditEntry, OutboxMessage
from alliance_portal.staff_admin import LongListAdmin
from members.models import ImportRow
from suggestions.models import Implementation, Suggestion
from tests.factories import SuggestionFactory

LIST = reverse("admin:suggestions_suggestion_changelist")
LONG = {Suggestion, Implementation, AuditEntry, OutboxMessage, ImportRow}


@pytest.fixture
def desk(client, cast, staff, monkeypatch):
    monkeypatch.setattr("suggestions.admin.suggestion.SuggestionAdmin.list_per_page", 2)
    rows = [SuggestionFactory(department=cast.team, title=f"第{number}条漏气") for number in range(5)]
    client.force_login(staff)
    client.rows = rows[::-1]
    return client


def listed(response):
    return list(response.context["cl"].result_list)


def turned(client, response, rel="next"):
    (address,) = re.findall(rf'<a href="([^"]*)" rel="{rel}">', response.content.decode())
    return client.get(LIST + unescape(address))


def test_the_tables_that_grow_without_end_have_such_lists():
    assert {model for model, one in admin.site._registry.items() if isinstance(one, LongListAdmin)} == LONG


@pytest.mark.parametrize("model", sorted(LONG - {AuditEntry}, key=str), ids=lambda model: model.__name__)
def test_each_of_them_is_shown(client, staff, model):
    client.force_login(staff)
    response = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    assert (response.status_code, listed(response)) == (200, [])


def test_the_pages_lead_on_and_back(desk):
    first = desk.get(LIST)
    assert listed(first) == desk.rows[:2]
    second = turned(desk, first)
    assert listed(second) == desk.rows[2:4]
    third = turned(desk, second)
    assert listed(third) == desk.rows[4:]
    assert 'rel="next"' not in third.content.decode()
    assert listed(turned(desk, third, "prev")) == desk.rows[2:4]
    assert listed(turned(desk, second, "prev")) == desk.rows[:2]


def test_order_filters_and_words_stay_while_turning(desk):
    asked = {"o": "1", "status__exact": "submitted", "q": "漏气"}
    first = desk.get(LIST, asked)
    second = turned(desk, first)
    assert listed(first) + listed(second) == desk.rows[::-1][:4]
    assert "第1条" not in second.content.decode()
    (again,) = re.findall(r'<p class="paginator">\s*<a href="([^"]*)">', second.content.decode())
    assert listed(desk.get(LIST + unescape(again))) == listed(first)


def test_links_of_the_filters_begin_at_the_first_page(desk):
    body = turned(desk, desk.get(LIST)).content.decode()
    leading = re.findall(r'href="(\?[^"]*(?:after|before)=[^"]*)"', body)
    assert leading == re.findall(r'<a href="([^"]*)" rel="(?:prev|next)">', body)


@pytest.mark.parametrize("asked", [{"after": "x"}, {"before": "\x00"}, {"o": "3"}, {"o": "5.-4.x"}, {"p": "7"}])
def test_what_makes_no_sense_is_the_first_page(desk, asked):
    response = desk.get(LIST, asked)
    assert (response.status_code, listed(response)) == (200, desk.rows[:2])


def test_nothing_is_counted_to_the_end(desk, monkeypatch):
    monkeypatch.setattr(keyset, "MOST_COUNTED", 3)
    monkeypatch.setattr(keyset.capped, "__defaults__", (3,))
    with CaptureQueriesContext(connection) as captured:
        response = desk.get(LIST)
    assert str(response.context["cl"].result_count) == "3+"
    counts = [
        query["sql"] for query in captured if "COUNT(" in query["sql"] and "suggestions_suggestion" in query["sql"]
    ]
    assert len(counts) == 1
    assert "LIMIT 4" in counts[0]


def test_an_action_reaches_what_was_ticked_on_a_later_page(desk):
    second = turned(desk, desk.get(LIST))
    address = second.wsgi_request.get_full_path()
    ticked = {"action": "mark_spam", "_selected_action": [listed(second)[0].pk]}
    assert desk.post(address, ticked).context["count"] == 1
    desk.post(address, ticked | {"confirmed": "1", "reason": "广告"})
    assert Suggestion.objects.exclude(spam_at=None).get() == desk.rows[2]
    assert LogEntry.objects.count() == 0
