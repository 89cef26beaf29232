"""What may be about the same thing, as a reviewer is shown it."""

import re

import pytest
from django.utils import translation

from suggestions import duplicates, services
from suggestions.models import Suggestion
from tests.suggestions import stages
from tests.suggestions.reviewing import answer, page_of

REASON = "二班提过同一件事，合并一起办，结果会一并告诉您。"


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


@pytest.fixture
def main(cast):
    return stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))


@pytest.fixture
def again(cast):
    return stages.sent(cast)


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


def merge(client, suggestion, into, **data):
    facts = {"decision": "merged", "into": getattr(into, "number", into), "answer": REASON}
    return answer(client, suggestion, **facts | data)


def likely(client, suggestion, query=""):
    return client.get(f"{page_of(suggestion)}similar/{query}")


def test_likely_ones_are_shown_with_the_words_that_say_so(cast, main, again, reviewer):
    for words in ("食堂晚班没有热饭", "质检报表每天抄两遍", "空压机房噪音太大"):
        stages.sent(cast, by=cast.owner, problem=words, occurred_at=stages.days_ago(9))

    response = likely(reviewer, again)

    (one,) = response.context["found"]
    assert (one.suggestion, one.came_later, one.words) == (main, False, "nearly the same words")
    assert any("焊钳" in words for words in one.shared)
    body = response.content.decode()
    assert all(f"“{words}”" in body for words in one.shared)
    assert not re.search(r"\d+ ?%", re.sub(r"<svg.*?</svg>", "", body))
    assert f'href="{page_of(again)}?into={main.number}"' in body
    assert likely(reviewer, main).context["found"][0].came_later


@pytest.mark.parametrize(
    ("score", "words"), [(0.95, "nearly the same words"), (0.6, "very much alike"), (0.34, "somewhat alike")]
)
def test_how_much_alike_is_said_in_words(score, words):
    with translation.override("en"):
        assert duplicates.Duplicate(None, (), score, False, False).words == words


def test_without_script_a_link_fills_in_the_form(cast, main, again, reviewer):
    form = reviewer.get(page_of(again, f"?into={main.number}")).context["form"]

    assert (form["decision"].value(), form["into"].value()) == ("merged", main.number)


def test_for_the_record_only_the_list_comes_back(cast, main, again, reviewer):
    body = likely(reviewer, again, "?part=1").content.decode()

    assert main.number in body
    assert "<html" not in body


def test_an_own_idea_is_shown_and_not_offered(cast, again, reviewer):
    own = stages.sent(cast, by=cast.reviewer, occurred_at=stages.days_ago(6))

    body = likely(reviewer, again).content.decode()

    assert own.number in body
    assert f"?into={own.number}" not in body


def test_what_is_merged_in_already_is_not_offered_again(cast, main, again, reviewer):
    services.merge(again, by=cast.reviewer, into=main, reason=REASON)

    assert likely(reviewer, fresh(main)).context["found"] == []


def test_another_enterprise_is_never_compared(cast, strangers, again, reviewer):
    stages.sent(strangers)

    assert likely(reviewer, again).context["found"] == []


@pytest.mark.parametrize(("who", "code"), [("leader", 403), ("worker", 403), ("owner", 404)])
def test_others_are_not_shown_what_is_likely(cast, again, client, who, code):
    client.force_login(getattr(cast, who))

    assert likely(client, again).status_code == code


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_much_is_found(cast, again, reviewer, django_assert_num_queries, rows):
    for number in range(rows):
        stages.sent(cast, by=cast.colleague, problem=f"{number}号焊钳电缆拖在地上，叉车容易压到")
    likely(reviewer, again)

    with django_assert_num_queries(12):
        assert len(likely(reviewer, again).context["found"]) == rows
