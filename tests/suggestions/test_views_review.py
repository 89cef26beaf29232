"""The reviewer's desk over HTTP: who gets in, and what is shown."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance_portal.files import read_picture
from members.models import Role, RoleAssignment
from suggestions import services
from suggestions.models import Decision, Photo
from tests.factories import PersonFactory, SuggestionFactory, picture
from tests.suggestions.reviewing import QUEUE, adopt, answer, idea, listed, page_of, said
from tests.turning import turned


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


# Who gets in


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("owner", 403), ("finance", 403), ("officer", 403), ("leader", 403), ("reviewer", 200),
])  # fmt: skip
def test_the_queue_is_for_reviewers(cast, client, role, code):
    client.force_login(getattr(cast, role))

    assert client.get(QUEUE).status_code == code


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("colleague", 404), ("finance", 403), ("officer", 403), ("leader", 403), ("reviewer", 200),
])  # fmt: skip
def test_a_record_is_for_reviewers_and_hidden_from_those_who_may_not_see_it(cast, client, role, code):
    suggestion = idea(cast)
    client.force_login(getattr(cast, role))

    assert client.get(page_of(suggestion)).status_code == code
    assert answer(client, suggestion).status_code == code


def test_strangers_find_nothing(cast, strangers, client):
    suggestion = idea(cast)
    client.force_login(strangers.reviewer)

    assert client.get(page_of(suggestion)).status_code == 404
    assert adopt(client, suggestion).status_code == 404
    assert listed(client.get(QUEUE)) == []
    assert Decision.objects.count() == 0


def test_district_staff_decide_nothing(cast, staff, client):
    suggestion = idea(cast)
    client.force_login(staff)

    assert client.get(QUEUE).status_code == 403
    assert adopt(client, suggestion).status_code == 403


def test_visitors_are_asked_to_sign_in(cast, client):
    assert client.get(QUEUE).status_code == 302


# What is shown


def test_the_most_urgent_comes_first_and_is_opened_beside_the_list(cast, reviewer):
    fresh, late, today = idea(cast), idea(cast, 9), idea(cast, 7)

    response = reviewer.get(QUEUE)

    assert listed(response) == [late.number, today.number, fresh.number]
    assert response.context["chosen"] == late


def test_the_tabs_count_what_they_hold(cast, reviewer):
    idea(cast), idea(cast, 9), idea(cast, 7)
    services.ask(idea(cast), by=cast.reviewer, question="几号工位？")
    services.reserve(idea(cast), by=cast.reviewer, reason="等新线")
    services.adopt(idea(cast), by=cast.reviewer, reason="装", owner=cast.owner.person, due_on=timezone.localdate())

    response = reviewer.get(QUEUE)

    tabs = {entry["tab"].code: entry["count"] for entry in response.context["tabs"]}
    assert tabs == {
        "waiting": 3, "today": 1, "late": 1, "details": 1, "appeals": 0, "again": 0, "reserved": 1,
    }  # fmt: skip
    assert response.context["listing"].in_practice == 1


@pytest.mark.parametrize(("days", "waited", "left", "urgency"), [
    (9, "waiting 9 days", "2 days late", "late"),
    (8, "waiting 8 days", "1 day late", "late"),
    (7, "waiting 7 days", "due today", "soon"),
    (1, "waiting 1 day", "6 days left", ""),
])  # fmt: skip
def test_a_row_says_how_long_it_waits_and_what_is_left(cast, reviewer, days, waited, left, urgency):
    idea(cast, days)
    body = reviewer.get(QUEUE).content.decode()

    wait = re.search(r'<p class="queue__wait"><b>(.*?)</b><span(?: class="(.*?)")?>(.*?)</span></p>', body)
    assert wait[1] == waited
    assert (wait[2] or "") == urgency
    assert re.sub(r"<svg.*?</svg>", "", wait[3]) == left


def test_a_record_shows_words_photos_place_and_name(cast, reviewer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    suggestion = idea(cast, idea="给电缆加吊臂。", expected_effect="不再压断。")
    services.photos.attach(suggestion, [read_picture(picture())], Photo.Kind.BEFORE)

    body = reviewer.get(page_of(suggestion)).content.decode()

    for words in (suggestion.title, suggestion.problem, "给电缆加吊臂。", "不再压断。", "冲焊车间", "焊装一班", "王海"):
        assert words in body
    assert reverse("suggestions:photo", args=[suggestion.photos.get().pk, "small"]) in body


def test_scripts_in_a_text_stay_text(cast, reviewer):
    suggestion = idea(cast, title="<script>alert(1)</script>", problem="<img src=x onerror=alert(1)>")

    body = reviewer.get(page_of(suggestion)).content.decode()

    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_pages_hold_ten_rows_and_a_page_that_is_none_is_the_first(cast, reviewer):
    rows = [idea(cast).number for _ in range(12)]

    first = reviewer.get(QUEUE)
    assert listed(first) == rows[:10]
    assert listed(turned(reviewer, first)) == rows[10:]
    for page in ("0", "-1", "x", "1" * 40, "\x00"):
        odd = reviewer.get(QUEUE, {"after": page})
        assert (odd.status_code, listed(odd)) == (200, rows[:10])
        assert "could not be found" in said(odd)[0]


def test_a_row_of_the_second_page_opens_beside_the_second_page(cast, reviewer):
    rows = [idea(cast).number for _ in range(12)]
    second = turned(reviewer, reviewer.get(QUEUE))

    (address,) = re.findall(rf'href="([^"]*{rows[11]}/[^"]*)"', second.content.decode())
    opened = reviewer.get(unescape(address))

    assert opened.context["chosen"].number == rows[11]
    assert listed(opened) == rows[10:]


def test_unknown_parameters_are_ignored_and_not_carried_on(cast, reviewer):
    suggestion = idea(cast)

    response = reviewer.get(QUEUE, {"tab": "zz", "unit": "zz", "spy": "1", "enterprise": "2"})

    assert listed(response) == [suggestion.number]
    assert "spy" not in response.context["query"]


@pytest.mark.parametrize(("tab", "title"), [
    ("waiting", "All answered."),
    ("details", "No worker is asked for details."),
    ("reserved", "Nothing is kept in reserve."),
])  # fmt: skip
def test_an_empty_part_says_so(cast, reviewer, tab, title):
    response = reviewer.get(QUEUE, {"tab": tab})

    assert response.context["chosen"] is None
    assert title in response.content.decode()


def test_a_shop_stays_chosen_when_its_last_suggestion_is_answered(cast, reviewer):
    other, last = idea(cast, department=cast.office), idea(cast)
    facts = {"reason": "太贵", "decline_reason": "cost", "would_change": "有预算时"}
    services.decline(last, by=cast.reviewer, **facts)

    assert listed(reviewer.get(QUEUE, {"unit": "冲焊车间"})) == []
    assert listed(reviewer.get(QUEUE, {"unit": "\x00没有的车间"})) == [other.number]


def test_an_empty_part_names_the_next_day(cast, reviewer):
    idea(cast, 6)

    body = reviewer.get(QUEUE, {"tab": "late"}).content.decode()

    assert "All answered." in body
    assert "The next one is due tomorrow." in body


def test_filters_without_a_match_say_so(cast, reviewer):
    idea(cast, category="safety")

    body = reviewer.get(QUEUE, {"cat": "quality"}).content.decode()

    assert "No suggestion fits these filters." in body


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(cast, reviewer, django_assert_num_queries, rows):
    for number in range(rows):
        department = cast.office if number else cast.team
        idea(cast, department=department, by=PersonFactory(department=department))

    with django_assert_num_queries(12):
        assert len(listed(reviewer.get(QUEUE))) == rows


def test_a_record_with_history_and_photos_costs_two_more(cast, reviewer, django_assert_num_queries, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    suggestion = idea(cast)
    services.photos.attach(suggestion, [read_picture(picture())], Photo.Kind.BEFORE)
    services.take(suggestion, by=cast.reviewer)
    idea(cast)

    with django_assert_num_queries(15):
        assert reviewer.get(QUEUE).context["chosen"] == suggestion


def test_a_reviewer_of_two_enterprises_sees_both(cast, strangers, reviewer):
    RoleAssignment.objects.create(user=cast.reviewer, role=Role.REVIEWER, enterprise=strangers.enterprise)
    here, there = idea(cast, 2), SuggestionFactory(department=strangers.team, by=strangers.worker.person)

    assert listed(reviewer.get(QUEUE)) == [here.number, there.number]
