"""The one place that changes a status.

A model declares `Status`, `TRANSITIONS` (status -> statuses it may move to), an integer `version`, and an event model
whose foreign key `record` has `related_name="events"`. `move` does the rest.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Source


class WorkflowError(Exception):
    """A business rule said no; the message is fit for the person who asked."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class TransitionError(WorkflowError):
    """The record is not in a status from which this move may start."""

    def __init__(self, record, to):
        super().__init__(
            _("This is already “%(status)s”, so the step no longer fits.") % {"status": record.get_status_display()}
        )
        self.record, self.to = record, to


class StaleError(WorkflowError):
    """Somebody else changed the record after it was shown."""

    def __init__(self, record):
        super().__init__(_("Somebody else has changed this meanwhile."))
        self.record = record


def lock(record, *, version=None):
    """Lock the row, return it freshly read; call inside a transaction.

    Raises StaleError when `version` is given and no longer the row's version.
    """
    fresh = type(record)._base_manager.select_for_update().get(pk=record.pk)
    if version is not None and fresh.version != version:
        raise StaleError(fresh)
    return fresh


def append(record, verb, *, by=None, role="", note="", occurred_at=None, source=Source.WEB, to=""):
    """Append one event to the record's history and return it."""
    return record.events.create(
        verb=verb,
        from_status=record.status if to else "",
        to_status=to,
        note=note,
        actor=by,
        actor_role=role,
        occurred_at=occurred_at or timezone.now(),
        source=source,
    )


def move(
    record, to, *, verb="", by=None, role="", note="", occurred_at=None, source=Source.WEB, version=None, **fields
):
    """Move the record to status `to` with its event, all in one transaction; return the fresh record.

    `fields` are saved with it. Raises TransitionError where no way leads to `to`, StaleError as `lock` does.
    """
    with transaction.atomic():
        fresh = lock(record, version=version)
        if to not in fresh.TRANSITIONS.get(fresh.status, ()):
            raise TransitionError(fresh, to)
        append(fresh, verb or to, by=by, role=role, note=note, occurred_at=occurred_at, source=source, to=to)
        fresh.status = to
        save(fresh, "status", **fields)
    return fresh


def save(record, *names, **fields):
    """Save the named and the given fields and raise the version by one, so that open forms notice."""
    for name, value in fields.items():
        setattr(record, name, value)
    record.version = F("version") + 1
    record.save(update_fields=[*names, *fields, "version"])
    record.refresh_from_db(fields=["version"])


@dataclass(frozen=True)
class Step:
    """One line of a history that is written in bulk; `to` is empty when the status stays."""

    verb: str
    occurred_at: dt.datetime
    to: str = ""
    by: object = None
    role: str = ""
    note: str = ""


def walk(record, steps, *, source):
    """Bulk form of `move`: take a new or a locked record through the steps in memory, return its unsaved events.

    The caller saves records and events in one transaction. Raises TransitionError as `move` does.
    """
    event_model = record._meta.get_field("events").related_model
    events = []
    for step in steps:
        is_first = record._state.adding and not events
        if step.to and not is_first and step.to not in record.TRANSITIONS.get(record.status, ()):
            raise TransitionError(record, step.to)
        events.append(
            event_model(
                record=record,
                verb=step.verb,
                from_status=record.status if step.to and not is_first else "",
                to_status=step.to,
                note=step.note,
                actor=step.by,
                actor_role=step.role,
                occurred_at=step.occurred_at,
                source=source,
            )
        )
        record.status = step.to or record.status
    if not record._state.adding:
        record.version += 1
    return events


def put_back(record, image):
    """Give a locked record the fields, the status included, that it had before an import; the caller saves it.

    The version goes on, so that a form opened meanwhile is stale.
    """
    for name, value in image.items():
        setattr(record, name, value)
    record.version += 1
