"""A meeting on the screen of the room, on paper, and published; and what hidden names must not show."""

import pytest

from members.models import Role
from suggestions import services
from suggestions.models import Decision, Meeting, MeetingItem, Suggestion
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.meetings import MEETINGS, listed, numbers, page_of, planned
from tests.suggestions.panels import called, today, vote
from tests.suggestions.practising import body
from tests.suggestions.reviewing import ANSWER, idea, said
from tests.suggestions.reviewing import page_of as queue_page
from tests.suggestions.worlds import crowd_of, differing, world


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


@pytest.fixture
def meeting(cast):
    return planned(cast)


# The room and the paper


def test_the_room_sees_list_and_each_suggestion_with_its_draft(cast, reviewer, meeting):
    item = listed(cast, meeting, conclusion="adopted", answer="装吊臂。", owner=cast.owner.person, due_on=today(9))

    whole = body(reviewer.get(page_of(meeting, "show/")))
    one = body(reviewer.get(page_of(meeting, f"show/{item.suggestion.number}/")))

    assert all(words in whole for words in (item.suggestion.title, "To be adopted", "周工"))
    assert all(words in one for words in (item.suggestion.problem, "装吊臂。", "王海"))


def test_the_paper_has_everything_to_sign(cast, reviewer, meeting):
    listed(cast, meeting, conclusion="adopted", answer="装吊臂。", owner=cast.owner.person, due_on=today(9))
    listed(cast, meeting, conclusion="")

    page = body(reviewer.get(page_of(meeting, "paper/")))

    for words in (
        "To be adopted",
        "Not decided yet",
        "装吊臂。",
        "周工",
        "In the chair",
        "Minutes",
        "Those present",
        "draft",
    ):
        assert words in page


def test_a_panel_s_advice_stands_beside_it_without_names(cast, reviewer, meeting):
    panel = called(cast)
    for member in (cast.owner, cast.finance, cast.officer):
        vote(panel, member, opinion="这是成员的话。")
    item = listed(cast, meeting, Suggestion.objects.get(pk=panel.suggestion_id))

    page = body(reviewer.get(page_of(meeting, f"show/{item.suggestion.number}/")))

    assert "80.0" in page
    assert "240÷3" in page
    assert "这是成员的话。" not in page
    assert "钱会计" not in page


# Publishing


def test_publishing_asks_first_and_then_answers_everything(cast, reviewer, meeting):
    items = [listed(cast, meeting) for _n in range(2)]

    page = reviewer.get(page_of(meeting, "publish/"))
    assert all(item.suggestion.title in body(page) for item in items)
    assert not Decision.objects.exists()
    version = page.context["meeting"].version

    response = reviewer.post(page_of(meeting, "publish/"), {"version": version}, follow=True)

    assert said(response) == ["Everything is published. The workers see their answers now."]
    assert {one.status for one in Suggestion.objects.all()} == {"reserved"}
    assert reviewer.post(page_of(meeting, f"{items[0].suggestion.number}/"), {}).status_code == 403


def test_a_stale_one_is_named_with_its_reason_and_can_be_taken_off(cast, reviewer, meeting):
    good, changed = listed(cast, meeting), listed(cast, meeting)
    version = reviewer.get(page_of(meeting, "publish/")).context["meeting"].version
    services.withdraw(changed.suggestion, by=cast.worker)

    response = reviewer.post(page_of(meeting, "publish/"), {"version": version})

    assert response.status_code == 409
    problems = {item.suggestion.number: item.problem for item in response.context["items"]}
    assert problems == {good.suggestion.number: "", changed.suggestion.number: "It is “Withdrawn” now."}
    assert 'name="version"' not in body(response)
    assert not Decision.objects.exists()
    reviewer.post(page_of(meeting), {"move": "off", "number": changed.suggestion.number})
    version = reviewer.get(page_of(meeting, "publish/")).context["meeting"].version
    assert reviewer.post(page_of(meeting, "publish/"), {"version": version}).status_code == 302
    assert Decision.objects.count() == 1


def test_what_was_added_after_the_question_is_shown_before_it_is_answered(cast, reviewer, meeting):
    listed(cast, meeting)
    version = reviewer.get(page_of(meeting, "publish/")).context["meeting"].version
    late = listed(cast, meeting)

    response = reviewer.post(page_of(meeting, "publish/"), {"version": version})

    assert response.status_code == 409
    assert late.suggestion.number in numbers(response)
    assert not Decision.objects.exists()


def test_a_second_tap_says_that_it_is_published(cast, reviewer, meeting):
    listed(cast, meeting)
    version = reviewer.get(page_of(meeting, "publish/")).context["meeting"].version
    reviewer.post(page_of(meeting, "publish/"), {"version": version})

    response = reviewer.post(page_of(meeting, "publish/"), {"version": version}, follow=True)

    assert "published it already" in body(response)
    assert Decision.objects.count() == 1


def test_an_empty_list_is_not_published(reviewer, meeting):
    page = reviewer.get(page_of(meeting, "publish/"))

    assert "Nothing is on the list yet." in body(page)
    assert 'name="version"' not in body(page)
    response = reviewer.post(page_of(meeting, "publish/"), {"version": page.context["meeting"].version})
    assert response.status_code == 409
    assert Meeting.objects.get().published_at is None


def test_an_officer_does_not_publish(cast, meeting, client):
    listed(cast, meeting)
    client.force_login(cast.officer)

    assert client.get(page_of(meeting, "publish/")).status_code == 403
    assert client.post(page_of(meeting, "publish/"), {"version": 3}).status_code == 403
    assert "published by a reviewer" in body(client.get(page_of(meeting)))


def test_a_list_with_an_own_idea_waits_for_another_reviewer(cast, reviewer, meeting):
    own = listed(cast, meeting, idea(cast, by=cast.reviewer.person))

    page = reviewer.get(page_of(meeting, "publish/"))

    assert page.context["own"] == [own]
    assert "Please let another reviewer publish this list" in body(page)
    version = page.context["meeting"].version
    assert reviewer.post(page_of(meeting, "publish/"), {"version": version}).status_code == 409
    assert not Decision.objects.exists()


def test_which_of_the_hidden_ones_is_the_own_is_not_said(cast, reviewer, meeting):
    listed(cast, meeting, stages.sent(cast, by=cast.reviewer, hide_name=True))

    page = reviewer.get(page_of(meeting, "publish/"))

    assert page.context["own"] == []
    assert "Please let another reviewer publish this list" in body(page)


# Two worlds that differ only in the author


def play(cast, author, time_machine, moment, *, hide=True):
    """A hidden idea on a list; in one of the worlds it is that of a reviewer who keeps the meeting."""

    def acts(witness):
        time_machine.move_to(moment, tick=False)
        key = stages.uuid.uuid5(stages.uuid.NAMESPACE_URL, "one form")
        suggestion = services.submit(by=author, key=key, problem="夜班没人敢报修。", hide_name=hide)
        meeting = services.plan_meeting(
            by=cast.reviewer, enterprise=cast.enterprise, title="九月评审会", held_on=moment.date()
        )
        number, draft = suggestion.number, {"decision": "reserved", "answer": ANSWER}
        witness.act("listed", cast.second, page_of(meeting), {"numbers": number})
        item = MeetingItem.objects.get()
        facts = {"version": item.version, "seen": item.seen_version}
        witness.act("drafted", cast.second, page_of(meeting, f"{number}/"), facts | draft)
        rooms = [page_of(meeting, rest) for rest in ("", "show/", f"show/{number}/", f"{number}/", "paper/")]
        rooms += [MEETINGS, f"{queue_page(suggestion)}", f"/en/suggestions/{number}/"]
        witness.look("drafted", [cast.reviewer, cast.officer], [*rooms, page_of(meeting, "publish/")])
        # The one who may be the author holds the computer that everybody looks at.
        witness.look("in the room", [cast.second], rooms[:5])
        version = Meeting.objects.get(pk=meeting.pk).version
        witness.act("published", cast.reviewer, page_of(meeting, "publish/"), {"version": version})
        witness.look("published", [cast.reviewer, cast.officer], rooms[:3])
        # Keys of rows are not given back: what stands in the addresses must not count as a difference.
        witness.seen = {
            (when, who, address.replace(f"/{meeting.pk}/", "/0/")): seen
            for (when, who, address), seen in witness.seen.items()
        }

    return acts


@pytest.fixture
def crowd(cast):
    cast.other = crowd_of(cast)
    cast.second = account(PersonFactory(department=cast.team, name="陈工", work_number="0500"), Role.REVIEWER)
    return cast


def test_two_worlds_in_which_a_keeper_is_the_author_or_not_look_the_same(crowd, client, time_machine):
    moment = stages.timezone.now()

    first, second = (world(client, play(crowd, who, time_machine, moment)) for who in (crowd.second, crowd.other))

    assert differing(first, second) == set()
    assert {status for status, _address, _page in first.values()} == {200, 302, 403}


def test_the_comparison_would_notice_a_name(crowd, client, time_machine):
    """The control: with the names shown the two worlds do differ."""
    moment = stages.timezone.now()

    first, second = (
        world(client, play(crowd, who, time_machine, moment, hide=False)) for who in (crowd.second, crowd.other)
    )

    assert differing(first, second)
