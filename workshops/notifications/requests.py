"""Whom a request to workshops concerns: officers of their enterprises and those who lead them; in the end, staff."""

from collections import defaultdict

from members.models import RoleAssignment, Topic, User
from members.notifications import path_to, settle, tell

from ..models import WorkshopMembership
from .kinds import requests as kinds
from .recipients import district_staff


def _about(request):
    return f"request:{request.pk}"


def sent(request, workshops, now):
    _tell_runners(kinds.request_sent, request, workshops, now)


def due_soon(request, workshops, now):
    _tell_runners(kinds.request_due, request, workshops, now)


def _tell_runners(kind, request, workshops, now):
    """Each person once, with the number of workshops that are theirs to answer for."""
    by_number = defaultdict(list)
    for user, theirs in runners_of(workshops).items():
        by_number[len(theirs)].append(user)
    path = path_to("workshops:request", request.pk)
    for number, users in sorted(by_number.items()):
        facts = {"title": request.title, "day": request.due_on.isoformat(), "number": number}
        tell(kind, users, subject=_about(request), path=path, now=now, **facts)


def runners_of(workshops):
    """{user: ids of the workshops} of officers of the enterprises and of those who lead a workshop today."""
    found = defaultdict(set)
    by_enterprise = defaultdict(set)
    for workshop in workshops:
        by_enterprise[workshop.enterprise_id].add(workshop.pk)
    for held in RoleAssignment.objects.filter(role="officer", enterprise__in=by_enterprise).select_related("user"):
        found[held.user] |= by_enterprise[held.enterprise_id]
    leading = WorkshopMembership.objects.current().filter(role="leader", workshop__in=[one.pk for one in workshops])
    for membership in leading.filter(person__user__isnull=False).select_related("person__user"):
        found[membership.person.user].add(membership.workshop_id)
    gone = set(User.objects.filter(pk__in=[user.pk for user in found], person__in_service=False))
    return {user: theirs for user, theirs in found.items() if user.is_active and user not in gone}


def confirmed(request):
    """Whoever has nothing left to answer there is no longer rung for."""
    answers = list(request.answers.select_related("workshop"))
    waiting = runners_of([answer.workshop for answer in answers if not answer.confirmed_at])
    everybody = runners_of([answer.workshop for answer in answers])
    settle(_about(request), Topic.WORKSHOPS, users=[user for user in everybody if user not in waiting])


def withdrawn(request, reason, now):
    settle(_about(request), Topic.WORKSHOPS)
    users = list(runners_of([answer.workshop for answer in request.answers.select_related("workshop")]))
    path = path_to("workshops:requirements")
    tell(kinds.request_withdrawn, users, subject=_about(request), path=path, now=now, title=request.title, text=reason)


def all_confirmed(request, now):
    """Everybody of the district's staff: one of them hands the tables in."""
    facts = {"title": request.title, "number": request.answers.count()}
    tell(
        kinds.request_done,
        district_staff(),
        subject=_about(request),
        path=path_to("admin:radar-request", request.pk),
        now=now,
        **facts,
    )
