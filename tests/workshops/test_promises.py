"""Promises: kept or not, what the enterprise says of it, and reminders that come exactly once."""

import datetime as dt
from itertools import product

import pytest
from django.db import IntegrityError
from django.utils import timezone

from alliance_portal import workflow
from members.models import Person, User
from tests.suggestions.telling import last_words, told
from tests.workshops import visiting
from workshops import services
from workshops.models import Promise
from workshops.permissions import can_confirm_promise, can_deny_promise

Status = Promise.Status
KEEP = services.promises


@pytest.fixture
def visit(cast, staff):
    return visiting.shared(cast.enterprise, staff)


@pytest.fixture
def promise(visit):
    return visiting.the_promise(visit)


@pytest.fixture
def late(cast, staff):
    return visiting.the_promise(visiting.shared(cast.enterprise, staff, due=(-1,)))


def test_the_way_of_a_promise_follows_the_table(promise):
    for status, to in product(Status, Status):
        kept_on = visiting.today() if status == Status.KEPT else None
        Promise.objects.filter(pk=promise.pk).update(**{"status": status, "kept_on": kept_on})
        fields = {"kept_on": visiting.today() if to == Status.KEPT else None}
        if to in Promise.TRANSITIONS.get(status, ()):
            assert workflow.move(promise, to, **fields).status == to
        else:
            with pytest.raises(workflow.TransitionError):
                workflow.move(promise, to, **fields)


def test_late_is_a_matter_of_the_day(cast, staff):
    visit = visiting.shared(cast.enterprise, staff, due=(-1, 0, 1))
    assert [one.is_late for one in visit.promises.order_by("due_on")] == [True, False, False]
    assert [one.look for one in visit.promises.order_by("due_on")] == ["overdue", "open", "open"]


def test_kept_asks_the_enterprise_and_says_on_which_day(cast, promise, staff):
    kept = KEEP.keep(promise, by=staff, note="协议签好了")

    assert (kept.status, kept.kept_on) == (Status.KEPT, visiting.today())
    assert told(cast.officer)[-1] == "promise_kept"
    assert "帮助对接职业学院" in last_words(cast.leader)
    assert told(staff, unread=True) == []


def test_what_is_not_kept_has_a_reason(cast, promise, staff):
    with pytest.raises(workflow.WorkflowError):
        KEEP.give_up(promise, by=staff, reason=" ")
    given_up = KEEP.give_up(promise, by=staff, reason="学院今年不招生")

    assert given_up.status == Status.NOT_KEPT
    assert "学院今年不招生" in last_words(cast.officer)


def test_the_enterprise_confirms_once_however_often_it_says_so(cast, promise, staff):
    KEEP.keep(promise, by=staff, note="协议签好了")
    for user in (cast.officer, cast.leader):
        KEEP.confirm(promise, by=user)

    assert visiting.verbs(promise) == ["made", "kept", "confirmed"]
    assert visiting.fresh(promise).confirmed_at
    assert told(staff).count("promise_confirmed") == 1


def test_the_enterprise_s_word_settles_an_open_one_too(cast, promise, staff):
    confirmed = KEEP.confirm(promise, by=cast.officer, words="老师已经来了")
    assert (confirmed.status, confirmed.kept_on) == (Status.KEPT, visiting.today())
    assert told(staff)[-1] == "promise_confirmed"


def test_what_is_denied_is_open_again_and_the_union_is_told_why(cast, promise, staff):
    KEEP.keep(promise, by=staff, note="协议签好了")
    denied = KEEP.deny(promise, by=cast.officer, words="还没有盖章")

    assert (denied.status, denied.kept_on) == (Status.OPEN, None)
    assert told(staff)[-1] == "promise_denied"
    assert "还没有盖章" in last_words(staff)


def test_a_late_one_can_be_denied_without_the_union_having_said_anything(cast, late, staff):
    KEEP.deny(late, by=cast.officer, words="没有人来过")
    assert visiting.fresh(late).status == Status.OPEN
    assert told(staff)[-1] == "promise_denied"


def test_nothing_can_be_denied_before_its_day_or_after_a_yes(cast, promise, staff):
    with pytest.raises(workflow.WorkflowError):
        KEEP.deny(promise, by=cast.officer, words="没有人来过")
    KEEP.confirm(promise, by=cast.officer)
    with pytest.raises(workflow.WorkflowError):
        KEEP.deny(promise, by=cast.leader, words="没有人来过")


def test_what_was_noted_wrongly_is_opened_again_with_its_day(promise, staff):
    KEEP.give_up(promise, by=staff, reason="记错了")
    opened = KEEP.reopen(promise, by=staff, reason="记错了，还在办")
    assert (opened.status, opened.due_on) == (Status.OPEN, visiting.today(7))


def test_buttons_follow_the_state_and_the_role(cast, strangers, staff, promise, late):
    def may(user, one):
        one = Promise.objects.select_related("visit").get(pk=one.pk)
        return can_confirm_promise(user, one), can_deny_promise(user, one)

    assert may(cast.officer, promise) == (True, False)
    assert may(cast.leader, late) == (True, True)
    assert [may(user, late) for user in (cast.worker, strangers.officer, staff)] == [(False, False)] * 3
    KEEP.keep(promise, by=staff, note="好了")
    assert may(cast.officer, promise) == (True, True)
    KEEP.confirm(promise, by=cast.officer)
    assert may(cast.officer, promise) == (False, False)


def test_somebody_is_responsible_and_has_business_with_it(cast, strangers, staff):
    visit = visiting.draft(cast.enterprise, staff)
    for nobody in ({"responsible_name": ""}, {"responsible": strangers.officer}, {"responsible": cast.worker}):
        with pytest.raises(workflow.WorkflowError):
            visiting.promise(visit, staff, **nobody)
    with pytest.raises(IntegrityError):
        Promise.objects.create(visit=visit, words="办事", due_on=visiting.today())


def test_a_day_before_the_visit_promises_nothing(cast, staff):
    with pytest.raises(workflow.WorkflowError, match="调研"):
        visiting.promise(visiting.draft(cast.enterprise, staff, days_ago=2), staff, due=-3)


def remind(**later):
    return KEEP.remind(now=timezone.now() + dt.timedelta(**later))


def test_whoever_is_responsible_is_reminded_three_days_before_and_once_when_late(cast, promise, staff):
    made = [remind(days=days) for days in (3, 4, 4, 5, 7, 8, 8, 9, 30)]

    assert made == [0, 1, 0, 0, 0, 1, 0, 0, 0]
    assert told(staff) == ["promise_made", "promise_soon", "promise_late"]
    assert told(cast.officer) == ["visit_shared"]


def test_nobody_is_reminded_of_a_draft_or_of_what_is_settled(cast, staff):
    drafted = visiting.draft(cast.enterprise, staff)
    visiting.promise(drafted, staff, due=2)
    kept = visiting.the_promise(visiting.shared(cast.enterprise, staff, due=(2,)))
    KEEP.keep(kept, by=staff, note="好了")

    assert (remind(), remind(days=9)) == (0, 0)


def test_a_late_run_says_late_alone(promise, staff):
    assert remind(days=20) == 1
    assert told(staff)[-1] == "promise_late"


def test_without_an_account_the_union_s_own_people_are_reminded(cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    visiting.promise(visit, staff, due=1, responsible_name="街道办李主任")
    services.visits.share(visit, by=staff)
    assert remind() == 1
    assert told(staff) == ["promise_made", "promise_soon"]


@pytest.mark.parametrize("gone", ["left", "closed"])
def test_whoever_has_left_is_told_nothing(cast, staff, gone):
    visit = visiting.draft(cast.enterprise, staff)
    visiting.promise(visit, staff, due=1, responsible=cast.officer)
    if gone == "left":
        Person.objects.filter(user=cast.officer).update(in_service=False)
    else:
        User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    services.visits.share(visit, by=staff)

    remind()

    assert told(cast.officer) == []
    assert told(staff) == ["promise_made", "promise_soon"]
