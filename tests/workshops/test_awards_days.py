"""Days of a round that was called for: later with a reason, never earlier."""

import pytest
from django.urls import reverse
from django.utils import translation

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from tests.workshops import awarding
from workshops.models import AwardRound
from workshops.services import awards as services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = awarding.DAY
WHY = "三家企业还在核效益。"


def move(award, by, **days):
    return services.move_days(award, by=by, occurred_at=awarding.now(), **{"reason": WHY} | days)


def later(award, name, days=9):
    return {name: getattr(award, name) + days * DAY}


def kinds(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_there_is_more_time_to_recommend_and_officers_read_why(staff, cast, strangers):
    award = awarding.opened(staff)
    days = later(award, "entries_by")
    moved = move(award, staff, **days)
    assert AwardRound.objects.get().entries_by == moved.entries_by == days["entries_by"]
    assert moved.takes_entries(days["entries_by"])
    assert kinds(cast.officer) == kinds(strangers.officer) == ["award_called", "award_entries_moved"]
    event = award.events.get(verb="days")
    assert (event.actor, event.note) == (staff, f"{WHY}\nRecommendations until: {days['entries_by']}")


def test_judges_with_something_to_score_are_told_and_others_are_not(staff, cast):
    award = awarding.reviewed(staff, cast)
    for assignment in award.judges.first().assignments.select_related("judge__user", "entry__round__rubric"):
        awarding.give(assignment, 80)
    move(award, staff, **later(award, "scores_by"))
    done, waiting, _third = (judge.user for judge in award.judges.order_by("pk"))
    assert "award_scores_moved" not in kinds(done)
    assert kinds(waiting)[-1] == "award_scores_moved"
    assert kinds(cast.officer)[-1] == "award_called"


@pytest.mark.parametrize(
    ("days", "words", "refusal"),
    [
        ({"entries_by": -1}, {}, "later ones"),
        ({"entries_by": 0}, {}, "a later day"),
        ({"entries_by": 20}, {}, "Judging begins"),
        ({"scores_by": 3}, {"reason": " "}, "why"),
    ],
    ids=["earlier", "the same", "after the scores", "no reason"],
)
def test_what_takes_time_away_or_does_not_fit_is_refused(staff, days, words, refusal):
    award = awarding.opened(staff)
    moved = {name: getattr(award, name) + number * DAY for name, number in days.items()}
    with pytest.raises(WorkflowError, match=refusal):
        move(award, staff, **moved, **words)
    assert not award.events.filter(verb="days").exists()


def test_a_day_that_is_over_is_no_more_time(staff):
    award = awarding.opened(staff, entries_by=awarding.now().date() - 5 * DAY)
    with pytest.raises(WorkflowError, match="is over"):
        move(award, staff, **later(award, "entries_by", 2))


def test_recommendations_stay_closed_once_judges_have_them(staff, cast):
    award = awarding.reviewed(staff, cast)
    with pytest.raises(TransitionError):
        move(award, staff, **later(award, "entries_by"))
    with pytest.raises(StaleError):
        move(award, staff, version=award.version - 1, **later(award, "scores_by"))
    with pytest.raises(TransitionError):
        move(awarding.decided(staff, cast), staff, scores_by=awarding.now().date() + 60 * DAY)


def address(award):
    with translation.override("en"):
        return reverse("workshops:award-days", args=[award.slug])


@pytest.fixture
def monday():
    with awarding.today_is(awarding.now()):
        yield


@pytest.mark.usefixtures("monday")
def test_the_page_moves_days_and_says_at_the_field_what_does_not_fit(client, staff):
    award = awarding.opened(staff)
    client.force_login(staff)
    assert address(award) in client.get(award.get_desk_url()).content.decode()
    data = {"entries_by": award.entries_by - DAY, "scores_by": award.scores_by, "version": award.version}
    refused = client.post(address(award), data | {"reason": WHY})
    assert set(refused.context["form"].errors) == {"entries_by"}
    assert WHY in refused.content.decode()
    done = client.post(address(award), data | {"reason": WHY, "entries_by": award.entries_by + 5 * DAY}, follow=True)
    assert "have been told" in done.content.decode()
    assert AwardRound.objects.get().entries_by == award.entries_by + 5 * DAY


@pytest.mark.usefixtures("monday")
def test_only_those_who_run_the_round_move_its_days(client, cast, staff):
    award = awarding.reviewed(staff, cast)
    client.force_login(cast.officer)
    assert client.get(address(award)).status_code in (403, 404)
    client.force_login(staff)
    form = client.get(address(award)).context["form"]
    assert list(form.fields) == ["scores_by", "reason", "version"]
