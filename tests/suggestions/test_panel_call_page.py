"""The page on which a panel is called."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from suggestions import services
from suggestions.models import Panel, Suggestion
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.panels import (
    PANELS,
    called,
    form_of,
    fresh,
    page_of,
    points,
    today,
    usual_rubric,
)
from tests.suggestions.practising import body
from tests.suggestions.reviewing import QUEUE, heads, idea
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


def call_of(suggestion):
    return f"{PANELS}{suggestion.number}/call/"


def filled(cast, suggestion, **data):
    chosen = {"version": suggestion.version, "rubric": usual_rubric().pk, "quorum": 2, "vote_by": today(5)}
    return chosen | {"member_1": "周工", "member_2": "0005", "member_3": "0006 孙干事"} | data


def test_a_panel_is_called_from_the_page_of_a_suggestion(cast, reviewer):
    suggestion = idea(cast)
    assert call_of(suggestion) in body(reviewer.get(queue_page(suggestion)))

    response = reviewer.post(call_of(suggestion), filled(cast, suggestion, stand_in_1="吴主席"), follow=True)

    panel = Panel.objects.get()
    assert response.redirect_chain == [(page_of(panel), 302)]
    assert [(seat.member, seat.stand_in) for seat in panel.seats.all()] == [
        (cast.owner, cast.leader), (cast.finance, None), (cast.officer, None),
    ]  # fmt: skip
    assert (panel.quorum, panel.vote_by, panel.called_by) == (2, today(5), cast.reviewer)


@pytest.mark.parametrize(("data", "field"), [
    ({"rubric": ""}, "rubric"),
    ({"rubric": "99999"}, "rubric"),
    ({"quorum": "4"}, "quorum"),
    ({"quorum": "1"}, "quorum"),
    ({"quorum": "x"}, "quorum"),
    ({"vote_by": ""}, "vote_by"),
    ({"vote_by": "2001-01-01"}, "vote_by"),
    ({"vote_by": "9月9日"}, "vote_by"),
    ({"member_3": ""}, "member_3"),
    ({"member_3": "无此人"}, "member_3"),
    ({"member_3": "周工"}, "member_3"),
    ({"member_3": "赵敏"}, "member_3"),
    ({"stand_in_2": "0004"}, "stand_in_2"),
    ({"stand_in_4": "吴主席"}, "member_4"),
    ({"member_9": "王海"}, "member_9"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(cast, reviewer, data, field):
    suggestion = idea(cast)

    response = reviewer.post(call_of(suggestion), filled(cast, suggestion, **data))

    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field]
    assert form["member_1"].value() == "周工"
    assert not Panel.objects.exists()


def test_two_of_the_same_name_are_told_apart_by_number(cast, reviewer):
    account(PersonFactory(department=cast.office, name="周工", work_number="0099"))
    suggestion = idea(cast)

    form = reviewer.post(call_of(suggestion), filled(cast, suggestion)).context["form"]
    assert list(form.errors) == ["member_1"]

    assert reviewer.post(call_of(suggestion), filled(cast, suggestion, member_1="0099 周工")).status_code == 302


def test_people_without_an_account_are_not_called(cast, reviewer):
    PersonFactory(department=cast.office, name="新来的")
    suggestion = idea(cast)

    form = reviewer.post(call_of(suggestion), filled(cast, suggestion, member_3="新来的")).context["form"]

    assert list(form.errors) == ["member_3"]


def test_whoever_has_to_step_aside_is_told_with_the_reason_and_may_have_a_stand_in(cast, reviewer):
    suggestion = idea(cast)
    data = filled(cast, suggestion, member_1="赵敏")

    response = reviewer.post(call_of(suggestion), data)
    assert "赵敏 is of the team it comes from" in str(response.context["form"].errors["member_1"])

    reviewer.post(call_of(suggestion), data | {"stand_in_1": "周工"})
    assert Panel.objects.get().seats.first().holder == cast.owner


def test_the_days_offered_are_within_the_promise(cast, reviewer):
    page = body(reviewer.get(call_of(idea(cast))))

    assert f'min="{today()}"' in page
    assert f'max="{today(7)}"' in page


def test_who_was_faster_is_told_and_nothing_is_lost(cast, reviewer):
    suggestion = idea(cast)
    data = filled(cast, suggestion)
    services.take(suggestion, by=cast.reviewer)

    response = reviewer.post(call_of(suggestion), data)
    assert response.status_code == 409
    assert response.context["form"]["member_2"].value() == "0005"

    assert (
        reviewer.post(call_of(suggestion), data | {"version": response.context["form"]["version"].value()}).status_code
        == 302
    )


@pytest.mark.parametrize("who", ["worker", "officer", "leader", "finance"])
def test_only_who_answers_calls_a_panel(cast, client, who):
    suggestion = idea(cast)
    client.force_login(getattr(cast, who))

    assert client.get(call_of(suggestion)).status_code == 403
    assert client.post(call_of(suggestion), {}).status_code == 403


def test_a_head_it_was_handed_to_calls_one(cast, client):
    handed = services.transfer(idea(cast), by=cast.reviewer, to=heads(cast.office, cast.owner), note="请看")
    client.force_login(cast.owner)
    data = filled(cast, handed, member_1="李工")

    assert client.post(call_of(handed), data).status_code == 302


def test_no_second_panel_and_none_on_the_own_idea(cast, reviewer):
    panel = called(cast)
    own = idea(cast, by=cast.reviewer.person)

    assert reviewer.get(call_of(panel.suggestion)).url == queue_page(panel.suggestion)
    assert reviewer.get(call_of(own)).status_code == 403


def test_a_panel_without_a_result_can_be_followed_by_another(cast, reviewer):
    first_one = called(cast)
    services.close_panels(now=timezone.now() + dt.timedelta(days=6))
    suggestion = Suggestion.objects.get(pk=first_one.suggestion_id)

    assert reviewer.post(call_of(suggestion), filled(cast, suggestion)).status_code == 302

    assert reviewer.get(page_of(first_one)).context["panel"] == Panel.objects.first() != first_one


def test_points_stand_beside_the_criterion_they_are_for(cast, member):
    panel = called(cast)
    member.post(page_of(panel), form_of(panel, 12, 34))

    assert points(panel, 12, 34) == {
        score.criterion_id: score.points for score in fresh(panel).seats.all()[0].vote.scores.all()
    }


def test_the_queue_shows_a_panel_to_no_author_who_reviews(cast, reviewer):
    own = services.submit(by=cast.reviewer, problem="夜班没人敢报修。", key=stages.uuid.uuid4())
    head = heads(cast.team, cast.colleague)
    services.transfer(own, by=cast.reviewer, to=head, note="请看")
    members = [cast.worker, cast.colleague, account(PersonFactory(department=cast.shop))]
    called(cast, Suggestion.objects.get(pk=own.pk), members=members, by=cast.colleague)

    page = reviewer.get(f"{QUEUE}{own.number}/")

    assert page.context["panel"] is None
    assert "0/3" not in body(page)
