"""Two people at the same plate, workshop or heading at once; each race with what would happen without a lock."""

from copy import copy

import pytest

from alliance_portal import workflow
from tests.at_once import at_once, outcomes
from tests.conftest import make_cast
from tests.factories import WorkshopFactory, staff_account
from tests.workshops import plating
from workshops import services
from workshops.models import LeaderChange, ReadinessItem, Workshop, WorkshopMembership
from workshops.services import particulars, people, plates, readiness

racing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    """A plate under review in a workshop with a leader."""
    cast = make_cast("CF", "长风客车")
    staff = [staff_account(username=name, full_name=name) for name in ("first", "second")]
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    services.join(workshop, by=staff[0], person=cast.owner.person, role="leader", joined_on=plating.ago(300))
    plate = plating.under_review(workshop, staff[0])
    return cast, staff, workshop, plate


def without_lock(monkeypatch):
    """Each believes what was shown, before the other one began."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


def believing(monkeypatch, module):
    """The same for what locks a workshop."""
    monkeypatch.setattr(module, "_locked", lambda workshop: workshop)


def last_verbs(plate):
    return [event.verb for event in plate.events.order_by("pk")][2:]


def revoke_and_pass(staff, plate):
    """Both have the same page before them."""
    return outcomes(
        lambda: plates.revoke(copy(plate), by=staff[0], reason="长期无人", version=plate.version),
        lambda: plates.pass_review(copy(plate), by=staff[1], version=plate.version),
    )


def pass_twice(staff, plate):
    return outcomes(*(lambda one=one: plates.pass_review(copy(plate), by=one) for one in staff))


@racing
def test_of_two_who_revoke_and_pass_at_once_one_counts(scene):
    _cast, staff, _workshop, plate = scene
    assert revoke_and_pass(staff, plate) == ["done", "told"]
    assert last_verbs(plate) in (["revoked"], ["passed"])


@racing
def test_without_the_lock_it_would_be_revoked_and_passed(scene, monkeypatch):
    _cast, staff, _workshop, plate = scene
    without_lock(monkeypatch)
    # Whichever is slower overwrites the other, or breaks on a rule of the table: nobody is told.
    assert "told" not in revoke_and_pass(staff, plate)


@racing
@pytest.mark.parametrize(
    "act",
    [
        lambda plate, by: plates.pass_review(plate, by=by),
        lambda plate, by: plates.revoke(plate, by=by, reason="长期无人"),
        lambda plate, by: plates.rectify(plate, by=by, until=plating.ahead(9), reason="补台账"),
    ],
    ids=["pass", "revoke", "rectify"],
)
def test_two_staff_at_once_leave_one_event(scene, act):
    _cast, staff, _workshop, plate = scene
    assert outcomes(*(lambda one=one: act(copy(plate), one) for one in staff)) == ["done", "told"]
    assert len(last_verbs(plate)) == 1


@racing
def test_without_the_lock_both_would_be_entered(scene, monkeypatch):
    _cast, staff, _workshop, plate = scene
    without_lock(monkeypatch)
    assert pass_twice(staff, plate) == ["done", "done"]
    assert last_verbs(plate) == ["passed", "passed"]


def two_leaders(cast, staff, workshop):
    former = workshop.memberships.current().get(role="leader")
    facts = {"former": former, "day": plating.ago(1), "reason": "退休"}
    return outcomes(
        lambda: people.change_leader(copy(workshop), by=staff[0], to=cast.worker.person, **facts),
        lambda: people.change_leader(copy(workshop), by=staff[1], to=cast.colleague.person, **facts),
    )


@racing
def test_two_new_leaders_at_once_are_one(scene):
    cast, staff, workshop, _plate = scene
    assert two_leaders(cast, staff, workshop) == ["done", "told"]
    assert WorkshopMembership.objects.current().filter(role="leader").count() == 1
    assert LeaderChange.objects.count() == 1


@racing
def test_without_the_lock_there_would_be_two_leaders(scene, monkeypatch):
    cast, staff, workshop, _plate = scene
    believing(monkeypatch, people)
    monkeypatch.setattr(people, "_current_leader", lambda workshop, former: copy(former))
    monkeypatch.setattr(people, "_enter", _entering_leaders_alone(people._enter))
    assert two_leaders(cast, staff, workshop) == ["done", "done"]
    assert WorkshopMembership.objects.current().filter(role="leader").count() == 2


def _entering_leaders_alone(enter):
    """The former one would be a member once by the constraint; it is the leader that the race is about."""
    return lambda workshop, person, role, *rest: enter(workshop, person, role, *rest) if role == "leader" else None


def two_edits(staff, workshop):
    seen = Workshop.objects.get().updated_at
    return outcomes(
        lambda: particulars.describe(copy(workshop), by=staff[0], seen=seen, place="东区"),
        lambda: particulars.describe(copy(workshop), by=staff[1], seen=seen, place="西区"),
    )


@racing
def test_of_two_edits_at_once_one_counts_and_one_is_told(scene):
    _cast, staff, workshop, _plate = scene
    assert two_edits(staff, workshop) == ["done", "told"]


@racing
def test_without_the_lock_one_of_the_edits_would_be_lost(scene, monkeypatch):
    _cast, staff, _workshop, _plate = scene
    believing(monkeypatch, particulars)
    assert two_edits(staff, Workshop.objects.get()) == ["done", "done"]


def two_words(staff, workshop):
    facts = {"heading": "rules", "version": 0}
    return outcomes(
        lambda: readiness.say(workshop, by=staff[0], state="there", words="已上墙", **facts),
        lambda: readiness.say(workshop, by=staff[1], state="in_hand", words="在改", **facts),
    )


@racing
def test_of_two_who_speak_of_a_heading_at_once_one_is_told(scene):
    _cast, staff, workshop, _plate = scene
    assert two_words(staff, workshop) == ["done", "told"]
    assert ReadinessItem.objects.count() == 1


@racing
def test_without_the_lock_the_second_would_run_into_the_database(scene, monkeypatch):
    _cast, staff, workshop, _plate = scene
    monkeypatch.setattr(
        readiness,
        "_locked_item",
        lambda workshop, heading: ReadinessItem(workshop=workshop, heading=heading, version=0),
    )
    assert two_words(staff, workshop) == ["broken", "done"]


@racing
def test_two_visits_of_one_day_are_one(scene):
    _cast, staff, workshop, _plate = scene
    came = at_once(*(lambda one=one: plating.accepted(workshop, one) for one in staff))
    assert sorted(isinstance(one, str) for one in came) == [False, True]
    assert workshop.acceptances.count() == 1
