"""The pages that look for words: the queue, the gallery, the staff's list and the search over everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions import search, services
from suggestions.models import Suggestion
from tests.suggestions import stages
from tests.suggestions.reviewing import QUEUE, idea, listed
from tests.turning import turned

GALLERY = "/en/gallery/"
SEARCH = "/en/search/"
STAFF = reverse("admin:suggestions_suggestion_changelist")


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch):
    monkeypatch.setattr(search, "NEAR", 2)
    monkeypatch.setattr(search, "FURTHER", 3)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


# -- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_is_narrowed_by_words_in_every_part(cast, as_):
    leak, other = idea(cast, title="气枪漏气"), idea(cast, title="吊臂太低")
    hidden = idea(cast, title="照明太暗", problem="气枪旁边太暗", name_hidden=True)
    reviewer = as_(cast.reviewer)

    response = reviewer.get(QUEUE, {"q": " 气枪 "})
    assert listed(response) == [leak.number, hidden.number]
    assert {entry["tab"].code: entry["count"] for entry in response.context["tabs"]}["waiting"] == 2
    assert 'value=" 气枪 "' in response.content.decode() or 'value="气枪"' in response.content.decode()
    assert listed(reviewer.get(QUEUE, {"q": other.number})) == [other.number]
    assert set(listed(reviewer.get(QUEUE, {"q": "\x00"}))) == {leak.number, other.number, hidden.number}


def test_words_of_the_queue_go_along_with_its_links(cast, as_):
    idea(cast, title="气枪漏气")
    body = as_(cast.reviewer).get(QUEUE, {"q": "气枪", "cat": "other"}).content.decode()
    assert body.count("q=%E6%B0%94%E6%9E%AA") > 5


def test_nothing_in_the_queue_with_these_words_says_so(cast, as_):
    idea(cast, title="气枪漏气")
    assert "No suggestion fits these filters." in as_(cast.reviewer).get(QUEUE, {"q": "没有"}).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_words_cost_the_queue_no_query(cast, as_, rows):
    for number in range(rows):
        idea(cast, title=f"气枪漏气{number}")
    reviewer, counts = as_(cast.reviewer), []
    for asked in ({}, {"q": "气枪"}):
        with CaptureQueriesContext(connection) as captured:
            reviewer.get(QUEUE, asked)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# -- the gallery and the search over everything ----------------------------------------------------------------------


def public(cast, **facts):
    return services.show_in_gallery(stages.done(cast, **facts), by=cast.officer)


def test_a_rare_word_is_found_in_the_gallery_and_turned_through(cast, client, monkeypatch):
    monkeypatch.setattr("suggestions.views.gallery.PAGE_SIZE", 2)
    rare = [public(cast, title=f"扭矩扳手{number}") for number in range(3)]
    for number in range(5):
        public(cast, title=f"气枪漏气{number}")

    first = client.get(GALLERY, {"q": "扭矩"})
    second = turned(client, first)
    assert [one.suggestion for page in (first, second) for one in page.context["items"]] == rare[::-1]
    assert str(first.context["page_obj"].count) == "2+"
    assert client.get(GALLERY, {"q": "没有"}).context["items"] == []


def test_a_rare_word_is_found_by_the_search_with_others_beside_it(cast, client):
    rare = public(cast, title="扭矩扳手乱放", problem="总要找很久")
    for number in range(7):
        public(cast, title=f"气枪漏气{number}", problem="漏得厉害")

    def groups(q):
        return {group.kind.code: group for group in client.get(SEARCH, {"q": q}).context["groups"]}

    assert [title for _url, title, _note in groups("扭矩 很久")["improvements"].lines] == [rare.title]
    many = groups("漏气")["improvements"]
    assert (len(many.lines), many.count) == (5, 7)
    assert len(client.get(SEARCH, {"q": "漏气 厉害", "kind": "improvements"}).context["lines"]) == 7
    assert groups("扭矩 漏气") == {}


@pytest.mark.parametrize("address", [GALLERY, SEARCH])
def test_three_that_are_found_cost_as_many_queries_as_one(cast, client, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(address, {"q": "扭矩"})
        return len(captured)

    for number in range(5):
        public(cast, title=f"气枪漏气{number}")
    public(cast, title="扭矩扳手")
    one = queries()
    for _more in range(2):
        public(cast, title="扭矩扳手")
    assert queries() <= one


# -- the staff's list ------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(cast, staff, as_):
    rows = [idea(cast, days=9 - number, title=f"气枪漏气{number}", problem="接头松") for number in range(6)]
    Suggestion.objects.filter(pk=rows[0].pk).update(title="扭矩扳手", number="CF-2026-00007")
    return as_(staff)


def found(desk, q, **more):
    return [row.title for row in desk.get(STAFF, {"q": q} | more).context["cl"].result_list]


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("扭矩", ["扭矩扳手"]),
        ("扭 接头", ["扭矩扳手"]),
        ("漏气5", ["气枪漏气5"]),
        ("气", [f"气枪漏气{number}" for number in range(5, 0, -1)]),
        ("CF-2026-00007", ["扭矩扳手"]),
        ("cf-2026-0", ["扭矩扳手"]),
        ("CF-2026-00007 扭", ["扭矩扳手"]),
        ("CF-2026-00007 漏气", []),
        ("XX-2026-00007", []),
        ("没有", []),
        ("100%", []),
        ("\x00", ["气枪漏气5", "气枪漏气4", "气枪漏气3", "气枪漏气2", "气枪漏气1", "扭矩扳手"]),
    ],
)
def test_staff_find_numbers_and_words(desk, q, titles):
    assert found(desk, q) == titles


def test_staff_find_words_within_their_filters(desk, cast):
    assert found(desk, "扭矩", status__exact="declined") == []
    assert found(desk, "扭矩", status__exact="submitted") == ["扭矩扳手"]


def test_an_action_means_what_was_found(desk):
    chosen = {"action": "mark_spam", "select_across": "1", "_selected_action": ["0"]}
    assert desk.post(STAFF + "?q=扭矩", chosen).context["count"] == 1
