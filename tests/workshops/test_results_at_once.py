"""Two people at once about results: no request, answer, conclusion or reminder is made twice."""

import datetime as dt
import threading
from contextlib import contextmanager, suppress

import pytest
from django.utils import timezone

from alliance_portal import workflow
from members.services import keep_specialities
from tests.at_once import at_once, outcomes
from tests.factories import SpecialityFactory
from tests.suggestions.telling import told
from tests.workshops.resulting import answer_of, asked, fresh, rolled_out, shared, tried
from workshops.models import RollOutAnswer, SharedUse
from workshops.services import result_reminders, results, roll_outs, shared_uses

pytestmark = pytest.mark.django_db(transaction=True)


def without_lock(monkeypatch):
    """Each believes the row as its page showed it."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


def not_held(monkeypatch):
    """The same of the result that is asked for or sent round."""

    @contextmanager
    def seen(result, version=None):
        yield result

    monkeypatch.setattr(shared_uses, "held", seen)


@pytest.fixture
def meet(monkeypatch):
    """Whoever has looked waits a moment for the other one: without a lock both have seen the same."""

    def meet_after(module, name):
        barrier, look = threading.Barrier(2, timeout=2), getattr(module, name)

        def look_and_wait(*args):
            found = look(*args)
            with suppress(threading.BrokenBarrierError):
                barrier.wait()
            return found

        monkeypatch.setattr(module, name, look_and_wait)

    return meet_after


def ask_at_once(cast, strangers, meet):
    result = shared(cast.enterprise)
    pages = [fresh(result), fresh(result)]
    meet(shared_uses, "_same")
    return outcomes(lambda: asked(pages[0], strangers), lambda: asked(pages[1], strangers, by=strangers.officer))


def test_a_double_tap_is_one_request(cast, strangers, meet):
    assert ask_at_once(cast, strangers, meet) == ["done", "done"]
    assert SharedUse.objects.count() == 1
    assert told(cast.officer) == ["use_taken_free"]


def test_without_the_lock_the_second_request_would_break(cast, strangers, meet, monkeypatch):
    not_held(monkeypatch)
    assert ask_at_once(cast, strangers, meet) == ["broken", "done"]


def answer_at_once(cast, strangers):
    use = asked(shared(cast.enterprise, licence="agreement"), strangers)
    pages = [fresh(use), fresh(use)]
    return outcomes(
        lambda: shared_uses.agree(pages[0], by=cast.officer, terms="免费", version=use.version),
        lambda: shared_uses.give_up(pages[1], by=strangers.officer, reason="停产", version=use.version),
    )


def test_of_a_yes_and_a_giving_up_at_once_one_counts(cast, strangers):
    assert answer_at_once(cast, strangers) == ["done", "told"]
    assert SharedUse.objects.get().events.count() == 2


def test_without_the_lock_both_would_count(cast, strangers, monkeypatch):
    without_lock(monkeypatch)
    assert answer_at_once(cast, strangers) == ["done", "done"]
    assert SharedUse.objects.get().events.count() == 3


def conclude_at_once(cast, strangers):
    use = tried(shared(cast.enterprise), strangers)
    pages = [fresh(use), fresh(use)]
    facts = {"by": strangers.officer, "experience": "试完了", "version": use.version}
    return outcomes(
        lambda: shared_uses.conclude(pages[0], came="adopted", **facts),
        lambda: shared_uses.conclude(pages[1], came="not_applicable", **facts),
    )


def test_a_trial_has_one_conclusion(cast, strangers):
    assert conclude_at_once(cast, strangers) == ["done", "told"]


def test_without_the_lock_it_would_have_two(cast, strangers, monkeypatch):
    without_lock(monkeypatch)
    assert conclude_at_once(cast, strangers) == ["done", "done"]


def change_at_once(cast):
    result = shared(cast.enterprise)
    pages = [fresh(result), fresh(result)]
    return outcomes(
        lambda: results.change(pages[0], by=cast.officer, workshops=[], title="甲", version=result.version),
        lambda: results.change(pages[1], by=cast.officer, workshops=[], title="乙", version=result.version),
    )


def test_no_words_are_lost(cast):
    assert change_at_once(cast) == ["done", "told"]


def test_without_the_lock_words_would_be_lost(cast, monkeypatch):
    without_lock(monkeypatch)
    assert change_at_once(cast) == ["done", "done"]


@pytest.fixture
def fitting(cast, strangers):
    """A result that fits the strangers' shop."""
    welding = SpecialityFactory(name="点焊")
    keep_specialities(strangers.worker.person, [welding], by=strangers.worker)
    result = shared(cast.enterprise)
    result.specialities.set([welding])
    return result


def send_at_once(cast, staff, strangers, result, meet):
    pages = [fresh(result), fresh(result)]
    meet(roll_outs, "_chosen")
    return outcomes(
        lambda: rolled_out(pages[0], cast.officer, strangers.shop),
        lambda: rolled_out(pages[1], staff, strangers.shop),
    )


def test_a_department_is_asked_once_by_two_who_send_at_once(cast, staff, strangers, fitting, meet):
    assert send_at_once(cast, staff, strangers, fitting, meet) == ["done", "told"]
    assert RollOutAnswer.objects.count() == 1


def test_without_the_lock_it_would_be_asked_twice(cast, staff, strangers, fitting, meet, monkeypatch):
    not_held(monkeypatch)
    assert send_at_once(cast, staff, strangers, fitting, meet) == ["done", "done"]
    assert RollOutAnswer.objects.count() == 2


def reply_at_once(cast, strangers, result):
    rolled_out(result, cast.officer, strangers.shop)
    pages = [answer_of(strangers.shop), answer_of(strangers.shop)]
    return outcomes(
        lambda: roll_outs.take_up(pages[0], by=strangers.officer, words="试"),
        lambda: roll_outs.no_use(pages[1], by=strangers.officer, words="不合适"),
    )


def test_of_two_answers_at_once_one_counts(cast, strangers, fitting):
    assert reply_at_once(cast, strangers, fitting) == ["done", "told"]
    assert SharedUse.objects.exists() == (answer_of(strangers.shop).status == "taken_up")


def test_without_the_lock_both_answers_would_count(cast, strangers, fitting, monkeypatch):
    without_lock(monkeypatch)
    assert reply_at_once(cast, strangers, fitting) == ["done", "done"]


def remind_at_once(cast, strangers, result):
    rolled_out(result, cast.officer, strangers.shop)
    late = timezone.now() + dt.timedelta(days=8)
    return at_once(*[lambda: result_reminders.remind(late)] * 3)


def test_three_machines_remind_once(cast, strangers, fitting):
    assert sum(remind_at_once(cast, strangers, fitting)) == 1
    assert told(strangers.officer).count("roll_out_late") == 1


def test_without_the_second_look_they_would_remind_thrice(cast, strangers, fitting, monkeypatch):
    everybody = threading.Barrier(3, timeout=5)

    def remind_unseen(record, rows, field, tell, now):
        everybody.wait()
        tell(record, now)
        return True

    monkeypatch.setattr(result_reminders, "once", remind_unseen)
    assert sum(remind_at_once(cast, strangers, fitting)) == 3
    assert told(strangers.officer).count("roll_out_late") == 3
