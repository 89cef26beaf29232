"""Entering what a colleague said or wrote: both names are kept, and whoever enters does not answer."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from suggestions import permissions, services
from suggestions.models import Suggestion
from tests.suggestions.reviewing import heads, page_of, record_on

PAGE = "/en/workbench/record/"
PROBLEM = "食堂门口的地砖松了，下雨天一踩一脚泥。"


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def form(cast, **data):
    facts = {"key": str(uuid.uuid4()), "channel": "paper", "department": cast.team.pk, "problem": PROBLEM}
    return facts | {"author": "0001", "signature": "shown"} | data


def test_recorder_and_author_are_both_kept(cast, officer):
    officer.post(PAGE, form(cast))

    suggestion = Suggestion.objects.get()
    assert (suggestion.recorded_by, suggestion.channel) == (cast.officer, "paper")
    assert suggestion.proposers.get().person == cast.worker.person
    event = suggestion.events.get()
    assert (event.verb, event.actor, event.actor_role) == ("submitted", cast.officer, "recorder")


def test_both_are_shown_to_whoever_reads_it(cast, officer, client):
    officer.post(PAGE, form(cast))
    suggestion = Suggestion.objects.get()

    for user in (cast.worker, cast.leader):
        client.force_login(user)
        assert "孙干事代录" in client.get(f"/suggestions/{suggestion.number}/").content.decode()


def test_the_day_on_the_paper_counts_and_the_promise_runs_from_today(cast, officer):
    day = timezone.localdate() - dt.timedelta(days=40)

    officer.post(PAGE, form(cast, received_on=day.isoformat()))

    suggestion = Suggestion.objects.get()
    assert timezone.localdate(suggestion.received_at) == day
    assert suggestion.month == day.replace(day=1)
    assert suggestion.due_on == timezone.localdate() + dt.timedelta(days=7)


@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_to_come_or_long_ago_is_refused_and_nothing_is_lost(cast, officer, days):
    day = timezone.localdate() - dt.timedelta(days=days)

    answer = officer.post(PAGE, form(cast, received_on=day.isoformat()))

    assert list(answer.context["form"].errors) == ["received_on"]
    assert answer.context["form"].more_is_open
    assert answer.context["form"]["problem"].value() == PROBLEM


def test_nobody_may_be_named(cast, officer):
    officer.post(PAGE, form(cast, author=""))

    assert not Suggestion.objects.get().proposers.exists()


def test_an_author_and_a_place_belong_to_one_enterprise(cast, strangers, officer):
    answer = officer.post(PAGE, form(cast, author="赵敏", department=strangers.team.pk))

    assert "department" in answer.context["form"].errors


def test_a_double_tap_makes_one_record(cast, officer):
    data = form(cast)
    officer.post(PAGE, data)
    officer.post(PAGE, data)

    assert Suggestion.objects.count() == 1


def test_whoever_entered_it_does_not_answer_it(cast, client):
    client.force_login(cast.reviewer)
    client.post(PAGE, form(cast))
    suggestion = Suggestion.objects.get()

    assert not permissions.can_review(cast.reviewer, suggestion)
    assert client.get(page_of(suggestion)).context["form"] is None


def test_a_head_enters_for_the_own_people_alone(cast, client):
    heads(cast.shop, cast.colleague)
    client.force_login(cast.colleague)

    assert client.post(PAGE, form(cast)).status_code == 302
    refused = client.post(PAGE, form(cast, author="周工", department=cast.office.pk))
    assert set(refused.context["form"].errors) == {"author", "department"}
    assert Suggestion.objects.get().recorded_by == cast.colleague


@pytest.mark.parametrize("who", ["worker", "finance", "leader"])
def test_others_enter_nothing_for_colleagues(cast, client, who):
    client.force_login(getattr(cast, who))

    assert client.get(PAGE).status_code == client.post(PAGE, form(cast)).status_code == 403


def test_a_hidden_name_is_hidden_here_too(cast, officer, client):
    officer.post(PAGE, form(cast, signature="hidden"))
    suggestion = Suggestion.objects.get()

    client.force_login(cast.reviewer)
    assert "王海" not in record_on(client.get(page_of(suggestion)))


def test_a_name_that_is_on_no_roster_stays_as_the_slip_has_it(cast):
    suggestion = services.record(
        by=cast.officer, key=uuid.uuid4(), department=cast.team, channel="paper", name="老陈", problem=PROBLEM
    )

    assert suggestion.slip.name == "老陈"
    assert suggestion.slip.code == ""
