"""Workshops and plates as a ledger tells them: written with the source “ledger”, and taken back as if never read."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Sum

from alliance_portal import workflow
from alliance_portal.files import delete_with_files
from alliance_portal.models import Source

from ..models import Designation, DesignationEvent, Workshop, WorkshopMembership
from . import memberships, plates

LEVELS = list(Designation.Level)
RESTORED = (
    "level", "title", "body", "document_number", "granted_on", "leader_name", "team_size", "review_due_on",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row: a plate, and what it says of its workshop."""

    workshop: str
    kind: str
    level: str
    system: str
    title: str
    body: str
    document_number: str
    granted_on: dt.date
    leader_name: str
    honour: str
    team_size: int | None
    speciality: str
    leader_title: str = ""

    @property
    def plate(self):
        """The facts of the plate itself."""
        names = ("level", "system", "title", "body", "document_number", "leader_name", "team_size")
        return {name: getattr(self, name) for name in names}


class LedgerWriter:
    """Writes the rows of one enterprise; call it inside a transaction that holds the enterprise."""

    def __init__(self, enterprise, *, by):
        self.enterprise, self.by = enterprise, by
        self.slugs = set(Workshop.objects.filter(slug__startswith=self._prefix).values_list("slug", flat=True))

    @property
    def _prefix(self):
        return f"{self.enterprise.code.lower()}-"

    def make_workshop(self, entries):
        """Make the workshop of these rows; its kind is that of the highest plate, its leader whoever can be meant."""
        highest = min(entries, key=lambda entry: LEVELS.index(entry.level))
        workshop = Workshop(
            name=highest.workshop,
            slug=self._new_slug(),
            kind=highest.kind,
            enterprise=self.enterprise,
            speciality=_first(entry.speciality for entry in entries),
            leader_honour=_first(entry.honour for entry in entries),
        )
        workshop._history_user = self.by
        workshop.save()
        self._enter_leader(workshop, highest, min(entry.granted_on for entry in entries))
        memberships.join_by_right(workshop, by=self.by)
        return workshop

    def _new_slug(self):
        number = len(self.slugs) + 1
        while f"{self._prefix}{number}" in self.slugs:
            number += 1
        self.slugs.add(f"{self._prefix}{number}")
        return f"{self._prefix}{number}"

    def _enter_leader(self, workshop, entry, since):
        """The table has no work numbers: of two people of one name neither is entered."""
        called = (
            list(self.enterprise.people.in_service().filter(name=entry.leader_name)[:2]) if entry.leader_name else []
        )
        if len(called) == 1:
            person = called[0]
            membership = WorkshopMembership(
                workshop=workshop,
                person=person,
                role=WorkshopMembership.Role.LEADER,
                title=entry.leader_title,
                joined_on=max(since, person.joined_on or since),
            )
            membership._history_user = self.by
            membership.save()

    def add(self, workshop, entry):
        """Enter the plate of a row; return it and what taking it back needs."""
        facts = {"by": self.by, "source": Source.LEDGER, "granted_on": entry.granted_on}
        made = plates.register(workshop, **facts, **entry.plate)
        return made, {"version": made.version, "workshop": workshop.pk, "events": []}

    def correct(self, plate, entry, names):
        """Correct what the row says anew; return (before, after) for taking it back."""
        before = {name: _plain(getattr(plate, name)) for name in RESTORED} | {"version": plate.version}
        last = plate.events.order_by("-pk").values_list("pk", flat=True).first()
        facts = {name: getattr(entry, name) for name in names}
        changed = plates.describe(plate, by=self.by, source=Source.LEDGER, **facts)
        events = list(plate.events.filter(pk__gt=last).values_list("pk", flat=True))
        return before, {"version": changed.version, "workshop": plate.workshop_id, "events": events}


def _first(values):
    return next((value for value in values if value), "")


def _plain(value):
    return value.isoformat() if isinstance(value, dt.date) else value


def image_of(workshop):
    """All that hangs on a workshop, by relation: it is no longer the same once somebody has worked with it."""
    found = {"saved": workshop.updated_at.isoformat()}
    for relation in Workshop._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: workshop})
        found[f"{relation.related_model._meta.label}.{relation.field.name}"] = _image_of_rows(rows)
    return found


def _image_of_rows(rows):
    """How many there are, and what tells that one of them was changed; plates are looked at one by one."""
    names = {field.name for field in rows.model._meta.fields} if rows.model is not Designation else ()
    marks = {"updated_at": Max("updated_at"), "version": Sum("version")}
    wanted = {"rows": Count("pk")} | {name: mark for name, mark in marks.items() if name in names}
    return {name: _plain(value) for name, value in rows.order_by().aggregate(**wanted).items()}


def take_back(rows, *, by):
    """Undo (plate, before, after) each: what is new goes, what was corrected is as before. Return {plate: version}."""
    versions, workshops = {}, set()
    for plate, before, after in rows:
        DesignationEvent.objects.filter(pk__in=after["events"]).delete()
        if before is None:
            delete_with_files([plate])
        else:
            versions[plate.pk] = _restore(plate, before)
        if after.get("made"):
            workshops.add(after["workshop"])
    for workshop in Workshop.objects.filter(pk__in=workshops):
        workshop._history_user = by
        delete_with_files([workshop])
    return versions


def _restore(plate, before):
    days = ("granted_on", "review_due_on")
    image = {name: before[name] for name in RESTORED}
    image |= {name: image[name] and dt.date.fromisoformat(image[name]) for name in days}
    workflow.put_back(plate, image)
    plate.save()
    return plate.version
