"""The way into the outbox."""

import datetime as dt
from dataclasses import dataclass, field
from operator import attrgetter

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alliance_portal.models import OutboxMessage
from alliance_portal.text import clean, clean_line

from .delivery import deliver_due

LONGEST_SUBJECT = 200
# SQLite takes only so many values in one statement.
BATCH = 500


@dataclass(frozen=True)
class Letter:
    """An e-mail. `key` says what it is about: of two messages with one key, the first is sent and no other."""

    key: str
    # What is printed of a message tells nobody whom it is for.
    address: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    not_before: dt.datetime | None = None

    def row(self):
        return OutboxMessage(
            key=self.key,
            channel=OutboxMessage.Channel.EMAIL,
            address=clean_line(self.address),
            subject=clean_line(self.subject)[:LONGEST_SUBJECT],
            body=clean(self.body),
            not_before=self.not_before or timezone.now(),
        )


@dataclass(frozen=True)
class ChatLine:
    """A text for the group robot at `address`; `secret` is there when the robot wants its messages signed."""

    key: str
    service: str
    address: str = field(repr=False)
    secret: str = field(repr=False)
    body: str = field(repr=False)
    not_before: dt.datetime | None = None

    def row(self):
        return OutboxMessage(
            key=self.key,
            channel=OutboxMessage.Channel.CHAT,
            service=self.service,
            address=clean_line(self.address),
            secret=clean_line(self.secret),
            body=clean(self.body),
            not_before=self.not_before or timezone.now(),
        )


def put(message):
    """As `put_many`, for one message."""
    return put_many([message])


def put_many(messages):
    """Insert the messages in the caller's transaction; return how many are new, whose key nobody has used.

    Raises ValidationError for what nobody could ever send: without address or text, with a key of over 150 characters.
    """
    # In one order everywhere: two transactions that put the same keys then never wait for each other.
    rows = sorted((message.row() for message in messages), key=attrgetter("key"))
    for row in rows:
        row.clean_fields()
    with transaction.atomic():
        new = sum(_insert(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))
        if new and settings.OUTBOX_AT_ONCE:
            transaction.on_commit(deliver_due, robust=True)
    return new


def _insert(rows):
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
    return OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).count()
