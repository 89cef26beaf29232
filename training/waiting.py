"""Which one in the line somebody is."""

from .models import Enrolment


def place_of(enrolment):
    return places_of([enrolment])[enrolment.pk]


def places_of(enrolments):
    """{id of an enrolment that waits: its place, from 1}, in one query for all of them."""
    waiting = [one.session_id for one in enrolments if one.status == Enrolment.Status.WAITING]
    lines = {}
    for session, pk in Enrolment.objects.waiting().filter(session__in=waiting).values_list("session", "pk"):
        lines.setdefault(session, []).append(pk)
    return {pk: place for line in lines.values() for place, pk in enumerate(line, 1)}
