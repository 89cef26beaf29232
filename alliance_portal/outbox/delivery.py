"""The way out: claim a message, ask the other side, keep what came of it.

The claim is committed before the peer is asked, and no transaction is open while it is. A worker that dies in between
leaves a message that is sent once more when its lease is over, under the same Message-ID.
"""

import datetime as dt
import time
from collections import Counter
from functools import partial
from typing import NamedTuple

from django.db import Error, connection, transaction
from django.db.models import F
from django.utils import timezone

from alliance_portal.models import OutboxMessage

from . import chat, mail
from .failures import Trouble, UndeliveredError, kept_words

# Far longer than any message takes, so that nobody sends what somebody else is sending.
LEASE = dt.timedelta(minutes=5)
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
PATIENCE = dt.timedelta(days=3)
# Seconds between attempts to write down what was sent; together less than the lease.
WAITS = (1, 2, 4, 8, 15, 30)
SENDERS = {OutboxMessage.Channel.EMAIL: mail.send, OutboxMessage.Channel.CHAT: chat.send}
# What nobody needs to know any more.
BLANK = {"address": "", "secret": "", "subject": "", "body": ""}


class Delivered(NamedTuple):
    sent: int
    failed: int
    given_up: int


OUTCOMES = Delivered._fields


def deliver_due(*, now=None, limit=100):
    """Send what is due, at most `limit` messages; return how many were sent, failed for now, and were given up."""
    counts = Counter(deliver_each(now=now, limit=limit))
    return Delivered(*(counts[outcome] for outcome in OUTCOMES))


def deliver_each(*, now=None, limit=100):
    """As `deliver_due`, one message at a time: yields “sent”, “failed” or “given_up” for each.

    Raises RuntimeError inside a transaction. A peer that let its time pass is asked once and not again in this round,
    so that a hundred letters for a mute mail server do not keep a chat waiting.
    """
    clock = (lambda: now) if now else timezone.now
    silent = set()
    for _n in range(limit):
        message = _claim_next(clock, silent)
        if message is None:
            return
        yield _deliver(message, clock, silent)


def _claim_next(clock, silent):
    while (message := _next(clock(), silent)) is not None:
        if _claim(message, clock()):
            return message
    return None


def _next(now, silent):
    """The message that has been due longest and whose peer is not known to be silent, or None."""
    due = OutboxMessage.objects.due(now).order_by("not_before", "created_at")
    for channel, service in silent:
        due = due.exclude(channel=channel, service=service)
    return due.first()


def _claim(message, now):
    """Whether the message is now ours for the length of the lease; of two workers that ask, one gets True."""
    message.claimed_until = now + LEASE
    message.attempts += 1
    with transaction.atomic(durable=True):
        free = OutboxMessage.objects.due(now).filter(pk=message.pk)
        return free.update(claimed_until=message.claimed_until, attempts=F("attempts") + 1) == 1


def _deliver(message, clock, silent):
    try:
        _send(message)
    except UndeliveredError as error:
        if error.trouble == Trouble.SILENT:
            silent.add((message.channel, message.service))
        return _failed(message, error, clock())
    # Even if the lease ran out meanwhile: it is sent.
    row = OutboxMessage.objects.filter(pk=message.pk)
    _keep(partial(row.update, sent_at=clock(), given_up_at=None, last_error="", **BLANK))
    return "sent"


def _send(message):
    """Whatever goes wrong is a reason to try later; one bad message must not stop the others."""
    try:
        SENDERS[message.channel](message)
    except UndeliveredError:
        raise
    except Exception as error:
        raise UndeliveredError(Trouble.UNFIT, type(error).__name__) from error


def _failed(message, error, now):
    ours = OutboxMessage.objects.waiting().filter(pk=message.pk, claimed_until=message.claimed_until)
    words = kept_words(error, message)
    if now >= message.not_before + PATIENCE:
        _keep(partial(ours.update, given_up_at=now, last_error=words))
        return "given_up"
    _keep(partial(ours.update, claimed_until=now + _pause(message.attempts), last_error=words))
    return "failed"


def _pause(attempts):
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 16), LONGEST_PAUSE)


def _keep(write):
    """Write it down. A database that is away is waited for while the message is ours, so that nothing goes twice."""
    for wait in WAITS:
        try:
            return write()
        except Error:
            connection.close()
            time.sleep(wait)
    return write()
