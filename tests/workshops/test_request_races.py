"""Staff and officers at the same moment, each with what would happen without the lock."""

from decimal import Decimal

import pytest
import time_machine

from tests.at_once import at_once, outcomes
from tests.workshops.asking import (
    TODAY,
    answer_of,
    due,
    fresh,
    led_workshop,
    merged,
    sent,
    three_superiors,
    typed,
    want,
)
from workshops import services
from workshops.models import FactEntry, MergedRequest, RequestReminder, Requirement
from workshops.services.requests import answering, merging, reminding

racing = pytest.mark.django_db(transaction=True)
LATER = TODAY.replace(month=10, day=6)


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def workshop(transactional_db, cast):
    return led_workshop(cast.enterprise, cast.worker.person, name="焊装工作室")


# Two of the staff merge the same reports


def two_merge(staff, made):
    dues = [due(one) for one in made]
    facts = {"by": staff, "due_on": dues[0].due_on}
    return outcomes(*(lambda title=title: services.requests.merge(dues, title=title, **facts) for title in "甲乙"))


@racing
def test_of_two_who_merge_the_same_reports_one_is_told(staff, workshop):
    assert two_merge(staff, three_superiors()) == ["done", "told"]
    assert MergedRequest.objects.count() == 1


@racing
def test_without_the_lock_the_second_would_break(staff, workshop, monkeypatch):
    made = three_superiors()
    shown = {one.pk: fresh(one) for one in made}
    for one in shown.values():
        one.merged_parts = []
    monkeypatch.setattr(merging, "locked", lambda dues: shown)
    assert two_merge(staff, made) == ["broken", "done"]


# Two type the same value


def two_type(workshop, cast, version):
    facts = {"version": version}
    return outcomes(
        lambda: typed(workshop, "patents", Decimal(2), by=cast.officer, **facts),
        lambda: typed(workshop, "patents", Decimal(5), by=cast.worker, **facts),
    )


def believe_what_was_shown(monkeypatch, workshop):
    """Each believes the value as the page showed it, before the other one typed."""
    shown = [FactEntry.objects.filter(workshop=workshop).first() for _each in range(2)]
    monkeypatch.setattr(answering, "locked_entry", lambda *_args: shown.pop())


@racing
@pytest.mark.parametrize("before", [False, True])
def test_of_two_who_type_at_once_the_second_is_told(cast, workshop, before):
    version = typed(workshop, "patents", Decimal(1), by=cast.officer).version if before else 0
    assert two_type(workshop, cast, version) == ["done", "told"]
    entry = FactEntry.objects.get()
    assert entry.version == version + 1
    assert {entry.number, entry.entered_by} in ({2, cast.officer}, {5, cast.worker})


@racing
def test_without_the_lock_a_first_value_would_break(cast, workshop, monkeypatch):
    believe_what_was_shown(monkeypatch, workshop)
    assert two_type(workshop, cast, 0) == ["broken", "done"]


@racing
def test_without_the_lock_one_of_two_changes_would_be_lost(cast, workshop, monkeypatch):
    typed(workshop, "patents", Decimal(1), by=cast.officer)
    believe_what_was_shown(monkeypatch, workshop)
    assert two_type(workshop, cast, 1) == ["done", "done"]
    assert FactEntry.objects.get().version == 2, "two changes, and only one of them counts"


# The last two workshops confirm


@pytest.fixture
def last_two(workshop, cast, staff):
    other = led_workshop(cast.enterprise, cast.owner.person, name="冲压工作室")
    request = sent(three_superiors(), by=staff)
    for one in (workshop, other):
        typed(one, "patents", Decimal(2), by=cast.officer)
        typed(one, "site_area", Decimal(80), by=cast.officer)
    return request, [answer_of(request, one) for one in (workshop, other)]


def confirm_both(cast, answers):
    return outcomes(*(lambda one=one: services.requests.confirm(one, by=cast.officer) for one in answers))


@racing
def test_two_last_confirmations_at_once_are_both_kept_and_end_it_once(cast, last_two):
    request, answers = last_two
    assert confirm_both(cast, answers) == ["done", "done"]
    assert MergedRequest.objects.get().status == "done"
    assert request.events.filter(verb="done").count() == 1


@racing
def test_without_the_lock_neither_of_two_last_confirmations_would_end_it(cast, last_two, monkeypatch):
    _request, answers = last_two
    # Each still sees the other one waiting.
    monkeypatch.setattr(answering, "is_last", lambda request: False)
    assert confirm_both(cast, answers) == ["done", "done"]
    assert MergedRequest.objects.get().status == "sent"


@racing
def test_a_double_tap_on_confirm_is_one_confirmation(cast, last_two):
    request, answers = last_two
    assert confirm_both(cast, [answers[0], answer_of(request, answers[0].workshop)]) == ["done", "done"]
    assert request.events.filter(verb="confirmed").count() == 1


@racing
def test_what_is_confirmed_is_not_changed_at_the_same_moment(cast, last_two):
    """Either the new value is confirmed, or it comes too late and is told so: never another than the confirmed one."""
    _request, answers = last_two
    workshop = answers[0].workshop
    change = {"by": cast.worker, "value": Decimal(9), "version": 1}
    came = at_once(
        lambda: services.requests.confirm(answers[0], by=cast.officer),
        lambda: services.requests.record(workshop, want("patents"), **change),
    )
    number = FactEntry.objects.get(workshop=workshop, fact="patents").number
    assert number == (2 if came[1] == "told" else 9)
    assert came[0] not in ("told", "broken")


# Sending and reminding


@racing
def test_of_two_who_send_one_is_told(staff, workshop):
    request = merged(three_superiors(), by=staff)
    sends = [lambda: services.requests.send(request, by=staff) for _each in range(2)]
    assert outcomes(*sends) == ["done", "told"]
    assert request.events.filter(verb="sent").count() == 1


@racing
def test_two_clocks_remind_once(staff, workshop):
    sent(three_superiors(), by=staff)
    assert sorted(at_once(*(lambda: services.requests.remind(LATER) for _each in range(2)))) == [0, 1]
    assert RequestReminder.objects.count() == 1


@racing
def test_without_the_lock_two_clocks_would_collide(staff, workshop, monkeypatch):
    request = sent(three_superiors(), by=staff)
    answer = answer_of(request, workshop)
    monkeypatch.setattr(reminding, "unreminded", lambda: _Always(answer))
    assert outcomes(*(lambda: reminding.remind_one(request, LATER) for _each in range(2))) == ["broken", "done"]
    assert Requirement.objects.count() == 3


class _Always:
    """What each believes who looked before the other one reminded."""

    def __init__(self, answer):
        self.answer = answer

    def filter(self, **_narrowed):
        return self

    def select_related(self, *_names):
        return [self.answer]
