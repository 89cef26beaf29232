"""Enrolling many at once: a department, or people by their work numbers."""

from dataclasses import dataclass, field

from django.utils import timezone

from ..models import Enrolment
from ..permissions.sessions import is_for
from . import seats

Status = Enrolment.Status


@dataclass
class Team:
    """What became of each: who has a seat now, who waits, who was in it before, and (person, why) of the others."""

    seated: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    there: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def enrol_team(session, people, *, by, occurred_at=None):
    """Enrol these people in their order, as `seats.enrol` does with one; return the Team."""
    team, answers = Team(), {}

    def fits(person, row):
        key = person.enterprise_id, row.pk
        if key not in answers:
            answers[key] = is_for(person, row)
        return answers[key]

    with seats.held(session) as rows:
        now = occurred_at or timezone.now()
        seats.move_up(rows, now)
        known = _known(rows, people)
        own = next(row for row in rows if row.pk == session.pk)
        for person in people:
            words = seats.why_not(own, person, now, fits=lambda one, _row: all(fits(one, row) for row in rows))
            if words:
                team.refused.append((person, words))
            else:
                _enrol(team, rows, own, person, known.get(person.pk, {}), by, now)
    return team


def _known(rows, people):
    known = {}
    for one in Enrolment.objects.filter(session__in=rows, person__in=people):
        known.setdefault(one.person_id, {})[one.session_id] = one
    return known


def _enrol(team, rows, own, person, known, by, now):
    """Whoever is in it gets what is missing: a day may have been added to the course since."""
    before = known.get(own.pk)
    was_in = before is not None and before.status != Status.CANCELLED
    put = seats.take(rows, person, by=by, now=now, known=known)[own.pk]
    seated = team.seated if put.status == Status.CONFIRMED else team.waiting
    (team.there if was_in else seated).append(person)
