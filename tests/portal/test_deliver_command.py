"""The worker: it sends what falls due, stops when it is told to, and outlives a database that is away."""

import datetime as dt
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from alliance_portal import outbox
from alliance_portal.management.commands import deliver
from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import Letter
from alliance_portal.outbox.mail import message_id
from tests.portal.peers import MailServer

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESS = "wang.hai@example.org"


def put(*keys, address=ADDRESS, ago=0):
    moment = timezone.now() - dt.timedelta(days=ago)
    outbox.put_many(Letter(key, address, "有回音了", "您的建议已采纳。", not_before=moment) for key in keys)


@pytest.fixture
def said(caplog):
    """What the worker logs, line by line."""
    caplog.set_level(logging.INFO)
    return lambda: [record.getMessage() for record in caplog.records]


@pytest.fixture
def rounds(monkeypatch):
    """Let a worker that works for ever stop after so many rounds."""

    def rounds(number):
        left = iter(range(number - 1))

        def wait(self, seconds):
            self.stopping = next(left, None) is None

        monkeypatch.setattr(deliver.Command, "_wait", wait)

    return rounds


@pytest.fixture
def post_office(settings):
    """A mail server that keeps a letter in its hands until it is told to answer."""
    with MailServer(look=5) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
        server.seen.set()


def test_once_sends_what_is_due_and_says_so_in_one_line(db, said):
    put("a", "b")
    call_command("deliver", once=True)

    assert len(mail.outbox) == 2
    assert said() == ["Messages: 2 sent, 0 failed, 0 given_up"]


def test_failures_are_said_without_an_address(db, said, caplog):
    put("a", address="no address")
    put("b", address="nor is this", ago=4)
    call_command("deliver", once=True)

    assert said() == ["Messages: 0 sent, 1 failed, 1 given_up"]
    assert caplog.records[0].levelname == "WARNING"


def test_nothing_to_send_is_not_worth_a_line(db, said):
    call_command("deliver", once=True)
    assert said() == []


def test_more_than_one_round_holds_is_sent_all_the_same(db, monkeypatch):
    put(*"abcde")
    each = outbox.deliver_each
    monkeypatch.setattr(outbox, "deliver_each", lambda: each(limit=2))
    call_command("deliver", once=True)

    assert len(mail.outbox) == 5


def test_it_looks_again_and_again(db, rounds, monkeypatch):
    rounds(3)
    work = deliver.Command._work

    def one_more(self):
        put(str(len(mail.outbox)))
        work(self)

    monkeypatch.setattr(deliver.Command, "_work", one_more)
    call_command("deliver")
    assert len(mail.outbox) == 3


def test_it_forgets_whom_old_messages_were_for(db):
    put("old", "young", address="no address", ago=40)
    assert outbox.deliver_due() == (0, 0, 2)
    month_ago = timezone.now() - dt.timedelta(days=31)
    OutboxMessage.objects.filter(key="old").update(given_up_at=month_ago)
    call_command("deliver", once=True)

    assert [OutboxMessage.objects.get(key=key).address for key in ("old", "young")] == ["", "no address"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_letter_in_hand_go_out_and_no_other(post_office, number):
    put("a", "b")
    before = signal.getsignal(number)

    def interrupt():
        post_office.taken.wait()
        os.kill(os.getpid(), number)
        post_office.seen.set()

    thread = threading.Thread(target=interrupt)
    thread.start()
    call_command("deliver", every=60)
    thread.join()

    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 1]
    assert OutboxMessage.objects.sent().count() == len(post_office.received) == 1
    assert signal.getsignal(number) == before


def test_a_signal_ends_the_waiting(db):
    timer = threading.Timer(0.2, os.kill, [os.getpid(), signal.SIGTERM])
    timer.start()
    call_command("deliver", every=600)
    timer.join()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_waited_for_and_said_once(rounds, said):
    put("a")
    rounds(5)
    refusals = [OperationalError("server closed the connection")] * 3

    def away(execute, sql, params, many, context):
        if refusals:
            raise refusals.pop()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        call_command("deliver")

    assert len(mail.outbox) == 1
    assert said() == [
        "The database does not answer (OperationalError); waiting for it.",
        "Messages: 1 sent, 0 failed, 0 given_up",
        "The database answers again.",
    ]


def test_once_does_not_wait_for_a_database(db, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(outbox, "forget", away)
    with pytest.raises(OperationalError):
        call_command("deliver", once=True)


def the_same_database():
    """The environment in which another process finds the database of the tests."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{place['NAME']}"}
    return {"DATABASE_URL": f"postgresql:///{place['NAME']}", "PGHOST": place["HOST"], "PGUSER": place["USER"]}


@contextmanager
def worker_process(port):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "alliance_portal.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        **the_same_database(),
    }
    with subprocess.Popen([sys.executable, "manage.py", "deliver"], cwd=ROOT, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_with_a_letter_in_hand_costs_one_copy_at_most(post_office):
    put("a", "b")
    with worker_process(post_office.port) as worker:
        assert post_office.taken.wait(timeout=20)
    assert worker.returncode == -signal.SIGKILL

    post_office.seen.set()
    assert outbox.deliver_due() == (1, 0, 0)
    lease_is_over = timezone.now() + dt.timedelta(minutes=5)
    assert outbox.deliver_due(now=lease_is_over) == (1, 0, 0)
    assert outbox.deliver_due(now=lease_is_over + dt.timedelta(days=9)) == (0, 0, 0)
    arrived = [letter["Message-ID"] for letter in post_office.received]
    assert sorted(arrived.count(message_id(key)) for key in "ab") == [1, 2]
