"""The check-in: its window, its codes, the four ways that agree, and what is entered later or taken off again."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from tests.factories import PersonFactory
from tests.training import seating
from training import codes, services
from training.attendance_list import people_of
from training.models import Attendance, EarlyScan
from training.services import door
from training.services.door import DoorError
from training.services.seats import SeatError

pytestmark = pytest.mark.django_db
MINUTE = seating.MINUTE


@pytest.fixture
def one(cast, time_machine):
    """A session with three seats that begins in an hour; the worker and the colleague have one."""
    start = timezone.localtime().replace(hour=13, minute=30, second=0, microsecond=0) + dt.timedelta(days=1)
    time_machine.move_to(start - 60 * MINUTE, tick=False)
    made = seating.session(cast, seats=3, starts_at=start)
    seating.enrol(made, cast.worker, cast.colleague)
    return made


def scan(session, user, **facts):
    return door.scan(session, user.person, by=user, **facts)


def there(session):
    return sorted(session.attendances.values_list("person__name", "way"))


def state(session):
    return door.state(session, seating.door(session), timezone.now())


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-31, "early"), (-30, "open"), (0, "open"), (29, "open"), (30, "closed"), (181, "closed")],
)
def test_it_is_open_from_half_an_hour_before_until_half_an_hour_after_the_beginning(
    one, time_machine, minutes, expected
):
    time_machine.move_to(one.starts_at + minutes * MINUTE, tick=False)
    assert state(one) == expected


def test_opened_by_hand_it_stays_until_it_is_closed_by_hand_or_over(cast, one, time_machine):
    door.open_door(one, by=cast.officer)
    time_machine.move_to(one.starts_at + 60 * MINUTE, tick=False)
    assert state(one) == "open"
    door.close_door(one, by=cast.officer)
    assert state(one) == "closed"
    with pytest.raises(DoorError):
        scan(one, cast.worker)
    door.open_door(one, by=cast.officer)
    assert scan(one, cast.worker).way == "scan"
    time_machine.move_to(one.ends_at, tick=False)
    assert state(one) == "closed"
    with pytest.raises(DoorError):
        door.open_door(one, by=cast.officer)
    assert list(one.events.values_list("verb", "actor_role")) == [
        ("opened", "officer"), ("closed", "officer"), ("opened", "officer"),
    ]  # fmt: skip


def test_it_is_not_opened_on_another_day(cast, one, time_machine):
    time_machine.move_to(one.starts_at - dt.timedelta(days=1), tick=False)
    with pytest.raises(DoorError):
        door.open_door(one, by=cast.officer)
    with pytest.raises(DoorError):
        door.roll(one, [cast.worker.person], by=cast.officer)


def test_the_code_of_the_room_holds_for_half_a_minute_at_most(one, time_machine):
    check_in, begun = seating.door(one), one.starts_at
    time_machine.move_to(begun, tick=False)
    code = codes.room_code(check_in, timezone.now())
    for seconds, opens in ((0, True), (14.9, True), (15, True), (29.9, True), (30, False), (-0.1, False)):
        assert codes.opens(check_in, code, begun + dt.timedelta(seconds=seconds)) is opens
    number, _dash, mac = code.partition("-")
    assert not codes.opens(check_in, f"{number}-{mac[::-1]}", begun)
    assert not codes.opens(seating.door(seating.session_like(one)), code, begun)


def test_digits_are_one_for_each_and_stay_when_more_enrol(cast, one):
    before = codes.all_digits(seating.door(one))
    one.capacity = 300
    one.save(update_fields=["capacity"])
    services.teams.enrol_team(one, seating.people(cast, 200), by=cast.officer)
    after = codes.all_digits(seating.door(one))
    assert len(set(after.values())) == len(after) == 202
    assert before.items() <= after.items()
    assert all(len(digits) == 4 for digits in after.values())


def test_four_ways_agree_and_each_person_is_there_once(cast, one, time_machine):
    seating.enrol(one, cast.owner)
    walk_in = PersonFactory(department=cast.team, name="来客")
    time_machine.move_to(one.starts_at, tick=False)
    scan(one, cast.worker)
    door.by_digits(one, seating.digits(one, cast.colleague), by=cast.officer)
    assert door.roll(one, [cast.owner.person, cast.worker.person], by=cast.officer) == 1
    assert door.roll(one, [walk_in, cast.owner.person], by=cast.officer, way="paper") == 1
    assert there(one) == [("周工", "roll"), ("来客", "paper"), ("王海", "scan"), ("赵敏", "code")]
    with pytest.raises(DoorError):
        door.by_digits(one, "x" * 4, by=cast.officer)


def test_who_scans_early_is_there_as_soon_as_it_opens(cast, one, time_machine):
    assert isinstance(scan(one, cast.worker), EarlyScan)
    assert isinstance(scan(one, cast.worker), EarlyScan)
    with pytest.raises(DoorError):
        scan(one, cast.owner)
    assert (there(one), door.settle_all()) == ([], 0)
    time_machine.move_to(one.starts_at - 30 * MINUTE, tick=False)
    # The screen shows it at once, before anything is written.
    listed = people_of(one, seating.door(one), timezone.now())
    assert [line.person.name for line in listed.arrived] == ["王海"]
    assert door.settle_all() == 1
    assert (there(one), EarlyScan.objects.count()) == ([("王海", "scan")], 0)
    assert one.attendances.get().arrived_at == one.starts_at - 60 * MINUTE


def test_a_scan_is_noted_two_hours_ahead_and_counts_for_whoever_still_has_the_seat(cast, one, time_machine):
    time_machine.move_to(one.starts_at - 151 * MINUTE, tick=False)
    with pytest.raises(DoorError):
        scan(one, cast.worker)
    time_machine.move_to(one.starts_at - 150 * MINUTE, tick=False)
    scan(one, cast.worker)
    services.seats.cancel(one.enrolments.get(person=cast.worker.person), by=cast.worker)
    door.open_door(one, by=cast.officer)
    assert (there(one), EarlyScan.objects.count()) == ([], 0)


def test_a_door_that_was_open_on_another_day_is_shut_when_the_session_was_moved(cast, one, time_machine):
    door.open_door(one, by=cast.officer)
    one.starts_at, one.ends_at = (moment + dt.timedelta(days=2) for moment in (one.starts_at, one.ends_at))
    one.save()
    time_machine.shift(dt.timedelta(days=1))
    assert state(one) == "early"


def test_opening_by_hand_lets_in_who_scanned_early(cast, one):
    scan(one, cast.worker)
    door.open_door(one, by=cast.officer)
    assert there(one) == [("王海", "scan")]


def test_on_the_spot_there_is_a_seat_while_one_is_left_and_whoever_runs_it_adds_beyond(cast, one, time_machine):
    time_machine.move_to(one.starts_at + MINUTE, tick=False)
    scan(one, cast.owner)
    assert seating.standing(one) == (3, 3, 0)
    with pytest.raises(SeatError):
        scan(one, cast.finance)
    assert door.roll(one, [cast.finance.person], by=cast.officer) == 1
    assert seating.standing(one) == (3, 3, 0)
    assert there(one) == [("周工", "scan"), ("钱会计", "roll")]


def test_whoever_it_is_not_for_is_not_let_in_by_the_code(cast, strangers, one, time_machine):
    time_machine.move_to(one.starts_at, tick=False)
    with pytest.raises(DoorError):
        scan(one, strangers.worker)


def test_a_second_account_on_one_phone_is_marked_and_let_in(cast, one, time_machine):
    seating.enrol(one, cast.owner)
    time_machine.move_to(one.starts_at, tick=False)
    for user, phone in ((cast.worker, "a"), (cast.colleague, "a"), (cast.owner, "b")):
        scan(one, user, cookie=phone)
    listed = people_of(one, seating.door(one), timezone.now())
    assert {line.person.name: line.shares_phone for line in listed.arrived} == {
        "王海": True, "赵敏": True, "周工": False,
    }  # fmt: skip
    time_machine.move_to(one.starts_at + dt.timedelta(days=29), tick=False)
    assert door.forget_phones() == 0
    time_machine.move_to(one.starts_at + dt.timedelta(days=31), tick=False)
    assert door.forget_phones() == 3
    assert set(one.attendances.values_list("device", flat=True)) == {""}


def test_names_are_entered_for_a_week_and_not_beside_a_head_count(cast, one, time_machine):
    time_machine.move_to(one.ends_at + dt.timedelta(days=7), tick=False)
    assert door.roll(one, [cast.worker.person], by=cast.officer, way="paper") == 1
    time_machine.move_to(one.ends_at + dt.timedelta(days=7, seconds=1), tick=False)
    with pytest.raises(DoorError):
        door.roll(one, [cast.colleague.person], by=cast.officer)
    counted = seating.session(cast, days=-30, head_count=40)
    with pytest.raises(DoorError):
        door.roll(counted, [cast.worker.person], by=cast.officer)
    # What was written down late has its week from then on.
    late = seating.session(cast, days=-30)
    assert door.roll(late, [cast.worker.person], by=cast.officer) == 1


def test_taking_somebody_off_needs_a_reason_that_stays(cast, one, time_machine):
    time_machine.move_to(one.starts_at, tick=False)
    came = scan(one, cast.worker)
    with pytest.raises(WorkflowError):
        door.strike(came, by=cast.officer, reason=" ")
    door.strike(came, by=cast.officer, reason="没来，别人代签")
    event = one.events.get()
    assert (event.verb, event.note) == ("struck", "王*：没来，别人代签")
    assert not Attendance.objects.exists()
    with pytest.raises(DoorError):
        door.strike(came, by=cast.officer, reason="再一次")
