"""Merging tells nobody a hidden name: neither those who answer nor those whose suggestion goes on together with it."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from suggestions import services
from tests.suggestions import stages
from tests.suggestions import test_hidden_names as worlds

crowd = worlds.crowd
# Asks very many pages, which do not hang on the database.
pytestmark = pytest.mark.once
NAMES = ("王海", "工友0")
# What lists and counts it.
LISTS = ["/me/", "/me/notices/", "/workbench/queue/", "/dashboard/", "/dashboard/rows/?figure=merged"]
TEXT = "夜班没人敢报修，机器带病开。"


def seen_by_the_other(client, cast, hidden, other):
    """What the proposer of the other one reads of both."""
    client.force_login(cast.colleague)
    short = f"/suggestions/similar/{hidden.number}/"
    pages = {("other", page): client.get(page) for page in ("/me/", other.get_absolute_url(), short)}
    pages["other", "list"] = client.post("/suggestions/similar/", {"problem": TEXT, "part": "1"})
    return {key: (page.status_code, worlds._plain(page)) for key, page in pages.items()}


def seen_beside(client, cast, hidden, other):
    """What is about merging: both at the desk, and what the other proposer reads."""
    pages = seen_by_the_other(client, cast, hidden, other)
    for who in worlds.READERS:
        client.force_login(getattr(cast, who))
        for one in (hidden, other):
            for rest in ("", "similar/", "unmerge/"):
                page = client.get(f"/workbench/queue/{one.number}/{rest}")
                pages[who, one.number, rest] = page.status_code, worlds._plain(page)
    return pages


def world(client, cast, author, moment, time_machine, *, hidden_is_main):
    """What is seen when this author's hidden idea and the colleague's have been merged; nothing of it stays."""
    earlier, later = moment - dt.timedelta(hours=3), moment - dt.timedelta(hours=2)
    time_machine.move_to(moment, tick=False)
    try:
        with transaction.atomic():
            by, key = {True: earlier, False: later}, uuid.uuid5(uuid.NAMESPACE_URL, "one form")
            other = stages.sent(cast, by=cast.colleague, problem=TEXT, occurred_at=by[not hidden_is_main])
            when = by[hidden_is_main]
            hidden = services.submit(by=author, key=key, problem=TEXT, hide_name=True, occurred_at=when)
            services.back(hidden, by=cast.owner, note="我们也是")
            pair = (other, hidden) if hidden_is_main else (hidden, other)
            services.merge(pair[0], by=cast.reviewer, into=pair[1], reason="同一件事，一起办。")
            pages = seen_beside(client, cast, hidden, other)
            why = {"decline_reason": "cost", "would_change": "明年。"}
            services.decline(pair[1], by=cast.reviewer, reason="这回先不改，等新线。", **why)
            answered = worlds.seen_by(client, cast, hidden, LISTS) | seen_beside(client, cast, hidden, other)
            pages |= {(*key, "answered"): page for key, page in answered.items()}
            raise worlds.RolledBackError
    except worlds.RolledBackError:
        return pages


@pytest.mark.parametrize("hidden_is_main", [True, False])
@pytest.mark.parametrize("pair", ["same shop", "departments of one"])
def test_two_worlds_that_differ_only_in_the_author_look_the_same(
    crowd, client, time_machine, settings, tmp_path, pair, hidden_is_main
):
    settings.MEDIA_ROOT = tmp_path
    authors = (crowd.worker, crowd.other) if pair == "same shop" else crowd.alone
    moment, facts = timezone.now(), {"hidden_is_main": hidden_is_main}

    first, second = (world(client, crowd, author, moment, time_machine, **facts) for author in authors)

    assert first.keys() == second.keys()
    assert {key for key in first if first[key] != second[key]} == set()
    statuses = {page[0] for page in first.values() if isinstance(page, tuple)}
    assert {200, 403} <= statuses


def test_the_comparison_would_notice_a_name(crowd, client, time_machine, settings, tmp_path, monkeypatch):
    """The control: with the names shown the two worlds do differ, but not for the proposer of the other one."""
    settings.MEDIA_ROOT = tmp_path
    submit = services.submit
    monkeypatch.setattr(services, "submit", lambda **facts: submit(**facts | {"hide_name": False}))
    moment, facts = timezone.now(), {"hidden_is_main": True}

    first, second = (
        world(client, crowd, author, moment, time_machine, **facts) for author in (crowd.worker, crowd.other)
    )

    different = {key for key in first if first[key] != second[key]}
    assert any(key[0] == "reviewer" for key in different)
    for key, (_status, page) in (item for item in first.items() if item[0][0] == "other"):
        assert not any(name in page for name in NAMES), key
