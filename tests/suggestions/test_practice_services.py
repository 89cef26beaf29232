"""How an idea becomes practice, by the services: steps, handover, trial, photos, what is late."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance_portal.periods import Period
from alliance_portal.workflow import StaleError, WorkflowError
from suggestions import permissions, services, under_way
from suggestions.models import Photo, Suggestion
from suggestions.statistics import summarise
from tests.factories import PersonFactory
from tests.suggestions import stages
from tests.suggestions.practising import TRIED, again, in_days, photos


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def verbs(suggestion):
    return [event.verb for event in suggestion.events.all()]


def tried(cast, **facts):
    return services.confirm(services.report_trial(stages.begun(cast, **facts), by=cast.owner, **TRIED), by=cast.worker)


# -- steps ------------------------------------------------------------------------------------------------------------


def test_a_ticked_step_starts_the_work_and_may_be_opened_again(cast):
    suggestion = stages.adopted(cast)
    step = services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(3))

    services.tick_step(suggestion, by=cast.owner, step=step, note="周三到货")

    step.refresh_from_db()
    assert again(suggestion).status == "implementing"
    assert (step.done_at is None, step.note) == (False, "周三到货")
    services.reopen_step(suggestion, by=cast.owner, step=step)
    step.refresh_from_db()
    assert step.done_at is None
    assert verbs(suggestion)[-3:] == ["step_planned", "step_done", "step_reopened"]


def test_what_does_not_fit_a_step_is_refused(cast):
    suggestion, other = stages.adopted(cast), stages.adopted(cast)
    step = services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(3))
    facts = {"by": cast.owner, "step": step}

    with pytest.raises(WorkflowError):
        services.reopen_step(suggestion, **facts)
    with pytest.raises(WorkflowError):
        services.tick_step(other, **facts)
    services.tick_step(suggestion, **facts)
    for refused in (
        lambda: services.tick_step(suggestion, **facts),
        lambda: services.drop_step(suggestion, reason="不用了", **facts),
        lambda: services.change_day(suggestion, due_on=in_days(9), reason="等料", **facts),
    ):
        with pytest.raises(WorkflowError):
            refused()


def test_twelve_steps_are_enough(cast):
    suggestion = stages.adopted(cast)
    for number in range(12):
        services.plan_step(suggestion, by=cast.owner, title=f"第{number}步", due_on=in_days(3))

    with pytest.raises(WorkflowError):
        services.plan_step(suggestion, by=cast.owner, title="再来一步", due_on=in_days(3))


def test_a_day_is_moved_with_a_reason_and_the_day_before_stays_readable(cast):
    suggestion = stages.adopted(cast)
    before = suggestion.implementation.due_on

    with pytest.raises(WorkflowError):
        services.change_day(suggestion, by=cast.owner, due_on=in_days(40), reason=" ")
    with pytest.raises(WorkflowError):
        services.change_day(suggestion, by=cast.owner, due_on=before, reason="等料")
    services.change_day(suggestion, by=cast.owner, due_on=in_days(40), reason="供应商晚两周")

    note = suggestion.events.last().note
    assert again(suggestion).implementation.due_on == in_days(40)
    assert str(before.day) in note
    assert "供应商晚两周" in note


def test_a_step_is_taken_out_with_a_reason_that_stays(cast):
    suggestion = stages.adopted(cast)
    step = services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(3))

    with pytest.raises(WorkflowError):
        services.drop_step(suggestion, by=cast.owner, step=step, reason="")
    services.drop_step(suggestion, by=cast.owner, step=step, reason="库里有")

    note = suggestion.events.last().note
    assert "订吊臂" in note
    assert "库里有" in note
    with pytest.raises(WorkflowError):
        services.tick_step(suggestion, by=cast.owner, step=step)


def test_nothing_about_the_work_changes_while_the_proposer_looks(cast):
    suggestion = stages.finished(cast)
    facts = {"by": cast.owner}

    for refused in (
        lambda: services.plan_step(suggestion, title="补漆", due_on=in_days(3), **facts),
        lambda: services.change_day(suggestion, due_on=in_days(3), reason="等料", **facts),
        lambda: services.hand_over(suggestion, to=cast.colleague.person, reason="调岗", **facts),
        lambda: services.report_trial(suggestion, **TRIED, **facts),
    ):
        with pytest.raises(WorkflowError):
            refused()


# -- handover ---------------------------------------------------------------------------------------------------------


def test_both_owners_see_a_task_that_was_handed_over(cast):
    suggestion = stages.begun(cast)
    due_on = suggestion.implementation.due_on

    services.hand_over(suggestion, by=cast.owner, to=cast.colleague.person, reason="我调去总装")

    fresh = again(suggestion)
    assert (fresh.implementation.owner, fresh.implementation.due_on) == (cast.colleague.person, due_on)
    for user in (cast.owner, cast.colleague):
        assert fresh in Suggestion.objects.visible_to(user).to_track(user)
        assert permissions.can_follow(user, fresh)
    assert permissions.can_plan(cast.colleague, fresh)
    assert not permissions.can_plan(cast.owner, fresh)


def test_a_task_goes_to_somebody_in_service_here_with_a_reason(cast, strangers):
    suggestion = stages.begun(cast)
    gone = PersonFactory(department=cast.team, in_service=False)
    facts = {"by": cast.owner, "reason": "调岗"}

    for wrong in ({"to": gone}, {"to": strangers.owner.person}, {"to": cast.owner.person}):
        with pytest.raises(WorkflowError):
            services.hand_over(suggestion, **facts | wrong)
    with pytest.raises(WorkflowError):
        services.hand_over(suggestion, by=cast.owner, to=cast.colleague.person, reason=" ")
    assert not suggestion.implementation.handovers.exists()


# -- the trial that did not work --------------------------------------------------------------------------------------


def test_a_trial_that_taught_something_counts_as_finished_and_apart(cast):
    suggestion = tried(cast)

    summary = summarise(Suggestion.objects.all(), period=Period.this_year())
    assert again(suggestion).status == "implemented"
    assert (summary["implemented"], summary["learned"], summary["verified"]) == (1, 1, 0)
    assert verbs(suggestion)[-2:] == ["trial", "confirmed"]


@pytest.mark.parametrize("missing", ["tried", "measured", "learned"])
def test_a_trial_says_what_was_tried_measured_and_learned(cast, missing):
    with pytest.raises(WorkflowError):
        services.report_trial(stages.begun(cast), by=cast.owner, **TRIED | {missing: " "})


def test_the_database_holds_no_trial_without_words(cast):
    implementation = stages.begun(cast).implementation

    implementation.outcome = "learned"
    with pytest.raises(IntegrityError), transaction.atomic():
        implementation.save()


def test_nothing_is_claimed_verified_kept_or_visited_for_a_trial(cast):
    suggestion = again(tried(cast))

    for refused in (
        lambda: services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(1), basis="x"),
        lambda: services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(1), basis="x"),
        lambda: services.protect_quota(suggestion, by=cast.reviewer, months=6),
        lambda: services.recheck(suggestion, by=cast.reviewer, result="in_use"),
    ):
        with pytest.raises(WorkflowError):
            refused()
    assert suggestion not in Suggestion.objects.to_recheck(cast.reviewer)
    assert suggestion not in Suggestion.objects.lately_done()


def test_a_trial_the_proposer_does_not_accept_goes_on_and_may_still_work(cast):
    suggestion = services.report_trial(stages.begun(cast), by=cast.owner, **TRIED)
    services.deny(suggestion, by=cast.worker, note="只试了一天")
    assert not again(suggestion).implementation.is_learned

    services.finish(suggestion, by=cast.owner, note="加了垫片，成了", photos=photos())
    services.confirm(suggestion, by=cast.worker)

    implementation = again(suggestion).implementation
    assert (implementation.outcome, implementation.learned) == ("done", "")
    assert summarise(Suggestion.objects.all(), period=Period.this_year())["learned"] == 0


def test_silence_closes_a_trial_too(cast):
    suggestion = services.report_trial(stages.begun(cast), by=cast.owner, **TRIED)

    assert services.close_silent(timezone.now() + dt.timedelta(days=5, minutes=1)) == 1
    assert again(suggestion).status == "implemented"


# -- what is behind time ----------------------------------------------------------------------------------------------


def test_the_own_day_a_step_and_ninety_days_make_it_late(cast):
    own, step, stalled, fine = (stages.begun(cast) for _n in range(4))
    own.implementation.due_on = in_days(-1)
    own.implementation.save()
    services.plan_step(step, by=cast.owner, title="订吊臂", due_on=in_days(-2))
    Suggestion.objects.filter(pk=stalled.pk).update(concluded_at=stages.days_ago(91))
    now = timezone.now()

    late = Suggestion.objects.filter(under_way.is_late(now))

    assert set(late) == {own, step, stalled}
    assert under_way.count(Suggestion.objects.all(), now) == {"own": 1, "step": 1, "stalled": 1}
    since = {one.pk: one.late_since for one in under_way.with_lateness(late)}
    assert (since[own.pk], since[step.pk]) == (in_days(-1), in_days(-2))
    assert [len(list(under_way.reasons(again(one)))) for one in (own, step, stalled, fine)] == [1, 1, 1, 0]


def test_a_day_or_a_step_of_today_is_not_late(cast):
    suggestion = stages.begun(cast)
    services.change_day(suggestion, by=cast.owner, due_on=in_days(0), reason="今天装")
    services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(0))

    assert not Suggestion.objects.filter(under_way.is_late(timezone.now())).exists()


# -- photos -----------------------------------------------------------------------------------------------------------


def test_the_owner_shows_the_place_before_the_work_where_the_proposer_did_not(cast):
    suggestion = stages.adopted(cast)
    services.add_photo_before(suggestion, by=cast.owner, photos=photos())

    assert suggestion.photos.get().from_owner
    with pytest.raises(WorkflowError):
        services.add_photo_before(suggestion, by=cast.owner, photos=photos())
    with pytest.raises(WorkflowError):
        services.add_photo_before(stages.begun(cast), by=cast.owner, photos=photos())
    assert Photo.objects.count() == 1


def test_the_pair_holds_photos_of_its_own_suggestion_and_kind(cast):
    suggestion, other = stages.finished(cast), stages.finished(cast)
    after, foreign = suggestion.photos.get(), other.photos.get()

    for wrong in ({"after": foreign}, {"before": after}):
        with pytest.raises(WorkflowError):
            services.choose_pair(suggestion, by=cast.owner, **wrong)
    services.choose_pair(suggestion, by=cast.owner, after=after)

    assert again(suggestion).implementation.pair_after == after


# -- two at once ------------------------------------------------------------------------------------------------------


def test_every_service_honours_the_version(cast):
    suggestion = stages.begun(cast)
    step = services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(3))
    facts = {"by": cast.owner, "version": suggestion.version}

    for stale in (
        lambda: services.plan_step(suggestion, title="装", due_on=in_days(3), **facts),
        lambda: services.tick_step(suggestion, step=step, **facts),
        lambda: services.reopen_step(suggestion, step=step, **facts),
        lambda: services.drop_step(suggestion, step=step, reason="不用", **facts),
        lambda: services.change_day(suggestion, due_on=in_days(4), reason="等料", **facts),
        lambda: services.hand_over(suggestion, to=cast.colleague.person, reason="调岗", **facts),
        lambda: services.report_trial(suggestion, **TRIED, **facts),
        lambda: services.claim_benefit(suggestion, yuan=Decimal(1), basis="x", **facts),
        lambda: services.verify_benefit(suggestion, yuan=Decimal(1), basis="x", **facts),
        lambda: services.protect_quota(suggestion, months=6, **facts),
        lambda: services.choose_pair(suggestion, **facts),
        lambda: services.add_photo_before(suggestion, photos=photos(), **facts),
        lambda: services.recheck(suggestion, result="in_use", **facts),
    ):
        with pytest.raises(StaleError):
            stale()
