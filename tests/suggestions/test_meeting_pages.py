"""Meetings over HTTP: planning, the list, drafts, the room, paper, and publishing."""

import re

import pytest

from members.models import Role
from members.services import grant_role
from suggestions import services
from suggestions.models import Decision, Meeting, MeetingItem, Suggestion
from tests.suggestions import stages
from tests.suggestions.meetings import MEETINGS, listed, numbers, page_of, planned
from tests.suggestions.panels import called, today, vote
from tests.suggestions.practising import body
from tests.suggestions.reviewing import ANSWER, idea, in_days, said
from tests.suggestions.reviewing import page_of as queue_page


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


@pytest.fixture
def meeting(cast):
    return planned(cast)


# Planning


def test_a_meeting_is_planned_with_title_and_day(cast, reviewer):
    response = reviewer.post(MEETINGS, {"title": "九月评审会", "held_on": in_days(3)})

    meeting = Meeting.objects.get()
    assert response.url == page_of(meeting)
    assert (meeting.title, meeting.held_on, meeting.enterprise, meeting.planned_by) == (
        "九月评审会", today(3), cast.enterprise, cast.reviewer,
    )  # fmt: skip


@pytest.mark.parametrize(("data", "field"), [
    ({"title": " "}, "title"), ({"title": "长" * 61}, "title"), ({"held_on": ""}, "held_on"),
    ({"held_on": "2001-01-01"}, "held_on"), ({"held_on": "下周"}, "held_on"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(reviewer, data, field):
    response = reviewer.post(MEETINGS, {"title": "九月评审会", "held_on": in_days(3)} | data)

    assert list(response.context["form"].errors) == [field]
    assert not Meeting.objects.exists()


def test_whoever_keeps_meetings_in_two_enterprises_says_where(cast, strangers, reviewer, staff):
    grant_role(cast.reviewer, Role.OFFICER, strangers.enterprise, by=staff)
    data = {"title": "九月评审会", "held_on": in_days(3)}

    assert list(reviewer.post(MEETINGS, data).context["form"].errors) == ["enterprise"]

    reviewer.post(MEETINGS, data | {"enterprise": strangers.enterprise.pk})
    assert Meeting.objects.get().enterprise == strangers.enterprise


@pytest.mark.parametrize(("who", "code"), [
    ("reviewer", 200), ("officer", 200), ("leader", 403), ("worker", 403), ("finance", 403), ("owner", 403),
])  # fmt: skip
def test_meetings_are_for_reviewers_and_officers(cast, meeting, client, who, code):
    item = listed(cast, meeting)
    client.force_login(getattr(cast, who))
    number = item.suggestion.number
    own = 404 if code == 403 else 200

    assert client.get(MEETINGS).status_code == code
    for rest in ("", "paper/", "show/", f"show/{number}/", f"{number}/"):
        assert client.get(page_of(meeting, rest)).status_code == own


def test_another_enterprise_and_union_staff_stay_outside(cast, strangers, staff, meeting, client):
    number = listed(cast, meeting).suggestion.number
    pages = [page_of(meeting, rest) for rest in ("", "publish/", "paper/", "show/", f"show/{number}/", f"{number}/")]
    for user, code in ((strangers.reviewer, 404), (strangers.officer, 404), (staff, 403)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {code}
        assert client.post(pages[0], {"numbers": number}).status_code == code


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, reviewer, django_assert_num_queries, rows):
    for n in range(rows):
        held = services.plan_meeting(by=cast.reviewer, enterprise=cast.enterprise, title=f"{n}", held_on=today())
        listed(cast, held)
    reviewer.get(MEETINGS)

    with django_assert_num_queries(10):
        assert len(reviewer.get(MEETINGS).context["page_obj"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meeting_costs_the_same_however_long_its_list_is(cast, reviewer, meeting, django_assert_num_queries, rows):
    for _n in range(rows):
        panel = called(cast)
        for member in (cast.owner, cast.finance, cast.officer):
            vote(panel, member)
        listed(cast, meeting, Suggestion.objects.get(pk=panel.suggestion_id))
    reviewer.get(page_of(meeting))

    with django_assert_num_queries(14):
        assert len(numbers(reviewer.get(page_of(meeting)))) == rows


# The list


def test_suggestions_come_on_the_list_by_their_numbers(cast, reviewer, meeting):
    first, second = idea(cast), idea(cast)

    response = reviewer.post(page_of(meeting), {"numbers": f"{second.number.lower()}、{first.number}"}, follow=True)

    assert numbers(response) == [second.number, first.number]
    assert said(response) == [f"{second.number} is on the list.", f"{first.number} is on the list."]


def test_numbers_that_cannot_be_meant_are_named_and_kept(cast, strangers, reviewer, meeting):
    good, answered, foreign = idea(cast), stages.declined(cast), idea(strangers)
    typed = f"{good.number}, {answered.number} {foreign.number}，XX-1"

    form = reviewer.post(page_of(meeting), {"numbers": typed}).context["form"]

    assert list(form.errors) == ["numbers"]
    assert all(one in str(form.errors) for one in (answered.number, foreign.number, "XX-1"))
    assert good.number not in str(form.errors)
    assert form["numbers"].value() == typed
    assert not MeetingItem.objects.exists()


def test_one_is_put_on_a_list_from_the_queue(cast, reviewer, meeting):
    suggestion = idea(cast)
    link = re.search(r'href="(/en/workbench/meetings/\?put=[^"]+)"', body(reviewer.get(queue_page(suggestion))))[1]

    page = body(reviewer.get(link))

    assert suggestion.title in page
    assert f'name="numbers" value="{suggestion.number}"' in page
    reviewer.post(link, {"title": "新的一次", "held_on": in_days(2)})
    assert MeetingItem.objects.get().meeting.title == "新的一次"


def test_one_on_another_list_is_refused_with_a_word(cast, reviewer, meeting):
    item = listed(cast, meeting)
    other = services.plan_meeting(by=cast.reviewer, enterprise=cast.enterprise, title="另一次", held_on=today())

    response = reviewer.post(page_of(other), {"numbers": item.suggestion.number}, follow=True)

    assert said(response) == [f"{item.suggestion.number} is on the list of another meeting."]
    assert numbers(response) == []


def test_one_is_taken_off(cast, reviewer, meeting):
    item = listed(cast, meeting)
    data = {"move": "off", "number": item.suggestion.number}

    response = reviewer.post(page_of(meeting), data, follow=True)

    assert numbers(response) == []
    assert "Nothing is on the list yet." in body(response)
    assert reviewer.post(page_of(meeting), data).status_code == 302


def test_an_officer_keeps_the_list_and_the_worker_reads_who_did_it(cast, meeting, client):
    suggestion = idea(cast)
    client.force_login(cast.officer)

    client.post(page_of(meeting), {"numbers": suggestion.number})

    event = suggestion.events.get()
    assert (event.actor, event.actor_role) == (cast.officer, "officer")
    client.force_login(cast.worker)
    assert "Goes before a review meeting" in body(client.get(f"/en/suggestions/{suggestion.number}/"))


# Drafts


def send(client, item, **data):
    facts = {"version": item.version, "seen": item.suggestion.version, "answer": ANSWER}
    return client.post(page_of(item.meeting, f"{item.suggestion.number}/"), facts | data)


def test_the_draft_asks_exactly_what_the_reviewer_s_form_asks(cast, reviewer, meeting):
    item = listed(cast, meeting, conclusion="")

    form = send(reviewer, item, decision="adopted").context["form"]
    assert sorted(form.errors) == ["due_on", "owner"]
    form = send(reviewer, item, decision="declined", answer="不行。").context["form"]
    assert sorted(form.errors) == ["answer", "decline_reason", "would_change"]
    assert list(send(reviewer, item).context["form"].errors) == ["decision"]
    assert list(send(reviewer, item, decision="ask").context["form"].errors) == ["decision"]
    assert not Decision.objects.exists()


def test_a_draft_is_kept_and_shown_again(cast, reviewer, meeting):
    item = listed(cast, meeting, conclusion="")

    response = send(reviewer, item, decision="adopted", owner="周工", due_on=in_days(20), quota_months="6")

    assert response.url == page_of(meeting)
    page = reviewer.get(page_of(meeting, f"{item.suggestion.number}/"))
    form = page.context["form"]
    assert (form["decision"].value(), form["answer"].value(), form["owner"].value()) == ("adopted", ANSWER, "0004 周工")
    assert form["quota_months"].value() == 6
    assert "To be adopted" in body(reviewer.get(page_of(meeting)))
    item.suggestion.refresh_from_db()
    assert item.suggestion.status == "in_review"


def test_what_belongs_to_another_conclusion_is_dropped(cast, reviewer, meeting):
    item = listed(cast, meeting, conclusion="")

    send(
        reviewer,
        item,
        decision="reserved",
        owner="周工",
        due_on="2001-01-01",
        decline_reason="cost",
        would_change="有钱",
    )

    kept = MeetingItem.objects.get()
    assert (kept.owner, kept.due_on, kept.decline_reason, kept.would_change) == (None, None, "", "")


def test_who_was_faster_is_told_and_the_words_can_be_sent_again(cast, reviewer, meeting):
    item = listed(cast, meeting, conclusion="")
    services.draft(item, by=cast.officer, conclusion="reserved", answer="我先写了。")

    response = send(reviewer, item, decision="reserved")

    assert response.status_code == 409
    form = response.context["form"]
    assert form["answer"].value() == ANSWER
    again = {"version": form["version"].value(), "seen": form["seen"].value(), "decision": "reserved"}
    assert send(reviewer, item, **again).status_code == 302
    assert MeetingItem.objects.get().answer == ANSWER


def test_a_suggestion_that_changed_meanwhile_is_shown_first(cast, reviewer, meeting):
    item = listed(cast, meeting, conclusion="")
    services.name_together(item.suggestion, by=cast.worker, people=[cast.colleague.person])

    assert send(reviewer, item, decision="reserved").status_code == 409
    assert MeetingItem.objects.get().conclusion == ""


def test_from_one_to_the_next(cast, reviewer, meeting):
    items = [listed(cast, meeting) for _n in range(3)]
    first, middle, last = (item.suggestion.number for item in items)

    for address in ("", "show/"):
        page = body(reviewer.get(page_of(meeting, f"{address}{middle}/")))
        assert f'href="{page_of(meeting, f"{address}{first}/")}" rel="prev"' in page
        assert f'href="{page_of(meeting, f"{address}{last}/")}" rel="next"' in page
        assert 'rel="prev"' not in body(reviewer.get(page_of(meeting, f"{address}{first}/")))
        assert reviewer.get(page_of(meeting, f"{address}{idea(cast).number}/")).status_code == 404


def test_the_worker_sees_no_draft_anywhere(cast, reviewer, meeting, client):
    item = listed(cast, meeting, conclusion="reserved", answer="等新线一起做，先记下来。")
    client.force_login(cast.worker)

    page = body(client.get(f"/en/suggestions/{item.suggestion.number}/")) + body(client.get("/en/me/"))

    assert "Goes before a review meeting" in page
    assert "等新线一起做" not in page
    assert "九月评审会" not in page
