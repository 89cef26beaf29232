"""催一下 by whoever waits, once in a period; 催办 by a leader, once a day."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from members.models import Notice
from suggestions import permissions, services
from suggestions.models import Suggestion
from suggestions.services import nudges
from suggestions.services.clock import Promise
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.suggestions import stages

DAY = dt.timedelta(days=1)


def address(suggestion, name):
    return f"/en/suggestions/{suggestion.number}/{name}/"


def nudged(user):
    kinds = ["nudged", "task_nudged"]
    return list(Notice.objects.filter(user=user, kind__in=kinds).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("late_by", "begins"),
    [(-7, -7), (0, -7), (1, 1), (7, 1), (8, 8), (14, 8), (15, 15)],
)
def test_periods_follow_one_another(late_by, begins):
    until = dt.date(2026, 3, 10)
    promise = Promise(since=until - 7 * DAY, until=until, days=7)
    assert promise.period(until + late_by * DAY) == until + begins * DAY


def test_a_worker_asks_once_in_each_period(cast):
    suggestion = stages.sent(cast, occurred_at=stages.days_ago(3))
    services.nudge(suggestion, by=cast.worker, occurred_at=stages.days_ago(1))
    with pytest.raises(WorkflowError):
        services.nudge(suggestion, by=cast.worker)
    services.nudge(suggestion, by=cast.worker, occurred_at=timezone.now() + 6 * DAY)
    assert nudged(cast.reviewer) == ["nudged", "nudged"]
    assert [event.actor for event in suggestion.events.filter(verb="nudged")] == [None, None]


def test_the_promised_day_and_open_forms_stay(cast):
    suggestion = stages.sent(cast)
    services.nudge(suggestion, by=cast.worker)
    fresh = Suggestion.objects.get(pk=suggestion.pk)
    assert (fresh.due_on, fresh.version, fresh.status) == (suggestion.due_on, suggestion.version, "submitted")


@pytest.mark.parametrize(
    ("stage", "possible"),
    [
        (stages.sent, True),
        (stages.taken, True),
        (stages.asked, False),
        (stages.adopted, True),
        (stages.begun, True),
        (stages.finished, False),
        (stages.done, False),
        (stages.declined, False),
        (stages.reserved, False),
        (stages.withdrawn, False),
    ],
)
def test_only_what_is_owed_can_be_asked_for(cast, stage, possible):
    suggestion = stage(cast)
    fresh = Suggestion.objects.with_story().get(pk=suggestion.pk)
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert permissions.can_nudge(cast.worker, fresh) is possible
        assert permissions.can_urge(cast.leader, fresh) is possible


def test_not_on_the_very_day(cast):
    fresh = Suggestion.objects.with_story().get(pk=stages.sent(cast, occurred_at=timezone.now()).pk)
    assert not permissions.can_nudge(cast.worker, fresh)
    assert permissions.can_urge(cast.leader, fresh)


def test_in_practice_the_owner_is_asked(cast):
    services.nudge(stages.adopted(cast), by=cast.worker, occurred_at=timezone.now() + DAY)
    assert (nudged(cast.owner), nudged(cast.reviewer)) == (["task_nudged"], [])


def test_a_question_about_the_answer_is_asked_for_too(cast):
    asked = services.ask_again(
        stages.declined(cast), by=cast.worker, text="没懂", occurred_at=stages.days_ago(0, hours=20)
    )
    services.nudge(asked, by=cast.worker, occurred_at=timezone.now() + DAY)
    assert nudged(cast.reviewer) == ["nudged"]


def test_a_leader_asks_with_a_line(cast, client):
    suggestion = stages.sent(cast)
    client.force_login(cast.leader)
    assert address(suggestion, "urge") in client.get(f"/en/suggestions/{suggestion.number}/").content.decode()

    client.post(address(suggestion, "urge"), {"text": "下周一前请给个说法"})

    notice = Notice.objects.get(kind="nudged")
    assert (notice.user, notice.facts["text"], notice.facts["from_leader"]) == (
        cast.reviewer,
        "下周一前请给个说法",
        True,
    )
    event = suggestion.events.get(verb="nudged")
    assert (event.actor, event.actor_role, event.note) == (cast.leader, "leader", "下周一前请给个说法")


def test_leaders_together_ask_once_a_day_and_nothing_typed_is_lost(cast, client):
    suggestion = stages.sent(cast)
    services.urge(suggestion, by=cast.officer)
    client.force_login(cast.leader)
    again = client.post(address(suggestion, "urge"), {"text": "请快一点"})
    assert again.status_code == 409
    assert "请快一点" in again.content.decode()
    assert nudged(cast.reviewer) == ["nudged"]


def test_the_page_of_the_worker_asks_first(cast, client):
    suggestion = stages.sent(cast)
    client.force_login(cast.worker)
    assert address(suggestion, "nudge") in client.get(f"/en/suggestions/{suggestion.number}/").content.decode()
    client.get(address(suggestion, "nudge"))
    assert nudged(cast.reviewer) == []
    client.post(address(suggestion, "nudge"))
    assert nudged(cast.reviewer) == ["nudged"]
    assert address(suggestion, "nudge") not in client.get(f"/en/suggestions/{suggestion.number}/").content.decode()


@pytest.mark.parametrize(("who", "name", "status"), [
    ("colleague", "nudge", 404), ("reviewer", "nudge", 403), ("reviewer", "urge", 403), ("worker", "urge", 403),
    ("finance", "urge", 403), ("officer", "urge", 302),
])  # fmt: skip
def test_who_may_ask(cast, client, who, name, status):
    suggestion = stages.sent(cast)
    client.force_login(getattr(cast, who))
    assert client.post(address(suggestion, name)).status_code == status


def test_a_hidden_name_is_not_told_by_a_nudge(cast, client):
    suggestion = stages.sent(cast, hide_name=True)
    services.nudge(suggestion, by=cast.worker)
    client.force_login(cast.reviewer)
    page = client.get(f"/suggestions/{suggestion.number}/").content.decode()
    assert "催了一下" in page
    assert cast.worker.person.name not in page


# A double tap


@pytest.fixture
def waiting(transactional_db):
    cast = make_cast("CF", "长风客车")
    suggestion = services.submit(by=cast.worker, key=uuid.uuid4(), problem="灯坏了", occurred_at=stages.days_ago(3))
    return suggestion, cast.worker


def two_taps(suggestion, user):
    """What came of two taps at once: "asked" for each that went through, or "told" that it was one too many."""

    def tap():
        services.nudge(suggestion, by=user)
        return "asked"

    return sorted(at_once(tap, tap))


def test_two_taps_ask_once(waiting):
    assert two_taps(*waiting) == ["asked", "told"]
    assert Notice.objects.filter(kind="nudged").count() == 1


def test_without_the_lock_both_taps_would_ask(waiting, monkeypatch):
    """The control: each looks at the events as they were before the other one."""
    suggestion, user = waiting
    shown = [Suggestion.objects.prefetch_related("events").get(pk=suggestion.pk) for _tap in range(2)]
    monkeypatch.setattr(nudges.workflow, "lock", lambda _record: shown.pop())
    assert two_taps(suggestion, user) == ["asked", "asked"]
