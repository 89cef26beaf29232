"""Two at the outbox at the same moment, and workers that are killed, overtaken or without a database."""

import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from alliance_portal import outbox
from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import delivery
from alliance_portal.outbox.mail import message_id
from tests.portal.messages import DAY, MINUTE, letter, row
from tests.portal.peers import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def at_work(*targets):
    """Threads that do these things at once, each on a database connection of its own."""

    def work(target):
        try:
            target()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[target]) for target in targets]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


@pytest.fixture
def post_office(settings):
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def sent_by_two_workers(server, monkeypatch):
    """How often each of ten letters arrives when two workers choose the same one before either claims it."""
    outbox.put_many(letter(str(n)) for n in range(10))
    meeting, seen, choose = threading.Barrier(2), threading.local(), delivery._next

    def choose_together(now, silent):
        message = choose(now, silent)
        if not hasattr(seen, "first"):
            seen.first = message
            meeting.wait(timeout=5)
        return message

    monkeypatch.setattr(delivery, "_next", choose_together)
    with at_work(outbox.deliver_due, outbox.deliver_due):
        pass
    arrived = [each["Message-ID"] for each in server.received]
    return [arrived.count(message_id(str(n))) for n in range(10)]


def test_two_workers_send_each_letter_once(post_office, monkeypatch):
    assert sent_by_two_workers(post_office, monkeypatch) == [1] * 10
    assert OutboxMessage.objects.sent().filter(attempts=1).count() == 10


def test_without_the_claim_two_workers_would_send_a_letter_twice(post_office, monkeypatch):
    monkeypatch.setattr(delivery, "_claim", lambda message, now: True)
    assert max(sent_by_two_workers(post_office, monkeypatch)) == 2


def put_twice_at_once():
    """What came of two transactions that put an overlapping set of keys: how many were new for each, or the error."""
    start, results = threading.Barrier(2), []

    def put(keys):
        start.wait(timeout=5)
        try:
            with transaction.atomic():
                results.append(outbox.put_many(letter(key) for key in keys))
                time.sleep(0.05)
        except Exception as error:
            results.append(error)

    with at_work(lambda: put("abc"), lambda: put("cba")):
        pass
    return results


def test_of_two_that_put_a_key_at_once_one_is_told_that_it_is_new():
    assert sorted(put_twice_at_once()) == [0, 3]
    assert OutboxMessage.objects.count() == 3


def test_were_known_keys_not_skipped_the_second_would_fail(monkeypatch):
    insert = QuerySet.bulk_create
    monkeypatch.setattr(QuerySet, "bulk_create", lambda self, rows, **options: insert(self, rows))
    assert sorted(isinstance(result, IntegrityError) for result in put_twice_at_once()) == [False, True]


class KilledError(BaseException):
    """What nothing in the worker survives."""


def test_a_worker_killed_before_it_writes_down_sends_one_copy_more_under_the_same_id(monkeypatch):
    noon = timezone.now()
    outbox.put(letter(not_before=noon))
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_keep", lambda write: (_ for _ in ()).throw(KilledError))
        with pytest.raises(KilledError):
            outbox.deliver_due(now=noon)

    assert outbox.deliver_due(now=noon + delivery.LEASE - MINUTE / 60) == (0, 0, 0)
    assert outbox.deliver_due(now=noon + delivery.LEASE) == (1, 0, 0)
    assert outbox.deliver_due(now=noon + DAY) == (0, 0, 0)
    assert [sent.message()["Message-ID"] for sent in mail.outbox] == [message_id("a")] * 2


def test_a_database_that_is_away_when_the_letter_is_out_is_waited_for(monkeypatch):
    outbox.put(letter())
    refusals = [OperationalError("gone"), DatabaseError("still gone")]
    naps = []
    monkeypatch.setattr(delivery, "time", SimpleNamespace(sleep=naps.append))

    def away(execute, sql, params, many, context):
        if mail.outbox and refusals:
            raise refusals.pop()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        assert outbox.deliver_due() == (1, 0, 0)
    assert (naps, row().state, len(mail.outbox)) == ([1, 2], "sent", 1)


@pytest.fixture
def late(monkeypatch):
    """Deliver one letter by a worker that is so slow that something else happens to the row before it is through."""

    def late(meanwhile, *, fails):
        noon = timezone.now()
        outbox.put(letter(not_before=noon))

        def slow(message):
            monkeypatch.setitem(delivery.SENDERS, "email", lambda message: None)
            meanwhile(noon + delivery.LEASE)
            if fails:
                raise KeyError

        monkeypatch.setitem(delivery.SENDERS, "email", slow)
        outbox.deliver_due(now=noon, limit=1)
        return row(), noon

    return late


def test_a_late_failure_does_not_undo_what_the_next_worker_sent(late):
    message, _noon = late(lambda now: outbox.deliver_due(now=now), fails=True)
    assert (message.state, message.last_error) == ("sent", "")


def test_a_late_failure_leaves_the_letter_in_the_next_workers_hands(late):
    message, noon = late(lambda now: delivery._claim(row(), now), fails=True)
    assert (message.claimed_until, message.attempts, message.last_error) == (noon + 2 * delivery.LEASE, 2, "")


def test_what_went_out_late_was_sent_even_if_somebody_gave_it_up(late):
    message, _noon = late(lambda now: OutboxMessage.objects.update(given_up_at=now), fails=False)
    assert (message.state, message.given_up_at) == ("sent", None)
