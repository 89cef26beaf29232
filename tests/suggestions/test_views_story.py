"""A worker's own page, and the page of a suggestion, for everybody who may read it and who may not."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.suggestions import stages


def english(name, *args):
    with override("en"):
        return reverse(f"suggestions:{name}", args=args)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(response):
    return response.content.decode()


# My page


def tasks(page):
    return re.findall(r'<a class="list__item" href="([^"]+)">\s*<span><b class="list__title">([^:]+):', page)


def test_my_page_begins_with_what_waits_for_me(cast):
    to_add, to_confirm = stages.asked(cast), stages.finished(cast)
    stages.begun(cast)

    page = text_of(signed_in(cast.worker).get(english("mine")))

    assert sorted(tasks(page)) == sorted(
        [
            (english("more", to_add.number), "Add details"),
            (english("confirm", to_confirm.number), "Confirm on the spot"),
        ]
    )


def test_an_owner_sees_what_is_left_to_do(cast):
    begun = stages.begun(cast)
    stages.finished(cast)
    stages.declined(cast)

    page = text_of(signed_in(cast.owner).get(english("mine")))

    assert tasks(page) == [(english("track", begun.number), "Report progress")]


def test_my_page_says_who_holds_each_and_until_when(cast):
    suggestion = stages.taken(cast)

    page = text_of(signed_in(cast.worker).get(english("mine")))

    with override("en"):
        day = f"{suggestion.due_on:%B} {suggestion.due_on.day}"
    assert f"The answer is due by {day}" in page
    assert "Now with the reviewer 李工." in page


def test_my_page_shows_nobody_elses(cast):
    stages.sent(cast, by=cast.colleague, problem="别人的话")

    page = text_of(signed_in(cast.worker).get(english("mine")))

    assert "别人的话" not in page
    assert "You have not suggested anything yet" in page
    assert english("new") in page


def test_my_page_is_read_in_parts(cast):
    client = signed_in(cast.worker)
    for n in range(20):
        stages.sent(cast, problem=f"第{n}件事", occurred_at=stages.days_ago(n + 1))
    stages.sent(cast, problem="最早的一件事", occurred_at=stages.days_ago(40))

    assert "最早的一件事" not in text_of(client.get(english("mine")))
    assert "最早的一件事" in text_of(client.get(english("mine"), {"page": "2"}))
    assert client.get(english("mine"), {"page": "9" * 5000}).status_code == 200


BY_DAY = 'ORDER BY "suggestions_suggestion"."received_at"'


def test_my_page_looks_at_no_suggestion_but_my_own(cast):
    """The lists have more tables than PostgreSQL puts in order: their statements name the keys that are meant."""
    own = stages.sent(cast)
    stages.sent(cast, by=cast.colleague)
    client = signed_in(cast.worker)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(english("mine")).status_code == 200
    lists = [one["sql"] for one in queries if 'JOIN "suggestions_slip"' in one["sql"] and BY_DAY in one["sql"]]
    assert len(lists) >= 3
    assert [sql for sql in lists if f'"suggestions_suggestion"."id" IN ({own.pk})' not in sql] == []


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_my_page_asks_the_database_as_often_for_three_rows_as_for_one(cast):
    client = signed_in(cast.worker)
    for stage in (stages.asked, stages.finished, stages.declined):
        stage(cast)
    few = queries_of(client, english("mine"))
    for stage in (stages.asked, stages.finished, stages.declined, stages.taken) * 3:
        stage(cast)

    assert queries_of(client, english("mine")) == few


def test_staff_find_nothing_to_send_here(staff):
    assert "Nothing here" in text_of(signed_in(staff).get(english("mine")))


# The page of a suggestion


@pytest.mark.parametrize("role", ["worker", "reviewer", "finance", "officer", "leader", "owner"])
def test_whoever_has_to_do_with_it_may_read_it(cast, role):
    suggestion = stages.adopted(cast)

    assert signed_in(getattr(cast, role)).get(english("detail", suggestion.number)).status_code == 200


def test_staff_may_read_it(cast, staff):
    assert signed_in(staff).get(english("detail", stages.sent(cast).number)).status_code == 200


def test_for_everybody_else_it_does_not_exist(cast, strangers):
    address = english("detail", stages.sent(cast).number)

    assert signed_in(cast.colleague).get(address).status_code == 404
    assert signed_in(cast.owner).get(address).status_code == 404, "not an owner before it is adopted"
    for role in ("worker", "reviewer", "finance", "officer", "leader"):
        assert signed_in(getattr(strangers, role)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_number_that_is_none_does_not_exist(cast):
    assert signed_in(cast.worker).get(english("detail", "CF-2026-99999")).status_code == 404


@pytest.mark.parametrize("stage", stages.EVERY_STAGE, ids=lambda stage: stage.__name__)
def test_every_stage_has_its_page(cast, stage):
    suggestion = stage(cast, photos=[])

    for user in (cast.worker, cast.reviewer):
        response = signed_in(user).get(english("detail", suggestion.number))
        assert response.status_code == 200
        assert "焊钳电缆拖在地上" in text_of(response)


def test_a_refusal_says_why_and_what_would_change_it(cast):
    page = text_of(signed_in(cast.worker).get(english("detail", stages.declined(cast).number)))

    assert "Costs more than it brings" in page
    assert "现在停线装不了。" in page
    assert "明年大修停线时我们再看。" in page


def test_the_answer_says_how_long_it_took_and_what_was_promised(cast):
    page = text_of(signed_in(cast.worker).get(english("detail", stages.adopted(cast).number)))

    assert "Time taken <b>1 day 6 hours</b> (promised: within 7 days)" in page


def test_the_author_is_named_to_those_who_may_read_it(cast):
    suggestion = stages.sent(cast)

    assert "王海" in text_of(signed_in(cast.reviewer).get(english("detail", suggestion.number)))


def test_money_is_shown_claimed_and_verified_apart(cast):
    page = text_of(signed_in(cast.worker).get(english("detail", stages.verified(cast).number)))

    assert page.index("CNY 12,000") < page.index("CNY 9,500")
    assert "每月少停2次" in page
    assert "凭证17号" in page


ACTIONS = {
    "sent": {"withdraw"},
    "taken": {"withdraw"},
    "asked": {"more", "withdraw"},
    "finished": {"confirm"},
    "declined": set(),
    "done": set(),
}


@pytest.mark.parametrize(("stage", "actions"), ACTIONS.items())
def test_the_worker_is_offered_what_fits_now(cast, stage, actions):
    suggestion = getattr(stages, stage)(cast)
    page = text_of(signed_in(cast.worker).get(english("detail", suggestion.number)))

    offered = {move for move in ("more", "confirm", "withdraw") if f'href="{english(move, suggestion.number)}"' in page}
    assert offered == actions


@pytest.mark.parametrize("role", ["reviewer", "leader", "owner"])
def test_nobody_else_is_offered_the_workers_moves(cast, role):
    suggestion = stages.finished(cast)
    page = text_of(signed_in(getattr(cast, role)).get(english("detail", suggestion.number)))

    assert not [move for move in ("more", "confirm", "withdraw") if english(move, suggestion.number) in page]


def test_the_owner_is_led_to_where_progress_is_reported(cast):
    suggestion = stages.adopted(cast)

    assert english("track", suggestion.number) in text_of(
        signed_in(cast.owner).get(english("detail", suggestion.number))
    )
    assert english("track", suggestion.number) not in text_of(
        signed_in(cast.worker).get(english("detail", suggestion.number))
    )


def test_what_a_worker_writes_is_never_markup(cast):
    suggestion = stages.sent(cast, problem="<script>alert(1)</script>", idea="a\nb")

    page = text_of(signed_in(cast.worker).get(english("detail", suggestion.number)))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "a<br>b" in page


def test_an_owner_who_had_the_idea_finds_it_in_both_lists_once(cast):
    own = stages.adopted(cast, by=cast.owner)

    page = text_of(signed_in(cast.owner).get(english("mine")))

    assert tasks(page) == [(english("track", own.number), "Report progress")]
    assert page.count(f'href="{english("detail", own.number)}"') == 1
