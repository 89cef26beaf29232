"""A request for help from its asking to its end, who is told, and what nobody can do."""

import datetime as dt
import threading
from contextlib import nullcontext, suppress
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members import services as member_services
from members.models import Notice
from tests.at_once import at_once, outcomes
from tests.factories import PersonFactory, SpecialityFactory, WorkshopFactory, account, willing
from tests.workshops.helping import asked, asked_of, days_ago, fresh, led, verbs
from workshops import services as workshop_services
from workshops.models import HelpRequest
from workshops.services import help as services

racing = pytest.mark.django_db(transaction=True)


def told(user):
    return list(
        Notice.objects.filter(user=user, kind__startswith="help_").order_by("pk").values_list("kind", flat=True)
    )


def rings(user):
    return Notice.objects.filter(user=user, read_at=None, kind__startswith="help_").count()


# -- the usual way ----------------------------------------------------------------------------------------------------


def test_somebody_of_another_enterprise_is_asked_helps_and_is_thanked(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    assert (request.status, request.due_on) == ("asked", timezone.localdate() + dt.timedelta(days=3))
    assert told(strangers.worker) == ["help_asked"]

    services.take_up(request, by=strangers.worker, note="明天下午过去看。")
    assert told(cast.worker) == ["help_taken_up"]
    assert rings(strangers.worker) == 0

    services.write(request, by=cast.worker, text="太好了，我在三号工位。")
    services.write(request, by=strangers.worker, text="好的。")
    services.solve(request, by=cast.worker, note="电极修磨以后好了。")

    assert verbs(request) == ["asked", "taken_up", "wrote", "wrote", "solved"]
    assert told(strangers.worker) == ["help_asked", "help_written", "help_solved"]
    assert told(cast.worker) == ["help_taken_up", "help_written"]


def test_writing_by_the_asked_person_is_a_yes(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    services.write(request, by=strangers.worker, text="电压多少？")
    assert fresh(request).status == "taken_up"
    assert verbs(request) == ["asked", "taken_up"]
    assert Notice.objects.get(user=cast.worker).facts["note"] == "电压多少？"


def test_a_workshop_is_asked_and_whoever_takes_it_up_helps(cast, strangers):
    workshop = led(WorkshopFactory(enterprise=strangers.enterprise), strangers.worker)
    request = asked_of(cast.worker, workshop)
    assert told(strangers.worker) == told(strangers.officer) == ["help_asked_workshop"]
    assert told(strangers.reviewer) == told(strangers.leader) == []

    services.take_up(request, by=strangers.officer)

    assert fresh(request).helper == strangers.officer.person
    assert rings(strangers.worker) == 0


def test_a_workshop_nobody_answers_for_cannot_be_asked(cast):
    workshop = WorkshopFactory()
    with pytest.raises(WorkflowError, match=str(workshop)):
        asked_of(cast.worker, workshop)
    own = led(WorkshopFactory(enterprise=workshop.enterprise), cast.worker)
    with pytest.raises(WorkflowError):
        asked_of(cast.worker, own)


def test_it_is_passed_on_to_a_willing_colleague_with_a_day_of_their_own(cast, strangers):
    willing(strangers.colleague)
    request = asked(cast.worker, strangers.worker, occurred_at=days_ago(3))
    services.remind()

    services.pass_on(request, by=strangers.worker, to=strangers.colleague.person, note="她更懂。")

    passed = fresh(request)
    assert (passed.status, passed.helper) == ("passed_on", strangers.colleague.person)
    assert (passed.due_on, passed.reminded_at) == (timezone.localdate() + dt.timedelta(days=3), None)
    assert told(strangers.colleague) == ["help_handed_on"]
    assert told(cast.worker) == ["help_passed_on"]
    assert rings(strangers.worker) == 0
    assert not HelpRequest.objects.visible_to(strangers.worker).exists()
    assert HelpRequest.objects.visible_to(strangers.colleague).exists()


def test_passing_on_to_who_is_not_willing_elsewhere_the_asker_or_oneself_is_refused(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    for user in (cast.owner, cast.worker, strangers.worker):
        willing(user)
    for to in (strangers.owner, cast.owner, cast.worker, strangers.worker):
        with pytest.raises(WorkflowError):
            services.pass_on(request, by=strangers.worker, to=to.person)
    asked(cast.worker, strangers.colleague)
    with pytest.raises(WorkflowError):
        services.pass_on(request, by=strangers.worker, to=strangers.colleague.person)
    assert verbs(request) == ["asked"]


def test_declining_needs_no_word_and_ends_it(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    services.decline(request, by=strangers.worker)
    assert told(cast.worker) == ["help_declined"]
    with pytest.raises(TransitionError):
        services.take_up(request, by=strangers.worker)
    with pytest.raises(TransitionError):
        services.write(request, by=cast.worker, text="还在吗")
    assert asked(cast.worker, strangers.worker) != request


def test_withdrawing_tells_the_other_and_lets_nothing_ring(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    services.withdraw(request, by=cast.worker)
    assert told(strangers.worker) == ["help_asked", "help_withdrawn"]
    assert rings(strangers.worker) == 1


def test_it_is_solved_only_once_helped_and_with_a_sentence(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    with pytest.raises(TransitionError):
        services.solve(request, by=cast.worker, note="好了")
    services.take_up(request, by=strangers.worker)
    with pytest.raises(WorkflowError):
        services.solve(request, by=cast.worker, note="  ")


def test_it_ends_in_three_ways_and_what_is_shown_may_be_old(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    assert set(HelpRequest.Status) - set(HelpRequest.TRANSITIONS) == {"declined", "solved", "withdrawn"}
    assert [status for status, to in HelpRequest.TRANSITIONS.items() if "solved" in to] == ["taken_up"]
    with pytest.raises(StaleError):
        services.take_up(request, by=strangers.worker, version=7)


# -- who may be asked -------------------------------------------------------------------------------------------------


def test_who_has_turned_the_switch_off_cannot_be_asked(cast, strangers):
    willing(strangers.worker)
    member_services.withdraw_consent("help", by=strangers.worker)
    with pytest.raises(WorkflowError):
        services.ask(by=cast.worker, helper=strangers.worker.person, about="?")
    assert not HelpRequest.objects.exists()


def test_what_is_open_stays_when_the_switch_is_turned_off_and_is_not_reminded_of(cast, strangers):
    request = asked(cast.worker, strangers.worker, occurred_at=days_ago(4))
    member_services.withdraw_consent("help", by=strangers.worker)
    assert services.remind() == 0
    services.take_up(request, by=strangers.worker)
    assert fresh(request).status == "taken_up"


def test_nobody_asks_themselves_and_who_is_on_no_roster_asks_nobody(cast, staff):
    willing(cast.worker)
    for by in (cast.worker, staff):
        with pytest.raises(WorkflowError):
            services.ask(by=by, helper=cast.worker.person, about="?")


def test_the_same_is_asked_once_while_it_is_open(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    with pytest.raises(services.AskedAlreadyError) as known:
        asked(cast.worker, strangers.worker)
    assert known.value.request == request


def test_five_a_day_and_no_more_but_again_tomorrow(cast):
    others = [account(PersonFactory(department=cast.team)) for _n in range(6)]
    for other in others[:5]:
        asked(cast.worker, other)
    with pytest.raises(WorkflowError, match="5"):
        asked(cast.worker, others[5])
    assert asked(cast.worker, others[5], occurred_at=timezone.now() + dt.timedelta(days=1))


def test_five_who_wait_are_enough_for_one_person(cast, strangers):
    for _n in range(5):
        asked(account(PersonFactory(department=cast.team)), strangers.worker)
    with pytest.raises(WorkflowError, match="王海"):
        asked(cast.worker, strangers.worker)
    services.take_up(HelpRequest.objects.first(), by=strangers.worker)
    assert asked(cast.worker, strangers.worker)


def test_twenty_entries_a_day_are_enough(cast, strangers):
    request = asked(cast.worker, strangers.worker)
    for _n in range(services.MOST_WRITTEN_A_DAY):
        services.write(request, by=cast.worker, text="在吗")
    with pytest.raises(WorkflowError):
        services.write(request, by=cast.worker, text="在吗")
    assert services.write(request, by=strangers.worker, text="在")


# -- the reminder -----------------------------------------------------------------------------------------------------


def test_it_is_reminded_of_once_on_the_day_and_nobody_is_written_up(cast, strangers):
    request = asked(cast.worker, strangers.worker, occurred_at=days_ago(2))
    assert services.remind() == 0
    tomorrow = timezone.now() + dt.timedelta(days=1)
    assert services.remind(tomorrow) == 1
    assert services.remind(tomorrow) == 0
    assert services.remind(tomorrow + dt.timedelta(days=9)) == 0
    assert told(strangers.worker) == ["help_asked", "help_waits"]
    assert verbs(request) == ["asked", "reminded"]


def test_what_is_answered_is_not_reminded_of(cast, strangers):
    for step in (services.take_up, services.decline):
        step(asked(cast.worker, strangers.worker, occurred_at=days_ago(9)), by=strangers.worker)
        HelpRequest.objects.filter(status="taken_up").update(status="withdrawn")
    assert services.remind() == 0


def test_it_is_part_of_what_is_due(cast, strangers, capsys):
    asked(cast.worker, strangers.worker, occurred_at=days_ago(4))
    call_command("run_due")
    assert "Reminders of requests for help made: 1" in capsys.readouterr().out


# -- several at once --------------------------------------------------------------------------------------------------


@racing
def test_two_reminders_at_once_are_one(cast, strangers, transactional_db):
    asked(cast.worker, strangers.worker, occurred_at=days_ago(4))
    assert sorted(at_once(services.remind, services.remind)) == [0, 1]
    assert told(strangers.worker) == ["help_asked", "help_waits"]


@racing
def test_without_the_lock_two_reminders_at_once_would_be_two(cast, strangers, transactional_db, monkeypatch):
    asked(cast.worker, strangers.worker, occurred_at=days_ago(4))
    meeting, save = threading.Barrier(2, timeout=20), HelpRequest.save

    def meet_and_save(request, **kwargs):
        meeting.wait()
        save(request, **kwargs)

    monkeypatch.setattr(services, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(services.workflow, "lock", lambda request: request)
    monkeypatch.setattr(HelpRequest, "save", meet_and_save)
    assert at_once(services.remind, services.remind) == [1, 1]


def ask_twice(cast, monkeypatch):
    """Two requests of one person at once, when one more is left for today; they meet if nothing keeps them apart."""
    others = [account(PersonFactory(department=cast.team)) for _n in range(6)]
    for other in others[:4]:
        asked(cast.worker, other)
    for other in others[4:]:
        willing(other)
    meeting = threading.Barrier(2)

    def slow(person):
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=2)
        return True

    monkeypatch.setattr(services, "is_willing", slow)
    return outcomes(*(lambda one=one: services.ask(by=cast.worker, helper=one.person, about="?") for one in others[4:]))


@racing
def test_two_at_once_do_not_get_past_the_limit_of_a_day(cast, transactional_db, monkeypatch):
    assert ask_twice(cast, monkeypatch) == ["done", "told"]
    assert cast.worker.person.help_asked_for.count() == 5


@racing
def test_without_the_lock_two_at_once_would_get_past_it(cast, transactional_db, monkeypatch):
    monkeypatch.setattr(services, "_lock", lambda *people: None)
    monkeypatch.setattr(services, "transaction", SimpleNamespace(atomic=nullcontext))
    assert ask_twice(cast, monkeypatch) == ["done", "done"]
    assert cast.worker.person.help_asked_for.count() == 6


@racing
def test_a_double_tap_makes_one_request(cast, strangers, transactional_db):
    willing(strangers.worker)
    tap = lambda: services.ask(by=cast.worker, helper=strangers.worker.person, about="?")  # noqa: E731
    assert outcomes(tap, tap) == ["done", "told"]
    assert HelpRequest.objects.count() == 1


@racing
def test_two_of_a_workshop_who_take_it_up_at_once_are_one(cast, strangers, transactional_db):
    workshop = led(WorkshopFactory(enterprise=strangers.enterprise), strangers.worker)
    request = asked_of(cast.worker, workshop)
    takers = (strangers.worker, strangers.officer)
    assert outcomes(*(lambda by=by: services.take_up(request, by=by) for by in takers)) == ["done", "told"]
    assert verbs(request) == ["asked", "taken_up"]


@racing
def test_asking_and_turning_off_at_once_end_in_order(cast, strangers, transactional_db):
    willing(strangers.worker)
    came = at_once(
        lambda: services.ask(by=cast.worker, helper=strangers.worker.person, about="?").pk,
        lambda: member_services.withdraw_consent("help", by=strangers.worker),
    )
    assert "broken" not in came
    with pytest.raises(WorkflowError):
        services.ask(by=cast.colleague, helper=strangers.worker.person, about="?")


# -- the database -----------------------------------------------------------------------------------------------------


def test_the_database_refuses_what_cannot_be(cast, strangers):
    asker, helper = cast.worker.person, strangers.worker.person
    due = {"about": "?", "due_on": timezone.localdate()}
    HelpRequest.objects.create(asker=asker, helper=helper, **due)
    for wrong in ({"helper": None}, {"helper": asker}, {"helper": helper}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpRequest.objects.create(asker=asker, **wrong, **due)


def test_a_workshops_specialities_are_kept_with_who_did_it(cast):
    workshop, many = WorkshopFactory(), [SpecialityFactory() for _n in range(11)]
    workshop_services.keep_specialities(workshop, many[:2], by=cast.officer)
    assert set(workshop.specialities.all()) == set(many[:2])
    assert workshop.history.first().history_user == cast.officer
    with pytest.raises(WorkflowError):
        workshop_services.keep_specialities(workshop, many, by=cast.officer)
