"""Where people go after sign-in, and their own account."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .. import permissions
from ..models import Consent, Role

# The page on which each role has most to do; who holds several starts with the first.
DESKS = (
    (Role.REVIEWER, "suggestions:queue"),
    (Role.LEADER, "dashboard"),
    (Role.OFFICER, "members:roster"),
    (Role.FINANCE, "suggestions:benefits"),
)


@require_safe
def landing(request):
    """After sign-in: to the desk of one's role, a worker to the own suggestions."""
    desk = _desk_of(request.user)
    if desk is None and request.user.person_or_none:
        desk = "suggestions:mine"
    return redirect(desk) if desk else _no_desk(request)


@require_safe
def workbench(request):
    """To the desk of one's role, heads of departments to what came from there; who has none is told whom to ask."""
    desk = _desk_of(request.user)
    if desk is None and permissions.department_ids_headed_by(request.user):
        desk = "suggestions:queue"
    return redirect(desk) if desk else _no_desk(request)


def _desk_of(user):
    if permissions.is_district_staff(user):
        return "admin:index"
    return next((page for role, page in DESKS if permissions.enterprise_ids_with(user, role)), None)


def _no_desk(request):
    return render(request, "members/no_desk.html")


@require_safe
def account(request):
    """Who the portal thinks one is, and the way to change the password or sign out."""
    held = request.user.role_assignments.select_related("enterprise")
    person = request.user.person_or_none
    context = {
        "person": person,
        "held": held,
        "layout": "worker.html" if person else "workbench.html",
        "willing": Consent.objects.visible_to(request.user).in_force_of(person, Consent.Purpose.HELP),
    }
    return render(request, "members/account.html", context)
