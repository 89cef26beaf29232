"""How a panel ends, what it says, who reads it, and what the worker hears."""

import datetime as dt

import pytest
from django.utils import timezone

from members.models import Role
from suggestions import permissions, services, story
from suggestions.models import Panel, Suggestion
from suggestions.services.panel import close_panel
from suggestions.statistics.panel import Mean, panel_result
from tests.factories import DepartmentFactory, PersonFactory, account
from tests.suggestions.panels import abstain, called, fresh, today, vote
from tests.suggestions.reviewing import heads, idea


@pytest.fixture
def mate(cast):
    """A colleague of the worker's own team, with an account."""
    return cast.colleague


@pytest.fixture
def expert(cast):
    return account(PersonFactory(department=cast.office, name="郑高工"))


# Closing


def test_it_closes_when_all_have_voted(cast):
    panel = called(cast)
    for member in (cast.owner, cast.finance):
        vote(panel, member)
    assert fresh(panel).closed_at is None

    vote(panel, cast.officer)

    closed = fresh(panel)
    assert (closed.outcome, closed.closed_at is not None) == ("advice", True)
    assert [event.verb for event in closed.suggestion.events.all()][-1] == "panel_closed"


def test_with_too_many_abstentions_there_is_no_result(cast):
    panel = called(cast)
    vote(panel, cast.owner)
    abstain(panel, cast.finance)
    abstain(panel, cast.officer)

    assert fresh(panel).outcome == "too_few"
    assert panel.suggestion.events.last().verb == "panel_too_few"


@pytest.mark.parametrize(("voters", "outcome"), [(["owner"], "too_few"), (["owner", "finance"], "advice")])
def test_after_the_last_day_it_closes_with_or_without_a_result(cast, voters, outcome):
    panel = called(cast, vote_by=today(2))
    for name in voters:
        vote(panel, getattr(cast, name))
    assert services.close_panels(now=timezone.now() + dt.timedelta(days=2)) == 0

    assert services.close_panels(now=timezone.now() + dt.timedelta(days=3)) == 1

    closed = fresh(panel)
    assert closed.outcome == outcome
    assert (closed.suggestion.status, closed.suggestion.due_on) == ("in_review", today(7))
    assert permissions.can_answer(cast.reviewer, closed.suggestion)
    assert permissions.can_call_panel(cast.reviewer, closed.suggestion)


def test_closing_again_changes_nothing(cast):
    panel = called(cast)
    for member in (cast.owner, cast.finance, cast.officer):
        vote(panel, member)
    before = fresh(panel)

    assert not close_panel(panel)
    assert services.close_panels() == 0

    assert fresh(panel).closed_at == before.closed_at
    assert [event.verb for event in panel.suggestion.events.all()].count("panel_closed") == 1


def test_what_was_taken_back_is_called_off(cast):
    panel = called(cast)
    services.withdraw(panel.suggestion, by=cast.worker)

    assert services.close_panels() == 1

    assert fresh(panel).outcome == "called_off"
    assert panel.suggestion.events.last().verb == "withdrawn"


def test_a_version_of_the_suggestion_tells_open_forms_that_it_has_closed(cast):
    panel = called(cast)
    before = Suggestion.objects.get(pk=panel.suggestion_id).version
    vote(panel, cast.owner)
    assert Suggestion.objects.get(pk=panel.suggestion_id).version == before

    services.close_panels(now=timezone.now() + dt.timedelta(days=6))

    assert Suggestion.objects.get(pk=panel.suggestion_id).version == before + 1


# What it says


def test_means_are_rounded_down_and_keep_their_numbers(cast):
    panel = called(cast)
    vote(panel, cast.owner, 60, 40)
    vote(panel, cast.finance, 50, 31, recommendation="partly_adopted")
    vote(panel, cast.officer, 41, 30)

    result = panel_result(fresh(panel))

    assert (str(result.mean), result.mean.fraction, result.most) == ("84.0", "252÷3", 100)
    assert [(one.name, str(mean), mean.fraction) for one, mean in result.criteria] == [
        ("技术", "50.3", "151÷3"), ("效益", "33.6", "101÷3"),
    ]  # fmt: skip
    assert [(str(label), count) for label, count in result.recommendations] == [("采纳", 2), ("部分采纳", 1)]


def test_abstentions_are_counted_apart_and_in_no_mean(cast):
    panel = called(cast)
    vote(panel, cast.owner, 60, 40)
    vote(panel, cast.finance, 30, 20)
    abstain(panel, cast.officer)

    result = panel_result(fresh(panel))

    assert (str(result.mean), result.mean.votes) == ("75.0", 2)
    assert sum(count for _label, count in result.recommendations) == 3


def test_a_mean_of_nothing_is_no_number():
    assert str(Mean(0, 0)) == "—"


# The answer


def advised(cast, **facts):
    panel = called(cast, **facts)
    for member in (cast.owner, cast.finance, cast.officer):
        vote(panel, member)
    return fresh(panel)


def test_a_decision_keeps_its_panel_and_the_next_one_has_none(cast):
    panel = advised(cast)
    kept = services.reserve(panel.suggestion, by=cast.reviewer, reason="等新线")
    services.adopt(kept, by=cast.reviewer, reason="可以做", owner=cast.owner.person, due_on=today(9))

    assert [decision.panel for decision in kept.decisions.all()] == [panel, None]


def test_an_answer_while_it_sits_calls_it_off(cast):
    panel = called(cast)
    vote(panel, cast.owner)

    decided = services.reserve(panel.suggestion, by=cast.reviewer, reason="等新线")

    assert fresh(panel).outcome == "called_off"
    assert decided.decisions.get().panel is None
    assert decided.events.last().verb == "reserved"


def test_the_panel_never_decides(cast):
    panel = advised(cast)

    assert (panel.suggestion.status, panel.suggestion.conclusion) == ("in_review", "")


# Who sees what


def test_members_see_the_suggestion_while_and_after_they_are_seated(cast, expert, mate):
    panel = called(cast, members=[mate, cast.finance, expert], stand_ins={mate: cast.owner, expert: cast.leader})
    others = idea(cast)

    def sees(user):
        return set(Suggestion.objects.visible_to(user))

    assert sees(expert) == sees(cast.owner) == {panel.suggestion}
    assert others not in sees(expert)
    assert sees(mate) == set()
    for member in (expert, cast.finance, cast.owner):
        vote(panel, member)
    services.decline(
        Suggestion.objects.get(pk=panel.suggestion_id), by=cast.reviewer, reason="x" * 20, decline_reason="cost",
        would_change="大修时",
    )  # fmt: skip
    assert sees(expert) == {panel.suggestion}


def test_a_stand_in_sees_nothing_before_the_seat_passes_on(cast, expert):
    panel = called(cast, stand_ins={cast.owner: expert})
    assert not Suggestion.objects.visible_to(expert).exists()
    assert not Panel.objects.visible_to(expert).exists()

    services.pass_seats_on(now=timezone.now() + dt.timedelta(days=4))

    assert set(Panel.objects.visible_to(expert)) == set(Panel.objects.visible_to(cast.owner)) == {panel}
    assert Suggestion.objects.visible_to(cast.owner).exists()


@pytest.mark.parametrize(("who", "open_seen", "closed_seen"), [
    ("reviewer", True, True), ("leader", False, True), ("owner", True, True), ("worker", False, False),
    ("colleague", False, False),
])  # fmt: skip
def test_panels_are_for_members_and_reviewers_and_their_result_for_leaders(cast, who, open_seen, closed_seen):
    user = getattr(cast, who)
    panel = called(cast)
    assert Panel.objects.visible_to(user).exists() is open_seen

    for member in (cast.owner, cast.finance, cast.officer):
        vote(panel, member)

    assert Panel.objects.visible_to(user).exists() is closed_seen


def test_a_head_it_was_handed_to_sees_and_calls_it(cast):
    head = heads(cast.team, cast.colleague)
    panel = called(cast)
    assert not Panel.objects.visible_to(cast.colleague).exists()

    services.transfer(panel.suggestion, by=cast.reviewer, to=head, note="请看")

    assert Panel.objects.visible_to(cast.colleague).get() == panel


def test_an_author_who_reviews_sees_no_panel_on_the_own_idea(cast):
    second = account(PersonFactory(department=cast.office, name="陈工"), Role.REVIEWER)
    members = [account(PersonFactory(department=DepartmentFactory(enterprise=cast.enterprise))) for _n in range(3)]
    panel = called(cast, idea(cast, by=second.person), members=members)

    assert not Panel.objects.visible_to(second).exists()
    assert Panel.objects.visible_to(cast.reviewer).get() == panel
    assert not permissions.can_call_panel(second, panel.suggestion)


def test_others_votes_are_read_once_the_own_one_is_in(cast):
    panel = called(cast)
    vote(panel, cast.owner)

    assert permissions.can_read_votes(cast.owner, fresh(panel))
    for waiting in (cast.finance, cast.reviewer, cast.leader):
        assert not permissions.can_read_votes(waiting, fresh(panel))


@pytest.mark.parametrize(("who", "votes", "result"), [
    ("owner", True, True), ("reviewer", True, True), ("leader", False, True), ("worker", False, False),
])  # fmt: skip
def test_after_it_has_closed_leaders_read_the_result_alone(cast, who, votes, result):
    panel = advised(cast)
    user = getattr(cast, who)

    assert (permissions.can_read_votes(user, panel), permissions.can_read_result(user, panel)) == (votes, result)


# What the worker reads


def told(suggestion, *, mine):
    shown = Suggestion.objects.with_story().get(pk=suggestion.pk)
    lines = [entry["title"] + entry.get("note", "") + entry["by"] for entry in story.timeline(shown, mine)]
    return [str(story.headline(shown, mine)), str(story.sentence(shown, mine)), *map(str, lines)]


def test_the_worker_reads_that_a_panel_looks_at_it_and_no_names(cast, expert, django_db_blocker):
    panel = called(cast, stand_ins={cast.owner: expert})
    services.pass_seats_on(now=timezone.now() + dt.timedelta(days=4))

    words = told(panel.suggestion, mine=True)

    assert story.day_words(panel.vote_by) in words[1]
    assert story.day_words(panel.suggestion.due_on) in words[1]
    for name in ("周工", "钱会计", "孙干事", "郑高工"):
        assert name not in "".join(words)
    assert len(words) == 4
    assert len(told(panel.suggestion, mine=False)) == 5


def test_after_the_answer_nothing_of_the_panel_is_told_but_that_there_was_one(cast, client):
    panel = advised(cast)
    services.reserve(panel.suggestion, by=cast.reviewer, reason="明年改线时一起做。")
    client.force_login(cast.worker)

    page = client.get(f"/en/suggestions/{panel.suggestion.number}/").content.decode()

    assert "明年改线时一起做。" in page
    assert all(words not in page for words in ("周工", "问题抓得准", "80.0"))
    assert client.get(f"/en/workbench/panels/{panel.suggestion.number}/").status_code == 404
