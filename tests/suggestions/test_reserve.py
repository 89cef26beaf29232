"""What is kept in reserve comes back every year, and the worker reads what became of it."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.periods import next_year
from alliance_portal.workflow import TransitionError, WorkflowError
from suggestions import services
from tests.suggestions import stages
from tests.suggestions.reviewing import ANSWER, answer


def test_it_comes_back_after_a_year(cast):
    when = stages.days_ago(30)
    reserved = services.reserve(stages.sent(cast, occurred_at=stages.days_ago(33)), by=cast.reviewer, reason="等新线",
                                occurred_at=when)  # fmt: skip

    assert reserved.review_on == next_year(timezone.localdate(when))


def test_looked_at_again_it_stays_for_another_year(cast, client):
    reserved = stages.reserved(cast)
    client.force_login(cast.reviewer)

    assert answer(client, reserved, decision="keep", answer="新线还没批，明年再看。").status_code == 302

    reserved.refresh_from_db()
    assert (reserved.status, reserved.review_on) == ("reserved", next_year(timezone.localdate()))
    event = reserved.events.last()
    assert (event.verb, event.actor, event.note) == ("kept", cast.reviewer, "新线还没批，明年再看。")
    assert reserved.decisions.count() == 1


def test_keeping_needs_words_and_something_that_is_kept(cast):
    with pytest.raises(WorkflowError):
        services.keep_in_reserve(stages.reserved(cast), by=cast.reviewer, reason=" ")
    with pytest.raises(TransitionError):
        services.keep_in_reserve(stages.declined(cast), by=cast.reviewer, reason=ANSWER)


def test_once_adopted_it_does_not_come_back(cast):
    adopted = services.adopt(
        stages.reserved(cast), by=cast.reviewer, reason=ANSWER, owner=cast.owner.person, due_on=timezone.localdate()
    )

    assert adopted.review_on is None


def test_the_worker_reads_when_it_is_looked_at_again(cast, client):
    reserved = stages.reserved(cast)
    client.force_login(cast.worker)

    page = client.get(f"/suggestions/{reserved.number}/").content.decode()

    day = next_year(timezone.localdate() - dt.timedelta(days=1))
    assert f"最晚{day.year}年{day.month}月{day.day}日复看" in page


def test_a_refusal_says_that_it_was_told_face_to_face(cast, client):
    client.force_login(cast.reviewer)
    suggestion = stages.sent(cast)
    why = {"decline_reason": "cost", "would_change": "明年预算下来时", "explained_in_person": "on"}

    answer(client, suggestion, decision="declined", **why)

    assert suggestion.decisions.get().explained_in_person
    client.force_login(cast.worker)
    assert "已当面说明" in client.get(f"/suggestions/{suggestion.number}/").content.decode()
