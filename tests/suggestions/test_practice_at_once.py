"""Two people work on the same task at the same moment: one counts, the other is told, nothing is lost."""

from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from alliance_portal import workflow
from members.models import Role
from suggestions import services
from suggestions.models import BenefitAssessment, Handover, Recheck, Suggestion
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.factories import PersonFactory, account
from tests.suggestions import stages


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast(transactional_db):
    return make_cast("CF", "长风客车")


def both(suggestion, *moves):
    """What came of the moves, each made from the same page: "done", "told" that it was late, or "broken"."""
    # Read with all that belongs to it before either begins: what a page knew when it was shown.
    pages = [Suggestion.objects.with_story().get(pk=suggestion.pk) for _move in moves]
    works = [partial(move, shown, version=shown.version) for move, shown in zip(moves, pages, strict=True)]
    return outcomes(*works)


@pytest.fixture
def _unlocked(monkeypatch):
    """The control: each believes the page it was shown."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


def hand_to(cast, name):
    to = getattr(cast, name).person
    return lambda shown, **facts: services.hand_over(shown, by=cast.owner, to=to, reason="调岗", **facts)


def hand_both_ways(cast):
    suggestion = stages.begun(cast)
    return both(suggestion, hand_to(cast, "colleague"), hand_to(cast, "officer"))


def test_a_task_goes_to_one_of_two_people(cast):
    assert hand_both_ways(cast) == ["done", "told"]
    assert Handover.objects.count() == 1


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_both_would_believe_they_have_it(cast):
    assert hand_both_ways(cast) != ["done", "told"]


def look_twice(cast):
    suggestion = stages.done(cast)
    Suggestion.objects.filter(pk=suggestion.pk).update(implemented_at=stages.days_ago(100))
    return both(
        suggestion,
        lambda shown, **facts: services.recheck(shown, by=cast.reviewer, result="in_use", **facts),
        lambda shown, **facts: services.recheck(shown, by=cast.officer, result="gone", note="拆了", **facts),
    )


def test_a_visit_is_recorded_once(cast):
    assert look_twice(cast) == ["done", "told"]
    assert Recheck.objects.count() == 1


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_a_second_visit_would_break(cast):
    assert look_twice(cast) != ["done", "told"]


def verify_twice(cast):
    suggestion = stages.done(cast)
    second = account(PersonFactory(department=cast.office), Role.FINANCE)
    return both(
        suggestion,
        lambda shown, **facts: services.verify_benefit(shown, by=cast.finance, yuan=Decimal(9), basis="凭证", **facts),
        lambda shown, **facts: services.verify_benefit(shown, by=second, yuan=Decimal(7), basis="凭证", **facts),
    )


def test_one_of_two_amounts_is_verified_and_the_other_is_told(cast):
    assert verify_twice(cast) == ["done", "told"]
    assert BenefitAssessment.objects.get().verified_yuan in (7, 9)


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_one_amount_would_replace_the_other_unseen(cast):
    assert verify_twice(cast) != ["done", "told"]


def plan_and_report(cast):
    trial = {"tried": "换磁吸", "measured": "掉4次", "learned": "不能用磁吸"}
    day = timezone.localdate()
    return both(
        stages.begun(cast),
        lambda shown, **facts: services.plan_step(shown, by=cast.reviewer, title="再试", due_on=day, **facts),
        lambda shown, **facts: services.report_trial(shown, by=cast.owner, **trial, **facts),
    )


def test_what_is_reported_gets_no_step_at_the_same_moment(cast):
    assert plan_and_report(cast) == ["done", "told"]


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_a_step_would_be_planned_for_what_is_reported(cast):
    assert plan_and_report(cast) != ["done", "told"]


def promise_twice(cast):
    return both(
        stages.begun(cast),
        lambda shown, **facts: services.protect_quota(shown, by=cast.reviewer, months=12, **facts),
        lambda shown, **facts: services.protect_quota(shown, by=cast.officer, months=6, **facts),
    )


def test_one_promise_about_the_quota_counts(cast):
    assert promise_twice(cast) == ["done", "told"]


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_a_shorter_promise_would_slip_in_without_a_reason(cast):
    assert promise_twice(cast) != ["done", "told"]
