"""The clock reminds: of the right thing, on the right day, the right people, and each once."""

import copy
import datetime as dt
import uuid

import pytest

from alliance_portal import periods, workflow
from alliance_portal.models import OutboxMessage
from members.models import ChatRobot, Department, Notice, NoticeSettings, Role, Topic, Way
from suggestions import services
from suggestions.imports import SuggestionLedger
from suggestions.models import Question, Reminder, Suggestion
from suggestions.services import reminders
from suggestions.services.clock import owed
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.factories import PersonFactory, SuggestionFactory, account
from tests.ledger_files import imported, suggestion_rows
from tests.suggestions import stages

NOON = periods.start_of(dt.date(2026, 3, 2)) + dt.timedelta(hours=12)
OPEN = {"单位": "冲焊车间", "建议名称": "灯坏了", "工号": "0001", "提出日期": "2026.5.4"}


def on(days, hours=0):
    """The moment so many days after noon of the day on which everything came in."""
    return NOON + dt.timedelta(days=days, hours=hours)


def sent(cast, **facts):
    return stages.sent(cast, occurred_at=NOON, **facts)


def told(user):
    reminded = ("due_soon", "late", "late_below", "details_awaited", "may_go_on", "reported", "reserve_due")
    kinds = (*reminded, "task_due_soon", "task_late")
    return list(Notice.objects.filter(user=user, kind__in=kinds).order_by("pk").values_list("kind", flat=True))


def run(days):
    """What is reminded of on that day, and not again in the hour after."""
    made = services.remind(on(days))
    assert sum(services.remind(on(days, hours=1)).values()) == 0
    return {kind.value: number for kind, number in made.items() if number}


def test_the_promise_is_kept_in_mind_day_by_day(cast):
    sent(cast)
    assert [run(days) for days in range(5, 12)] == [{}, {"due_soon": 1}, {}, {"late": 1}, {}, {}, {"very_late": 1}]
    assert told(cast.reviewer) == ["due_soon", "late"]
    assert told(cast.leader) == ["late_below", "late_below"]
    assert told(cast.officer) == ["late_below"]
    assert told(cast.worker) == []


def test_the_worker_sees_that_those_above_have_been_told(cast):
    late = sent(cast)
    services.remind(on(8))
    event = late.events.get(verb="escalated")
    assert (event.actor_role, event.source) == ("system", "system")


def test_a_clock_that_stood_still_catches_up_once(cast):
    sent(cast)
    assert run(20) == {"late": 1, "very_late": 1}


def test_nobody_is_reminded_of_what_is_answered_or_waits_for_the_worker(cast):
    services.decline(sent(cast), by=cast.reviewer, reason="不", decline_reason="cost", would_change="大修")
    services.ask(sent(cast), by=cast.reviewer, question="几号？", occurred_at=on(1))
    services.withdraw(sent(cast), by=cast.worker)
    assert run(3) == {}
    assert run(6) == {}


def test_what_a_ledger_left_open_was_promised_by_nobody(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(OPEN))
    assert Suggestion.objects.get().is_unanswered
    assert sum(services.remind().values()) == 0


def test_the_head_is_reminded_and_then_whoever_stands_above(cast):
    Department.objects.filter(pk=cast.team.pk).update(head=cast.colleague.person)
    Department.objects.filter(pk=cast.shop.pk).update(head=cast.owner.person)
    team = Department.objects.get(pk=cast.team.pk)
    services.transfer(sent(cast), by=cast.reviewer, to=team, note="请你们看", occurred_at=on(1))
    services.remind(on(8))
    assert (told(cast.colleague), told(cast.owner)) == (["late"], ["late_below"])
    assert told(cast.leader) == told(cast.reviewer) == []


def test_a_head_of_both_is_not_the_own_superior(cast):
    Department.objects.filter(pk__in=[cast.team.pk, cast.shop.pk]).update(head=cast.colleague.person)
    team = Department.objects.get(pk=cast.team.pk)
    services.transfer(sent(cast), by=cast.reviewer, to=team, note="请你们看", occurred_at=on(1))
    services.remind(on(8))
    assert (told(cast.colleague), told(cast.leader)) == (["late"], ["late_below"])


def test_where_nobody_leads_the_officers_are_told(cast):
    cast.leader.role_assignments.all().delete()
    sent(cast)
    services.remind(on(8))
    assert told(cast.officer) == ["late_below"]


def test_an_appeal_and_a_question_have_promises_of_their_own(cast):
    second = account(PersonFactory(department=cast.office), Role.REVIEWER)
    words = {"reason": "不", "decline_reason": "cost", "would_change": "大修"}
    one, two = (services.decline(sent(cast), by=cast.reviewer, occurred_at=on(1), **words) for _n in range(2))
    services.appeal(one, by=cast.worker, reason="再看", occurred_at=on(2))
    services.ask_again(two, by=cast.worker, text="没懂", occurred_at=on(3))
    assert run(8) == {"due_soon": 1}
    assert run(9) == {"due_soon": 1}
    assert run(10) == {"late": 1}
    assert told(second) == ["due_soon", "due_soon", "late"]
    assert told(cast.reviewer) == ["due_soon"]


def test_details_that_do_not_come(cast):
    services.ask(sent(cast), by=cast.reviewer, question="几号？", occurred_at=on(1))
    assert [run(days) for days in (7, 8, 14, 15)] == [{}, {"details": 1}, {}, {"may_go_on": 1}]
    assert (told(cast.worker), told(cast.reviewer)) == (["details_awaited"], ["may_go_on"])


def test_asked_a_second_time_the_days_begin_anew(cast):
    asked = services.ask(sent(cast), by=cast.reviewer, question="几号？", occurred_at=on(1))
    assert run(8) == {"details": 1}
    answered = services.supplement(asked, by=cast.worker, text="三号", occurred_at=on(9))
    services.ask(answered, by=cast.reviewer, question="哪边？", occurred_at=on(10))
    assert run(17) == {"details": 1}


def test_who_puts_it_into_practice_and_who_confirms(cast):
    adopted = services.adopt(
        sent(cast), by=cast.reviewer, reason="好", owner=cast.owner.person, due_on=on(20).date(), occurred_at=on(1)
    )
    assert [run(days) for days in (18, 19, 20, 21)] == [{}, {"task_soon": 1}, {}, {"task_late": 1}]
    photos = [stages.read_picture(stages.picture())]
    services.finish(adopted, by=cast.owner, note="好了", photos=photos, occurred_at=on(22))
    assert [run(days) for days in (24, 25, 26)] == [{}, {"confirm": 1}, {}]
    assert told(cast.owner) == ["task_due_soon", "task_late"]
    assert told(cast.worker) == ["reported", "reported"]


def test_a_reminder_to_confirm_that_was_missed_comes_later(cast):
    adopted = services.adopt(
        sent(cast), by=cast.reviewer, reason="好", owner=cast.owner.person, due_on=on(20).date(), occurred_at=on(1)
    )
    photos = [stages.read_picture(stages.picture())]
    services.finish(adopted, by=cast.owner, note="好了", photos=photos, occurred_at=on(2))
    assert [run(days) for days in (4, 6, 7)] == [{}, {"confirm": 1}, {}]


def test_the_reserve_returns_every_year(cast):
    kept = services.reserve(sent(cast), by=cast.reviewer, reason="明年", occurred_at=on(1))
    assert run(365) == {}
    assert run(366) == {"reserve": 1}
    services.keep_in_reserve(kept, by=cast.reviewer, reason="再等一年", occurred_at=on(370))
    assert run(371) == {}
    assert run(370 + 366) == {"reserve": 1}


def test_it_costs_the_same_when_nothing_is_due(cast, django_assert_num_queries):
    sent(cast)
    with django_assert_num_queries(22):
        services.remind(on(2))


def test_the_morning_is_said_once_and_not_before_seven(cast):
    facts = {"service": "wecom", "address": "https://qyapi.weixin.qq.com/x", "tells": ["waiting"]}
    ChatRobot.objects.create(enterprise=cast.enterprise, name="群", quiet_from=0, quiet_to=0, **facts)
    for days in (0, 0, -7, -9):
        SuggestionFactory(department=cast.team, received_at=on(days))
    services.tell_morning(NOON.replace(hour=6))
    assert not OutboxMessage.objects.exists()
    for hour in (7, 8, 9):
        services.tell_morning(NOON.replace(hour=hour))
    line = OutboxMessage.objects.get()
    assert line.body.startswith("待答复4条，其中今天到期1条、超期1条。\nhttp")


def test_a_morning_without_work_is_silent(cast):
    facts = {"service": "wecom", "address": "https://qyapi.weixin.qq.com/x", "tells": ["waiting"]}
    ChatRobot.objects.create(enterprise=cast.enterprise, name="群", **facts)
    assert services.tell_morning(NOON) == 0


def test_a_reminder_goes_into_the_mail_as_chosen(cast):
    NoticeSettings.objects.create(
        user=cast.reviewer, email="li@example.org", confirmed_at=NOON, ways={Topic.ANSWERING: Way.AT_ONCE}
    )
    sent(cast)
    OutboxMessage.objects.all().delete()
    services.remind(on(8))
    services.remind(on(8, hours=2))
    assert OutboxMessage.objects.count() == 1


# Two at once


@pytest.fixture
def late(transactional_db):
    cast = make_cast("CF", "长风客车")
    return services.submit(by=cast.worker, key=uuid.uuid4(), problem="灯坏了", occurred_at=NOON)


def both_remind():
    """How many each of two clocks at once says to have told of what is late."""

    def run_clock():
        return services.remind(on(8))["late"]

    return sorted(at_once(run_clock, run_clock))


def test_two_clocks_at_once_remind_once(late):
    assert both_remind() == [0, 1]
    assert Reminder.objects.count() == 1
    assert late.events.filter(verb="escalated").count() == 1


def test_without_the_register_both_would(late, monkeypatch):
    """The control: each believes that nothing was said, as it was when the row was looked up."""
    monkeypatch.setattr(Reminder.objects, "get_or_create", lambda **_facts: (None, True))
    assert both_remind() == [1, 1]
    assert late.events.filter(verb="escalated").count() == 2


def test_somebody_who_answers_meanwhile_is_not_reminded(cast, monkeypatch):
    suggestion = sent(cast)
    whole = workflow.lock

    def answer_first(record, **options):
        monkeypatch.setattr(workflow, "lock", whole)
        services.decline(
            copy.copy(suggestion), by=cast.reviewer, reason="不", decline_reason="cost", would_change="大修"
        )
        return whole(record, **options)

    monkeypatch.setattr(reminders.workflow, "lock", answer_first)
    assert services.remind(on(8))["late"] == 0
    assert told(cast.leader) == []


def test_an_old_question_that_nobody_answered_is_not_late_again(cast):
    """It was left open by an appeal; only the newest one is promised for a day."""
    second = account(PersonFactory(department=cast.office), Role.REVIEWER)
    why = {"reason": "现在停线装不了，要等明年大修。", "decline_reason": "cost", "would_change": "大修"}
    declined = services.decline(sent(cast), by=cast.reviewer, occurred_at=on(1), **why)
    asked = services.ask_again(declined, by=cast.worker, text="大修是哪个月？", occurred_at=on(2))
    appealed = services.appeal(asked, by=cast.worker, reason="别的班装过", occurred_at=on(3))
    again = services.decline(appealed, by=second, occurred_at=on(20), **why)
    asked = services.ask_again(again, by=cast.worker, text="那什么时候？", occurred_at=on(21))
    assert run(22) == {}
    assert owed(Suggestion.objects.with_story().get()).until == on(28).date()
    services.explain(asked, by=second, text="三月。", occurred_at=on(23))
    assert [question.answer for question in Question.objects.order_by("asked_at")] == ["", "三月。"]
