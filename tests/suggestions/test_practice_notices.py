"""Whom it concerns that something is under way, ends, or is looked at again; and of what the clock reminds."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from members.models import Role
from suggestions import services
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.practising import TRIED, again, in_days, long_done, photos
from tests.suggestions.telling import last_words, lead_nowhere, told


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def second(cast):
    """Another reviewer, who has nothing to do with the task."""
    return account(PersonFactory(department=cast.office), Role.REVIEWER)


def reminded(now=None):
    """{kind: how many} of what is reminded of now, and not again an hour later."""
    moment = now or timezone.now()
    made = services.remind(moment)
    assert not +services.remind(moment + dt.timedelta(hours=1))
    return {kind.value: number for kind, number in made.items() if number}


def test_a_task_that_is_handed_over_is_new_to_one_and_gone_for_the_other(cast):
    begun = stages.begun(cast)
    services.hand_over(begun, by=cast.reviewer, role="reviewer", to=cast.colleague.person, reason="李工调走了")

    assert told(cast.colleague) == ["task"]
    assert told(cast.owner) == ["task", "task_gone"]
    assert told(cast.owner, unread=True) == ["task_gone"]
    assert told(cast.worker)[-1] == "owner_changed"
    assert cast.colleague.person.name in last_words(cast.worker)
    assert "李工调走了" in last_words(cast.owner)


def test_whoever_hands_it_over_alone_need_not_be_told(cast):
    services.hand_over(stages.begun(cast), by=cast.owner, to=cast.colleague.person, reason="调岗")
    assert told(cast.owner) == ["task"]


def test_the_proposer_reads_of_a_step_that_is_done_and_of_another_day_for_the_whole(cast):
    adopted = stages.adopted(cast)
    step = services.plan_step(adopted, by=cast.owner, title="买吊臂", due_on=in_days(5))
    services.change_day(again(adopted), by=cast.owner, step=step, due_on=in_days(6), reason="缺货")
    assert told(cast.worker) == ["answered"], "a plan that is made and changed rings for nobody"

    services.tick_step(again(adopted), by=cast.owner, step=step, note="到货了")
    assert "买吊臂 到货了" in last_words(cast.worker)
    services.change_day(again(adopted), by=cast.owner, due_on=in_days(40), reason="等停线")
    assert told(cast.worker) == ["answered", "progressed", "day_changed"]


def test_a_trial_without_success_is_told_as_such(cast):
    services.report_trial(stages.begun(cast), by=cast.owner, **TRIED)
    assert told(cast.worker)[-1] == "trial_reported"
    assert told(cast.owner, unread=True) == []


def test_finance_is_asked_without_whoever_has_or_had_the_task(cast):
    both = account(PersonFactory(department=cast.office), Role.FINANCE)
    begun = stages.begun(cast)
    services.hand_over(begun, by=cast.owner, to=both.person, reason="调岗")
    services.finish(again(begun), by=both, note="好了", photos=photos())
    services.confirm(again(begun), by=cast.worker)
    services.claim_benefit(again(begun), by=both, soft_yuan=Decimal(900), soft_basis="省工时")
    assert "to_verify" in told(cast.finance)
    assert "to_verify" not in told(both)


def test_what_was_verified_is_read_by_proposer_and_owner_estimate_apart(cast):
    done = stages.done(cast)
    services.verify_benefit(
        done, by=cast.finance, yuan=Decimal(1200), basis="凭证", soft_yuan=Decimal(300), soft_basis="工时"
    )
    for user in (cast.worker, cast.owner):
        assert told(user)[-1] == "verified"
        assert "1,200" in last_words(user)
        assert "300" in last_words(user)
        assert "1,500" not in last_words(user)


def test_a_promised_quota_is_read_by_those_whose_quota_it_is(cast):
    adopted = stages.adopted(cast)
    services.protect_quota(adopted, by=cast.reviewer, months=6)
    assert (told(cast.worker)[-1], told(cast.owner)[-1]) == ("quota_kept", "task_quota_kept")
    assert "6个月" in last_words(cast.worker)


@pytest.mark.parametrize(("result", "others"), [("in_use", 0), ("changed", 1), ("gone", 1)])
def test_what_no_longer_lasts_is_told_to_the_owner_and_the_officers_too(cast, result, others):
    done = long_done(cast)
    services.recheck(done, by=cast.reviewer, result=result, note="换了支架")
    assert told(cast.worker)[-1] == "revisited"
    assert [told(user).count("found_changed") for user in (cast.owner, cast.officer)] == [others, others]


def test_a_visit_is_asked_for_once_of_those_who_may_go(cast, second):
    done = long_done(cast, 80)
    assert reminded() == {"revisit_3": 1}
    assert told(second)[-1] == "revisit_due"
    assert told(cast.officer) == ["revisit_due"]
    services.recheck(again(done), by=second, result="in_use")
    assert reminded(timezone.now() + dt.timedelta(days=30)) == {}


def test_a_visit_that_was_missed_is_asked_for_once_more_with_the_next(cast):
    long_done(cast, 80)
    made = [reminded(timezone.now() + dt.timedelta(days=days)) for days in (0, 95)]
    assert made == [{"revisit_3": 1}, {"revisit_6": 1}]


def test_whoever_had_the_task_is_not_sent_to_look_at_it(cast):
    begun = stages.begun(cast)
    services.hand_over(begun, by=cast.owner, to=cast.officer.person, reason="调岗")
    services.finish(again(begun), by=cast.officer, note="好了", photos=photos())
    services.confirm(again(begun), by=cast.worker)
    services.remind(timezone.now() + dt.timedelta(days=80))
    assert "revisit_due" not in told(cast.officer)
    assert "revisit_due" in told(cast.reviewer)


def test_a_step_that_is_late_is_said_once_for_each_day_it_was_promised(cast):
    adopted = stages.adopted(cast)
    step = services.plan_step(adopted, by=cast.owner, title="买吊臂", due_on=in_days(-1))
    services.plan_step(again(adopted), by=cast.owner, title="装吊臂", due_on=in_days(9))
    assert reminded() == {"step_late": 1}
    assert told(cast.owner)[-1] == "step_late"
    services.change_day(again(adopted), by=cast.owner, step=step, due_on=in_days(2), reason="缺货")
    assert reminded(timezone.now() + dt.timedelta(days=3)) == {"step_late": 1}


def test_what_is_owed_for_long_is_told_to_the_reviewers(cast):
    stages.adopted(cast)
    made = reminded(timezone.now() + dt.timedelta(days=95))
    assert made["stalled"] == 1
    assert told(cast.reviewer)[-1] == "stalled"
    assert "90" in last_words(cast.reviewer)


def test_before_a_quota_ends_it_is_said(cast):
    services.protect_quota(stages.done(cast), by=cast.reviewer, months=6)
    made = [reminded(timezone.now() + dt.timedelta(days=days)) for days in (140, 160)]
    assert [of_day.get("quota_ends") for of_day in made] == [None, 1]
    assert told(cast.worker)[-1] == "quota_ends"
    assert "quota_review" in told(cast.officer)


def test_every_notice_leads_to_a_page_that_opens(cast, second):
    done = long_done(cast, 80)
    services.hand_over(stages.begun(cast), by=cast.reviewer, role="reviewer", to=cast.colleague.person, reason="调岗")
    services.protect_quota(stages.adopted(cast), by=cast.reviewer, months=6)
    services.report_trial(stages.begun(cast), by=cast.owner, **TRIED)
    reminded()
    services.recheck(again(done), by=second, result="gone", note="拆了")
    assert lead_nowhere() == []


def test_a_trial_is_never_told_as_done_and_finance_has_nothing_to_verify(cast):
    begun = stages.begun(cast)
    services.back(begun, by=cast.colleague)
    services.claim_benefit(again(begun), by=cast.owner, yuan=Decimal(900), basis="领料单")
    services.report_trial(again(begun), by=cast.owner, **TRIED)
    services.remind(timezone.now() + dt.timedelta(days=3))
    services.close_silent(timezone.now() + dt.timedelta(days=6))
    assert told(cast.worker)[-3:] == ["trial_reported", "trial_reported", "tried"]
    assert told(cast.colleague) == ["met_tried"]
    assert told(cast.finance) == []


def test_handing_a_task_over_silences_nobody_but_whoever_had_it(cast):
    adopted = stages.adopted(cast)
    services.remind(timezone.now() + dt.timedelta(days=95))
    services.hand_over(again(adopted), by=cast.owner, to=cast.colleague.person, reason="调岗")
    assert "stalled" in told(cast.reviewer, unread=True)


def test_once_somebody_has_been_there_nobody_else_is_asked_to_go(cast, second):
    done = long_done(cast, 80)
    reminded()
    services.recheck(again(done), by=second, result="in_use")
    assert "revisit_due" not in told(cast.officer, unread=True) + told(cast.reviewer, unread=True)


def test_finance_is_not_asked_to_verify_what_no_money_measures(cast):
    services.claim_benefit(stages.done(cast), by=cast.owner, effects={"safety": "不再绊人。"})
    assert told(cast.finance) == []
