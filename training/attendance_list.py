"""The list of a session as the door, the desk and the paper read it: who is expected, who is there, and how."""

from collections import Counter
from dataclasses import dataclass, field

from .models import Attendance, EarlyScan, Enrolment
from .services import door


@dataclass
class Line:
    """One person. `scanned` is an early scan that waits for the door; `waits` whoever has no seat."""

    person: object
    enrolment: Enrolment | None = None
    attendance: Attendance | None = None
    scanned: EarlyScan | None = None
    shares_phone: bool = False

    @property
    def waits(self):
        return self.enrolment is not None and self.enrolment.status == Enrolment.Status.WAITING

    @property
    def has_seat(self):
        return self.enrolment is not None and self.enrolment.status == Enrolment.Status.CONFIRMED

    @property
    def arrived_at(self):
        return self.attendance.arrived_at if self.attendance else self.scanned.scanned_at

    @property
    def way(self):
        return (self.attendance or self.scanned).get_way_display()


@dataclass
class People:
    """`arrived` in the order in which they came, `missing` by unit and name; those who wait for a seat come last."""

    arrived: list = field(default_factory=list)
    missing: list = field(default_factory=list)

    @property
    def expected(self):
        """How many have a seat or are there."""
        return len(self.arrived) + sum(not line.waits for line in self.missing)

    @property
    def shares_phone(self):
        return any(line.shares_phone for line in self.arrived)


def people_of(session, check_in, now):
    """Everybody with a seat, in the line or there, in four queries."""
    lines = {one.person_id: Line(one.person, one) for one in session.enrolments.standing().with_people()}
    for one in session.attendances.with_people():
        lines.setdefault(one.person_id, Line(one.person)).attendance = one
    early = list(session.early_scans.select_related("person__enterprise", "person__department__parent"))
    for one in early:
        lines.setdefault(one.person_id, Line(one.person)).scanned = one
    _mark_phones(lines.values())
    return _sorted(lines.values(), is_open=door.state(session, check_in, now) != door.EARLY)


def _mark_phones(lines):
    """A second account on one phone: shown to whoever runs the door, and never refused."""
    marks = {id(line): (line.attendance or line.scanned).device for line in lines if line.attendance or line.scanned}
    used = Counter(filter(None, marks.values()))
    for line in lines:
        line.shares_phone = used[marks.get(id(line), "")] > 1


def _sorted(lines, *, is_open):
    """Whoever scanned early is there as soon as the door is open, whether it was noted already or not."""
    there, missing = [], []
    for line in lines:
        is_there = line.attendance or (line.scanned and line.has_seat and is_open)
        (there if is_there else missing).append(line)
    return People(
        arrived=sorted(there, key=lambda line: (line.arrived_at is None, line.arrived_at)),
        missing=sorted(missing, key=lambda line: (line.waits, *_unit(line.person))),
    )


def _unit(person):
    return person.enterprise.name, person.department.name, person.name, person.work_number
