"""What the clock does with problems, once each; and their figures counted by hand."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.periods import Period, start_of
from members.models import Notice
from tests.workshops import posing
from workshops.models import Problem
from workshops.services import problems as services
from workshops.statistics.problems import count_problems

pytestmark = pytest.mark.usefixtures("english")


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def close_bids(problem):
    Problem.objects.filter(pk=problem.pk).update(bids_until=posing.day(-1))


def test_what_nobody_bid_for_becomes_unclaimed_and_says_so(cast, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    assert services.remind() == 0
    close_bids(problem)
    assert (services.remind(), services.remind()) == (1, 0)
    gone = posing.fresh(problem)
    assert (gone.status, gone.outcome) == ("unclaimed", "Nobody had bid for it by that day.")
    assert gone.events.last().actor_role == "system"
    assert told(cast.officer)[-1] == "problem_closed"


def test_whoever_posted_it_is_reminded_to_choose_once(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    posing.offered(problem, strangers)
    close_bids(problem)
    assert (services.remind(), services.remind()) == (1, 0)
    assert told(cast.officer)[-1] == "problem_choose"
    assert posing.fresh(problem).status == "open"


def test_the_team_is_reminded_of_a_milestone_three_days_before(cast, strangers, staff):
    posing.working(cast, strangers, staff)
    assert services.remind(timezone.now() + dt.timedelta(days=16)) == 0
    later = timezone.now() + dt.timedelta(days=17)
    assert (services.remind(later), services.remind(later)) == (1, 0)
    assert told(strangers.officer)[-1] == "problem_milestone_soon"


def test_the_figures_of_a_year_are_what_a_hand_count_says(cast, staff):
    """Twenty-five posted this year: 16 solved, 3 unclaimed, 2 failed, 1 ended, 3 under way; one more last year."""
    year = timezone.localdate().year
    fates = ["accepted"] * 16 + ["unclaimed"] * 3 + ["failed"] * 2 + ["ended"] + ["open"] * 2 + ["working"]
    for fate in fates:
        _stands(posing.draft(cast.officer, cast.enterprise), fate, year)
    _stands(posing.draft(cast.officer, cast.enterprise), "accepted", year - 1)
    posing.draft(cast.officer, cast.enterprise)
    figures = count_problems(Problem.objects.all(), Period.this_year())
    assert (figures.posted, figures.solved, figures.unclaimed, figures.stopped, figures.under_way) == (25, 16, 3, 3, 3)
    assert (str(figures.completion), figures.completion.fraction) == ("64%", "16/25")
    assert (str(figures.unclaimed_rate), figures.unclaimed_rate.fraction) == ("12%", "3/25")
    assert str(count_problems(Problem.objects.none(), Period.this_year()).completion) == "—"


def _stands(problem, status, year):
    day = start_of(dt.date(year, 1, 5))
    over = status in Problem.ENDS
    facts = {"closed_at": day, "outcome": "结束。"} if over else {}
    Problem.objects.filter(pk=problem.pk).update(status=status, opened_at=day, **facts)
