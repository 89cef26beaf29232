"""Telling of plates: staff what waits, the keepers of a workshop what was decided."""

from alliance_portal.text import headline
from members.models import Topic
from members.notifications import path_to, settle, tell

from .kinds import plates as kinds
from .recipients import district_staff, officers_of, runners_of

TEXT_LENGTH = 80


def _about(plate):
    return f"plate:{plate.pk}"


def _tell(kind, users, plate, **facts):
    facts = {"workshop": plate.workshop.name, "title": plate.title} | facts
    tell(kind, users, subject=_about(plate), path=path_to("workshops:plate", plate.pk), **facts)


def _decided(kind, plate, **facts):
    """What was to be done about the plate is done; its keepers read what came of it."""
    settle(_about(plate), Topic.WORKSHOPS)
    _tell(kind, runners_of(plate.workshop), plate, **facts)


def brief(text):
    return headline(text, TEXT_LENGTH)


def applied(plate):
    _tell(kinds.plate_applied, district_staff(), plate)


def sent_back(plate, reason):
    _decided(kinds.plate_sent_back, plate, text=brief(reason))


def named(plate):
    _decided(kinds.plate_named, plate, day=plate.granted_on.isoformat())


def review_begun(plate):
    _decided(kinds.plate_review_begun, plate)


def passed(plate):
    due = plate.review_due_on
    _decided(kinds.plate_passed, plate, day=due.isoformat() if due else "")


def to_be_put_right(plate, reason):
    _decided(kinds.plate_rectify, plate, day=plate.rectify_by.isoformat(), text=brief(reason))


def revoked(plate, reason):
    _decided(kinds.plate_revoked, plate, day=plate.revoked_on.isoformat(), text=brief(reason))


def review_soon(plate, day, days, now):
    users = [*district_staff(), *officers_of(plate.workshop)]
    _tell(kinds.plate_review_soon, users, plate, day=day.isoformat(), days=days, now=now)


def rectify_late(plate, day, now):
    users = [*district_staff(), *officers_of(plate.workshop)]
    _tell(kinds.plate_rectify_late, users, plate, day=day.isoformat(), now=now)
