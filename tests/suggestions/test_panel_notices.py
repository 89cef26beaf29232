"""Whom it concerns that a panel is called, waits for votes, and ends; and that the author hears nothing of it."""

import datetime as dt

import pytest
from django.utils import timezone

from members.models import Notice
from suggestions import services
from suggestions.models import Reminder
from tests.factories import DepartmentFactory, PersonFactory, account
from tests.suggestions import panels, stages
from tests.suggestions.telling import last_words, lead_nowhere


def told(user, *, unread=False):
    """The codes of what a user has been told of panels, the oldest first."""
    notices = Notice.objects.filter(user=user, kind__startswith="panel_").order_by("pk")
    return [notice.kind for notice in (notices.unread() if unread else notices)]


@pytest.fixture
def panel(cast):
    """Owner, finance and officer judge it; the leader stands in for finance."""
    seats = {"stand_ins": {cast.finance: cast.leader}}
    return panels.called(cast, stages.sent(cast, occurred_at=timezone.now()), vote_by=panels.today(6), **seats)


def test_members_are_asked_and_nobody_else(cast, panel):
    for member in (cast.owner, cast.finance, cast.officer):
        assert told(member) == ["panel_called"]
    for other in (cast.worker, cast.reviewer, cast.leader, cast.colleague):
        assert told(other) == []
    path = Notice.objects.filter(user=cast.owner).latest("pk").path
    assert path.endswith(f"/workbench/panels/{panel.suggestion.number}/")


def test_whoever_has_voted_is_asked_no_longer(cast, panel):
    panels.vote(panel, cast.owner)
    assert told(cast.owner, unread=True) == []
    assert told(cast.finance, unread=True) == ["panel_called"]


def test_the_advice_is_told_to_whoever_answers(cast, panel):
    for member in (cast.owner, cast.finance, cast.officer):
        panels.vote(panel, member)
    assert told(cast.reviewer) == ["panel_advice"]
    assert told(cast.worker) == told(cast.owner, unread=True) == []
    services.reserve(stages.Suggestion.objects.get(), by=cast.reviewer, reason="等新线")
    assert told(cast.reviewer, unread=True) == [], "it is answered"


def test_too_few_votes_are_told_as_such(cast, panel):
    panels.vote(panel, cast.owner)
    services.close_panels(timezone.now() + dt.timedelta(days=8))
    assert told(cast.reviewer) == ["panel_too_few"]


def test_nobody_is_urged_to_answer_while_details_are_awaited(cast, panel):
    services.ask(stages.Suggestion.objects.get(), by=cast.reviewer, question="哪台行车？")
    for member in (cast.owner, cast.finance, cast.officer):
        panels.vote(panel, member)
    assert told(cast.reviewer) == ["panel_over"]
    assert last_words(cast.reviewer).endswith("的评审已经结束，要补充的情况还没有补来。")


def test_a_stand_in_is_asked_when_the_seat_passes_on(cast, panel):
    services.pass_seats_on(timezone.now() + dt.timedelta(days=5))
    assert told(cast.leader) == ["panel_seat"]
    assert told(cast.finance, unread=True) == []


def test_a_member_who_steps_aside_is_never_asked(cast):
    members = [cast.colleague, cast.finance, cast.officer]
    panels.called(cast, stages.sent(cast), members=members, stand_ins={cast.colleague: cast.leader})
    assert told(cast.colleague) == []
    assert told(cast.leader) == ["panel_seat"]


def test_those_who_have_not_voted_read_that_they_need_not_any_more(cast, panel):
    panels.vote(panel, cast.owner)
    services.reserve(stages.Suggestion.objects.get(), by=cast.reviewer, reason="等新线")
    assert told(cast.owner)[-1] == "panel_called"
    assert told(cast.finance, unread=True) == ["panel_off"]


def test_the_clock_reminds_once_whoever_has_not_voted(cast, panel):
    panels.vote(panel, cast.owner)
    for days in range(8):
        services.remind(timezone.now() + dt.timedelta(days=days))
    assert told(cast.owner).count("panel_soon") == 0
    assert told(cast.finance).count("panel_soon") == told(cast.officer).count("panel_soon") == 1
    assert Reminder.objects.filter(kind="vote").count() == 1
    assert panel.suggestion.title in last_words(cast.finance)


def test_a_hidden_author_with_a_seat_is_told_like_the_others(cast):
    suggestion = stages.sent(cast, by=cast.finance, hide_name=True, occurred_at=timezone.now())
    panels.called(cast, suggestion)
    assert told(cast.finance) == told(cast.owner) == told(cast.officer) == ["panel_called"]


def test_every_notice_leads_to_a_page_that_opens(cast, panel):
    services.remind(timezone.now() + dt.timedelta(days=5))
    services.pass_seats_on(timezone.now() + dt.timedelta(days=5))
    panels.vote(panel, cast.owner)
    services.reserve(stages.Suggestion.objects.get(), by=cast.reviewer, reason="等新线")
    assert Notice.objects.filter(kind="panel_off").exists()
    assert lead_nowhere() == []


def test_who_can_no_longer_vote_is_not_reminded_and_details_do_not_stop_the_reminder(cast):
    elsewhere = account(PersonFactory(department=DepartmentFactory(enterprise=cast.enterprise)))
    suggestion = stages.sent(cast, occurred_at=timezone.now())
    members = [cast.owner, cast.officer, elsewhere]
    panel = panels.called(cast, suggestion, members=members, vote_by=panels.today(6))
    services.name_together(panel.suggestion, by=cast.worker, people=[elsewhere.person])
    services.confirm_together(panel.suggestion, by=elsewhere)
    services.ask(stages.Suggestion.objects.get(), by=cast.reviewer, question="几号工位？")
    services.remind(timezone.now() + dt.timedelta(days=5))
    assert told(cast.owner).count("panel_soon") == 1
    assert told(elsewhere).count("panel_soon") == 0
