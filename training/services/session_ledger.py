"""Sessions as a ledger tells them: entered in bulk as held, corrected, and put back as they were."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from simple_history.utils import bulk_create_with_history

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.periods import start_of
from workshops.models import NumberSeries
from workshops.services import numbers

from ..models import Session, SessionEvent

Status, Verb = Session.Status, SessionEvent.Verb
# A ledger knows the day alone. Sessions begin in the morning, so that they are of that day wherever they are read.
BEGINS = dt.timedelta(hours=8)
# Which column of the ledger tells a fact.
COLUMNS = {
    "function": "function", "form": "form", "place": "place", "class_hours": "hours", "lecturer": "lecturer",
    "head_count": "heads",
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a row says; None and "" say nothing."""

    topic: str
    function: str
    kind: str
    form: str
    place: str
    lecturer: str
    class_hours: Decimal | None
    head_count: int | None
    day: dt.date
    hosts: tuple

    @classmethod
    def of(cls, values, *, kind, hosts):
        """The facts of a row that was read."""
        hours, day = values.get("hours"), values.get("held_on")
        return cls(
            topic=values.get("topic") or "",
            function=values.get("function") or "",
            kind=kind,
            form=values.get("form") or "",
            place=values.get("place") or "",
            lecturer=values.get("lecturer") or "",
            class_hours=None if hours in (None, "") else Decimal(hours),
            head_count=values.get("heads"),
            day=dt.date.fromisoformat(day) if day else None,
            hosts=tuple(dict.fromkeys(hosts)),
        )

    def told(self):
        """{field: value} of what it says beside topic, kind and day."""
        return {name: value for name, value in _columns_of(self).items() if value not in (None, "")}

    def differences(self, session):
        """The columns that say something else than the session."""
        there = {name: getattr(session, name) for name in COLUMNS}
        if session.lecturer_person_id:
            there["lecturer"] = session.lecturer_person.name
        told = self.told()
        if session.booking_id:
            # The portal knows the place by its venue.
            told.pop("place", None)
        changed = [COLUMNS[name] for name, value in told.items() if value != there[name]]
        is_moved = self.hosts and {one.pk for one in self.hosts} != {one.pk for one in session.workshops.all()}
        return [*changed, "others"] if is_moved else changed


def _columns_of(facts):
    return {name: getattr(facts, name) for name in COLUMNS}


def enter_all(enterprise, rows, *, by):
    """Enter sessions as held on their day; each gets the next public number of its year, in the order of the days."""
    made = []
    ordered = sorted(rows, key=lambda row: row.facts.day)
    for year, several in groupby(ordered, key=lambda row: row.facts.day.year):
        several = list(several)
        given = numbers.allocate_many(NumberSeries.Letter.SESSION, year, len(several))
        made += [_new(enterprise, row.facts, number, by) for row, number in zip(several, given, strict=True)]
    events = [event for one in made for event in workflow.walk(one, _steps(one, by), source=Source.LEDGER)]
    bulk_create_with_history(made, Session, default_user=by)
    by_number = dict(Session.objects.filter(number__in=[one.number for one in made]).values_list("number", "pk"))
    _host(ordered, made, by_number)
    for event in events:
        event.record_id = by_number[event.record.number]
    SessionEvent.objects.bulk_create(events)


def _new(enterprise, facts, number, by):
    starts_at = start_of(facts.day) + BEGINS
    hours = facts.class_hours or Decimal(0)
    length = dt.timedelta(minutes=max(int(hours * 60), 60))
    return Session(
        number=number, enterprise=enterprise, source=Source.LEDGER, created_by=by, starts_at=starts_at,
        ends_at=starts_at + min(length, dt.timedelta(hours=14)), topic=facts.topic, function=facts.function,
        kind=facts.kind, form=facts.form or Session.Form.ON_SITE, place=facts.place, lecturer=facts.lecturer,
        class_hours=hours, head_count=facts.head_count,
    )  # fmt: skip


def _steps(session, by):
    begun = session.starts_at
    yield workflow.Step(Verb.CREATED, begun, to=Status.DRAFT, by=by, role="system")
    yield workflow.Step(Verb.ANNOUNCED, begun, to=Status.ANNOUNCED, by=by, role="system")


def _host(rows, made, by_number):
    through = Session.workshops.through
    links = []
    for row, one in zip(rows, made, strict=True):
        key = by_number[one.number]
        row.object_id, row.before, row.after = key, None, {"version": one.version}
        links += [through(session_id=key, workshop_id=host.pk) for host in row.facts.hosts]
    through.objects.bulk_create(links)


def correct_all(rows, *, by):
    """Correct sessions that came from a ledger, with an event each; `before` and `after` let it be undone."""
    for row in rows:
        one = Session.objects.select_for_update().get(pk=row.object_id)
        row.before = _image(one)
        one._history_user = by
        steps = [workflow.Step(Verb.CHANGED, one.starts_at, by=by, role="system")]
        events = SessionEvent.objects.bulk_create(workflow.walk(one, steps, source=Source.LEDGER))
        _put(one, row.facts.told() | {"kind": row.facts.kind})
        if row.facts.hosts:
            one.workshops.set(row.facts.hosts)
        row.after = {"version": one.version, "events": [event.pk for event in events]}


def _put(session, facts):
    for name, value in facts.items():
        setattr(session, name, value)
    session.save()


def _image(session):
    kept = {name: getattr(session, name) for name in (*COLUMNS, "kind")}
    hosts = sorted(session.workshops.values_list("pk", flat=True))
    return kept | {"class_hours": str(session.class_hours), "workshops": hosts}


def put_back_all(written):
    """Undo (session, before, after) each: what was new is gone, what was corrected says what it said before."""
    for session, before, after in written:
        if before is None:
            session.delete()
            continue
        SessionEvent.objects.filter(pk__in=after["events"]).delete()
        hosts = before.pop("workshops")
        workflow.put_back(session, before | {"class_hours": Decimal(before["class_hours"])})
        session.save()
        session.workshops.set(hosts)
