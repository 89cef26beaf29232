"""When a board is dark and when it is light: over midnight, on which days, and where the factory is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alliance_portal.board.hours import next_night, night_at, theme_at
from suggestions.models import Board

# 31 August 2026 is a Monday.
MONDAY = dt.date(2026, 8, 31)
WEEKDAYS = [1, 2, 3, 4, 5]


def board(begins="22:00", ends="06:00", days=(1, 2, 3, 4, 5, 6, 7), **facts):
    begins, ends = (dt.time.fromisoformat(each) if each else None for each in (begins, ends))
    return Board(quiet_from=begins, quiet_until=ends, quiet_days=list(days), **facts)


def at(clock, day=MONDAY):
    return timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(clock)))


@pytest.mark.parametrize(
    ("clock", "is_dark"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False)],
)
def test_a_night_goes_over_midnight_from_its_first_minute_to_just_before_its_last(clock, is_dark):
    assert bool(night_at(board(), at(clock))) is is_dark


@pytest.mark.parametrize(("clock", "is_dark"), [("11:59", False), ("12:00", True), ("12:59", True), ("13:00", False)])
def test_a_pause_by_day_stays_in_its_day(clock, is_dark):
    assert bool(night_at(board("12:00", "13:00"), at(clock))) is is_dark


def test_a_board_without_hours_is_never_dark():
    shown = board(None, None)
    assert not any(night_at(shown, at(f"{hour:02}:30")) for hour in range(24))
    assert next_night(shown, at("21:00")) is None


def test_the_days_are_those_on_which_the_night_begins():
    saturday, sunday = MONDAY + dt.timedelta(days=5), MONDAY + dt.timedelta(days=6)
    shown = board(days=WEEKDAYS)
    # The night of Friday ends on Saturday morning; those of Saturday and Sunday are not wanted.
    assert night_at(shown, at("05:00", saturday))
    assert not night_at(shown, at("23:00", saturday))
    assert not night_at(shown, at("05:00", sunday))
    assert not night_at(shown, at("05:00", MONDAY))
    assert night_at(shown, at("23:00", MONDAY))


def test_the_same_time_twice_is_a_whole_day():
    sunday = MONDAY + dt.timedelta(days=6)
    shown = board("00:00", "00:00", days=[7])
    assert all(night_at(shown, at(f"{hour:02}:00", sunday)) for hour in range(24))
    assert not night_at(shown, at("00:00", sunday + dt.timedelta(days=1)))
    assert not night_at(shown, at("23:59", sunday - dt.timedelta(days=1)))


def test_hours_are_those_of_the_portal_whatever_the_time_zone_of_the_moment():
    # 15:00 at Greenwich is 23:00 in Shanghai, and 13:00 at Greenwich 21:00.
    assert night_at(board(), dt.datetime(2026, 8, 31, 15, tzinfo=dt.UTC))
    assert not night_at(board(), dt.datetime(2026, 8, 31, 13, tzinfo=dt.UTC))


def test_another_time_zone_of_the_portal_moves_the_night(settings):
    moment = dt.datetime(2026, 8, 31, 15, tzinfo=dt.UTC)
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert not night_at(board(), moment)
        assert night_at(board(), moment + dt.timedelta(hours=6))


def test_a_screen_learns_the_night_that_holds_or_the_next_one_within_a_day():
    holds = next_night(board(), at("23:00"))
    assert (holds.start, holds.end) == (at("22:00"), at("06:00", MONDAY + dt.timedelta(days=1)))
    assert next_night(board(), at("12:00")).start == at("22:00")
    assert next_night(board(days=[7]), at("12:00")) is None


@pytest.mark.parametrize(
    ("clock", "look"), [("06:59", "dark"), ("07:00", "light"), ("18:59", "light"), ("19:00", "dark")]
)
def test_by_hours_a_board_is_light_by_day(clock, look):
    shown = board(theme=Board.Theme.HOURS, light_from=dt.time(7), light_until=dt.time(19))
    assert theme_at(shown, at(clock)) == look


def test_light_hours_may_go_over_midnight_for_the_late_shift():
    shown = board(theme=Board.Theme.HOURS, light_from=dt.time(14), light_until=dt.time(2))
    assert [theme_at(shown, at(clock)) for clock in ("13:59", "14:00", "01:59", "02:00")] == [
        "dark", "light", "light", "dark",
    ]  # fmt: skip


@pytest.mark.parametrize("look", ["light", "dark"])
def test_otherwise_it_is_what_was_chosen_at_any_hour(look):
    assert {theme_at(board(theme=look), at(f"{hour:02}:00")) for hour in range(24)} == {look}
