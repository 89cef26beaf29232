"""The promised day: by kind and enterprise, and what moves it."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import StaleError, WorkflowError
from suggestions import services
from suggestions.models import Suggestion
from suggestions.services.clock import promised_days
from tests.suggestions import stages

Kind = Suggestion.Kind


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def sent(cast, kind=Kind.SUGGESTION, days=0):
    return stages.sent(cast, kind=kind, occurred_at=stages.days_ago(days))


@pytest.mark.parametrize(("kind", "days"), [("suggestion", 7), ("opinion", 7), ("hazard", 3), ("major", 30)])
def test_each_kind_has_its_own_promise(cast, kind, days):
    assert sent(cast, kind).due_on == in_days(days)


def test_an_enterprise_may_promise_otherwise(cast):
    cast.enterprise.answer_days, cast.enterprise.hazard_days = 5, 1
    cast.enterprise.save()
    cast.worker.person.enterprise.refresh_from_db()

    assert (sent(cast).due_on, sent(cast, "hazard").due_on) == (in_days(5), in_days(1))
    assert promised_days(cast.enterprise, "opinion") == 7


def test_a_hazard_is_answered_within_its_days_from_now(cast):
    suggestion = services.reclassify(sent(cast, days=2), by=cast.reviewer, kind="hazard", reason="叉车可能撞人")

    assert (suggestion.kind, suggestion.due_on) == ("hazard", in_days(3))
    event = suggestion.events.last()
    assert (event.verb, event.actor, event.note) == ("reclassified", cast.reviewer, "合理化建议→隐患。叉车可能撞人")


def test_a_shorter_promise_never_gives_more_time_than_there_was(cast):
    suggestion = services.reclassify(sent(cast, days=6), by=cast.reviewer, kind="hazard", reason="叉车可能撞人")

    assert suggestion.due_on == in_days(1)


def test_a_longer_promise_counts_from_the_receipt(cast):
    suggestion = services.reclassify(sent(cast, days=2), by=cast.reviewer, kind="major", reason="要停线论证")

    assert suggestion.due_on == in_days(28)


def test_nobody_gets_more_time_by_being_late(cast):
    late = sent(cast, days=9)

    with pytest.raises(WorkflowError) as refusal:
        services.reclassify(late, by=cast.reviewer, kind="major", reason="要停线论证")

    assert str(refusal.value.message) == "已经过了承诺的日子，不能再换成期限更长的类型。"
    late.refresh_from_db()
    assert (late.kind, late.due_on, late.version) == ("suggestion", in_days(-2), 1)


@pytest.mark.parametrize(("kind", "reason"), [("suggestion", "没变"), ("hazard", "  ")])
def test_a_kind_changes_only_for_a_reason_and_to_another(cast, kind, reason):
    with pytest.raises(WorkflowError):
        services.reclassify(sent(cast), by=cast.reviewer, kind=kind, reason=reason)


def test_what_is_answered_keeps_its_kind(cast):
    with pytest.raises(WorkflowError):
        services.reclassify(stages.declined(cast), by=cast.reviewer, kind="hazard", reason="危险")


def test_a_page_shown_before_somebody_elses_change_is_stale(cast):
    suggestion = sent(cast)
    services.take(suggestion, by=cast.reviewer)

    with pytest.raises(StaleError):
        services.reclassify(suggestion, by=cast.reviewer, kind="hazard", reason="危险", version=1)


def test_days_spent_waiting_for_the_worker_are_kept(cast):
    asked = services.ask(sent(cast, days=5), by=cast.reviewer, question="几号？", occurred_at=stages.days_ago(4))
    back = services.supplement(asked, by=cast.worker, text="3号", occurred_at=stages.days_ago(1))
    assert back.due_on == in_days(5)

    assert services.reclassify(back, by=cast.reviewer, kind="major", reason="要论证").due_on == in_days(28)
