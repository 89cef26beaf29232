"""The daily letter: everything since the last one, once, to those who want it."""

import copy
import datetime as dt
from functools import partial
from types import SimpleNamespace

import pytest
from django.utils import timezone

from alliance_portal import periods
from alliance_portal.models import OutboxMessage
from members import notifications
from members.models import NoticeSettings, Topic, Way
from members.notifications import daily
from members.notifications.kinds import KINDS
from tests.at_once import at_once
from tests.conftest import make_cast

MORNING = timezone.localtime(periods.start_of(dt.date(2026, 3, 2)) + dt.timedelta(hours=7, minutes=30))
YESTERDAY = MORNING - dt.timedelta(days=1)


def tell(user, title, when):
    return notifications.tell(KINDS["done"], [user], subject=title, path="/me/", title=title, now=when)[0]


@pytest.fixture
def chosen(cast):
    return NoticeSettings.objects.create(
        user=cast.worker,
        email="wang@example.org",
        confirmed_at=YESTERDAY - dt.timedelta(days=9),
        told_until=YESTERDAY,
        ways={Topic.OWN: Way.DAILY},
    )


def test_all_since_the_last_letter_comes_in_one(cast, chosen):
    for title in ("灯", "梯"):
        tell(cast.worker, title, YESTERDAY + dt.timedelta(hours=3))
    tell(cast.worker, "旧", YESTERDAY - dt.timedelta(minutes=1))

    assert notifications.send_daily_letters(MORNING) == 1

    letter = OutboxMessage.objects.get()
    assert "2条消息" in letter.subject
    assert [title in letter.body for title in ("“灯”", "“梯”", "“旧”")] == [True, True, False]


def test_it_comes_once_a_day(cast, chosen):
    tell(cast.worker, "灯", YESTERDAY + dt.timedelta(hours=3))
    assert notifications.send_daily_letters(MORNING) == 1
    tell(cast.worker, "梯", MORNING + dt.timedelta(hours=1))

    assert notifications.send_daily_letters(MORNING + dt.timedelta(hours=2)) == 0
    assert notifications.send_daily_letters(MORNING + dt.timedelta(days=1)) == 1
    assert OutboxMessage.objects.filter(body__contains="灯").count() == 1


def test_not_before_seven(cast, chosen):
    tell(cast.worker, "灯", YESTERDAY + dt.timedelta(hours=3))
    assert notifications.send_daily_letters(MORNING.replace(hour=6)) == 0
    assert notifications.send_daily_letters(MORNING) == 1


def test_what_was_read_here_or_goes_another_way_is_left_out(cast, chosen):
    read = tell(cast.worker, "灯", YESTERDAY + dt.timedelta(hours=3))
    notifications.mark_read(read)
    assert notifications.send_daily_letters(MORNING) == 0

    chosen.refresh_from_db()
    chosen.ways, chosen.told_until = {Topic.OWN: Way.BELL}, YESTERDAY
    chosen.save()
    tell(cast.worker, "梯", YESTERDAY + dt.timedelta(hours=3))
    assert notifications.send_daily_letters(MORNING) == 0
    assert not OutboxMessage.objects.exists()


# Two at once


@pytest.fixture
def waiting(transactional_db):
    cast = make_cast("CF", "长风客车")
    NoticeSettings.objects.create(user=cast.worker, email="w@example.org", confirmed_at=YESTERDAY, told_until=YESTERDAY)
    NoticeSettings.objects.update(ways={Topic.OWN: Way.DAILY})
    tell(cast.worker, "灯", YESTERDAY + dt.timedelta(hours=3))


def both_write():
    """How many letters each of two runs at the same moment believes to have written."""
    write = partial(notifications.send_daily_letters, MORNING)
    return sorted(at_once(write, write))


def test_two_that_run_at_once_write_one_letter(waiting):
    assert both_write() == [0, 1]
    assert OutboxMessage.objects.count() == 1


def test_without_the_lock_both_would_write_it(waiting, monkeypatch):
    shown = list(NoticeSettings.objects.mailable())
    # Each has looked who is due before the other one began.
    monkeypatch.setattr(NoticeSettings.objects, "mailable", lambda: SimpleNamespace(filter=lambda **_narrowed: shown))
    monkeypatch.setattr(daily, "_locked", lambda _shown: copy.copy(shown[0]))
    assert both_write() == [1, 1]
