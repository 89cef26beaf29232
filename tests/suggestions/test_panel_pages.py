"""Panels over HTTP: the list, calling, the vote, and what each page tells whom."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from suggestions import services
from suggestions.models import Ballot
from tests.factories import PersonFactory, account
from tests.suggestions.panels import (
    OPINION,
    PANELS,
    abstain,
    called,
    form_of,
    page_of,
    today,
    vote,
)
from tests.suggestions.practising import body
from tests.suggestions.reviewing import adopt, said
from tests.suggestions.reviewing import page_of as queue_page


@pytest.fixture
def member(cast, client):
    client.force_login(cast.owner)
    return client


@pytest.fixture
def reviewer(cast):
    client = Client()
    client.force_login(cast.reviewer)
    return client


# The list


def listed(response):
    return [panel.suggestion.number for panel in response.context["page_obj"]]


def test_each_part_lists_its_panels(cast, member):
    waiting, voted, closed = called(cast, vote_by=today(3)), called(cast), called(cast)
    vote(voted, cast.owner)
    for one in (cast.owner, cast.finance, cast.officer):
        vote(closed, one)

    found = {tab: listed(member.get(f"{PANELS}?tab={tab}")) for tab in ("waiting", "open", "closed")}

    numbers = [panel.suggestion.number for panel in (waiting, voted, closed)]
    assert found == {"waiting": numbers[:1], "open": numbers[1:2], "closed": numbers[2:]}
    page = body(member.get(f"{PANELS}?tab=open"))
    assert "1/3 have voted" in page


def test_the_first_to_end_comes_first_and_what_was_taken_back_is_not_waited_for(cast, member):
    later, sooner, gone = called(cast), called(cast, vote_by=today(2)), called(cast)
    services.withdraw(gone.suggestion, by=cast.worker)

    assert listed(member.get(PANELS)) == [sooner.suggestion.number, later.suggestion.number]


def test_others_find_an_empty_list_with_a_word_of_advice(cast, strangers, client):
    called(cast)
    for user in (cast.worker, strangers.reviewer, strangers.owner):
        client.force_login(user)
        response = client.get(PANELS)
        assert listed(response) == []
        assert "No panel waits for your vote." in body(response)


def test_district_staff_sit_in_no_panel(cast, staff, client):
    panel = called(cast)
    client.force_login(staff)

    assert client.get(PANELS).status_code == client.get(page_of(panel)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, member, django_assert_num_queries, rows):
    for _n in range(rows):
        vote(called(cast), cast.finance)
    member.get(PANELS)

    with django_assert_num_queries(10):
        assert len(listed(member.get(PANELS))) == rows


def test_a_member_finds_it_among_the_own_things_to_do(cast, member):
    panel = called(cast)

    assert page_of(panel) in body(member.get("/en/me/"))

    vote(panel, cast.owner)
    assert page_of(panel) not in body(member.get("/en/me/"))


# Voting


def test_a_member_reads_the_suggestion_and_what_points_mean(cast, member):
    page = body(member.get(page_of(called(cast))))

    for words in ("焊钳电缆拖在地上", "王海", "技术好", "30–60", "0/3 have voted"):
        assert words in page
    assert 'name="recommendation"' in page
    assert "checked" not in page


def test_before_the_own_vote_nothing_of_the_others_is_told_but_how_many(cast, member):
    panel = called(cast)
    vote(panel, cast.finance, 44, 33, opinion="这是别人的话。")

    page = body(member.get(page_of(panel)))

    assert "1/3 have voted" in page
    assert all(words not in page for words in ("这是别人的话。", "77 points", ">44<"))


def test_a_vote_is_kept_and_then_the_others_are_shown(cast, member):
    panel = called(cast)
    vote(panel, cast.finance, 44, 33, opinion="这是别人的话。")

    response = member.post(page_of(panel), form_of(panel, 50, 30), follow=True)

    assert response.redirect_chain == [(page_of(panel), 302)]
    assert said(response) == ["Your vote is in. Thank you."]
    page = body(response)
    assert all(words in page for words in ("这是别人的话。", "77 points", "80 points", "2/3 have voted"))
    assert 'name="recommendation"' not in page
    assert Ballot.objects.get(voter=cast.owner).total == 80


@pytest.mark.parametrize(("data", "wrong"), [
    ({"recommendation": ""}, ["recommendation"]),
    ({"opinion": "  "}, ["opinion"]),
    ({"opinion": "长" * 501}, ["opinion"]),
])  # fmt: skip
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(cast, member, data, wrong):
    panel = called(cast)

    response = member.post(page_of(panel), form_of(panel, 50, 30, **data))

    form = response.context["form"]
    assert list(form.errors) == wrong
    assert [field.value() for field in form.score_fields] == ["50", "30"]
    assert "<title>Error: " in body(response)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("value", ["", "61", "-1", "5.5", "五十", "9" * 400])
def test_points_are_whole_and_within_the_criterion(cast, member, value):
    panel = called(cast)

    form = member.post(page_of(panel), form_of(panel, value, 30)).context["form"]

    assert list(form.errors) == [form.score_fields[0].name]
    assert form["opinion"].value() == OPINION


def test_whoever_abstains_gives_a_reason_and_no_points(cast, member):
    panel = called(cast)

    member.post(page_of(panel), form_of(panel, "", "abc", recommendation="abstained", opinion="不熟悉。"))

    ballot = Ballot.objects.get()
    assert (ballot.recommendation, ballot.opinion, ballot.scores.count()) == ("abstained", "不熟悉。", 0)


def test_a_second_tap_is_no_second_vote_and_a_changed_one_is_refused(cast, member):
    panel = called(cast)
    member.post(page_of(panel), form_of(panel))

    assert member.post(page_of(panel), form_of(panel)).status_code == 302
    other = member.post(page_of(panel), form_of(panel, recommendation="declined"))

    assert other.status_code == 409
    assert member.post(page_of(panel), form_of(panel, 51, 30)).status_code == 409
    assert "A vote is final" in body(other)
    assert Ballot.objects.get().recommendation == "adopted"


def test_a_vote_that_comes_too_late_keeps_its_words(cast, member):
    panel = called(cast)
    services.withdraw(panel.suggestion, by=cast.worker)

    response = member.post(page_of(panel), form_of(panel, opinion="我写了很久。"))

    assert response.status_code == 409
    assert "我写了很久。" in body(response)
    assert "no vote is needed any more" in body(response)


def test_a_seat_that_has_passed_on_meanwhile_keeps_the_words(cast, member):
    stand_in = account(PersonFactory(department=cast.office))
    panel = called(cast, stand_ins={cast.owner: stand_in})
    services.pass_seats_on(now=timezone.now() + dt.timedelta(days=4))

    response = member.post(page_of(panel), form_of(panel, opinion="我写了很久。"))

    assert response.status_code == 409
    assert "我写了很久。" in body(response)
    assert member.get(page_of(panel)).context["form"] is None


def test_whoever_steps_aside_reads_why_and_not_the_suggestion(cast, client):
    stand_in = account(PersonFactory(department=cast.office, name="郑高工"))
    panel = called(cast, members=[cast.colleague, cast.owner, cast.finance], stand_ins={cast.colleague: stand_in})
    client.force_login(cast.colleague)

    page = body(client.get(page_of(panel)))

    assert "It comes from your own team, so others judge it." in page
    assert "郑高工" in page
    assert panel.suggestion.problem not in page
    assert 'name="recommendation"' not in page
    assert client.post(page_of(panel), form_of(panel)).status_code == 409
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(("who", "code"), [
    ("worker", 404), ("colleague", 404), ("leader", 404), ("owner", 200), ("reviewer", 200),
])  # fmt: skip
def test_an_open_panel_is_for_members_and_reviewers(cast, client, who, code):
    panel = called(cast)
    client.force_login(getattr(cast, who))

    assert client.get(page_of(panel)).status_code == code


def test_a_reviewer_without_a_seat_casts_no_vote_and_sees_the_count_alone(cast, reviewer):
    panel = called(cast)
    vote(panel, cast.finance, opinion="这是别人的话。")

    page = body(reviewer.get(page_of(panel)))

    assert "1/3 have voted" in page
    assert "周工" in page
    assert "这是别人的话。" not in page
    assert reviewer.post(page_of(panel), form_of(panel)).status_code == 403


def test_another_enterprise_finds_nothing(cast, strangers, client):
    panel = called(cast)
    for name in ("reviewer", "officer", "leader", "owner"):
        client.force_login(getattr(strangers, name))
        assert client.get(page_of(panel)).status_code == 404
        assert client.post(page_of(panel), form_of(panel)).status_code == 404
        assert client.get(f"{page_of(panel)}call/").status_code == 404


def finished(cast):
    panel = called(cast)
    vote(panel, cast.owner, 60, 40, opinion="老周的话。")
    vote(panel, cast.finance, 50, 31)
    abstain(panel, cast.officer)
    return panel


def test_a_closed_panel_tells_leaders_its_result_and_no_votes(cast, client):
    panel = finished(cast)
    client.force_login(cast.leader)

    page = body(client.get(page_of(panel)))

    assert "90.5" in page
    assert "181÷2" in page
    assert all(words not in page for words in ("老周的话。", "钱会计", "周工"))


def test_a_closed_panel_tells_reviewers_and_members_everything(cast, reviewer, member):
    panel = finished(cast)

    for client in (reviewer, member):
        page = body(client.get(page_of(panel)))
        assert all(words in page for words in ("90.5", "老周的话。", "钱会计", "100 points"))


def test_the_decision_form_shows_what_the_panel_says(cast, reviewer):
    panel = finished(cast)

    page = body(reviewer.get(queue_page(panel.suggestion)))

    assert all(words in page for words in ("90.5", "181÷2", "Adopt 2", "Abstain 1", 'name="decision"'))
    panel.suggestion.refresh_from_db()
    adopt(reviewer, panel.suggestion)
    assert panel.suggestion.decisions.get().panel == panel


def test_while_it_sits_the_desk_shows_the_count(cast, reviewer):
    panel = called(cast)
    vote(panel, cast.owner)

    page = body(reviewer.get(queue_page(panel.suggestion)))

    assert "1/3 have voted" in page
    assert page_of(panel) in page
    assert f"{page_of(panel)}call/" not in page


def test_a_form_that_was_open_when_it_closed_is_told(cast, reviewer):
    panel = called(cast)
    panel.suggestion.refresh_from_db()
    services.close_panels(now=timezone.now() + dt.timedelta(days=6))

    response = adopt(reviewer, panel.suggestion)

    assert response.status_code == 409
    assert "not enough votes" in body(response)
