"""Where people go after sign-in."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from members.models import Role
from members.permissions import department_ids_headed_by, enterprise_ids_with, is_auditor, is_district_staff
from workshops.permissions import judges_any
from workshops.permissions.running import runs_something

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
    desk = _desk_of_role(request.user)
    if desk is None and request.user.person_or_none:
        desk = "suggestions:mine"
    if desk is None and judges_any(request.user):
        desk = "workshops:judging"
    return redirect(desk) if desk else _no_desk(request)


@require_safe
def workbench(request):
    """To the desk of one's role, or of what one heads or runs in person; who has none is told whom to ask."""
    desk = _desk_of_role(request.user) or _desk_in_person(request.user)
    return redirect(desk) if desk else _no_desk(request)


def _desk_of_role(user):
    if is_district_staff(user):
        return "admin:index"
    if is_auditor(user):
        return "admin:alliance_portal_auditentry_changelist"
    return next((page for role, page in DESKS if enterprise_ids_with(user, role)), None)


def _desk_in_person(user):
    """Heads of departments answer what came from there; others may lead a workshop or keep an alliance."""
    if department_ids_headed_by(user):
        return "suggestions:queue"
    if runs_something(user):
        return "workshops:desk"
    return "workshops:judging" if judges_any(user) else None


def _no_desk(request):
    return render(request, "no_desk.html")
