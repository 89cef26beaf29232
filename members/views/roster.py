"""Somebody on the roster: what is known, and joining, moving, leaving, coming back."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.text import clean_line
from alliance_portal.workflow import StaleError, WorkflowError

from .. import permissions, services
from ..changes import changes_of
from ..forms.roster import EnterForm, LeaveForm, MoveForm, ReturnForm
from ..models import Person
from ..reauthentication import freshly_signed_in
from .people import enterprise_to_manage

# step: (form, service, what the page and its button say, whether it is for people in service)
STEPS = {
    "move": (MoveForm, services.roster.move_person, gettext_lazy("Move to another department"), True),
    "leave": (LeaveForm, services.roster.let_go, gettext_lazy("Enter that somebody has left"), True),
    "return": (ReturnForm, services.roster.take_back, gettext_lazy("Enter that somebody came back"), False),
}
DONE = {
    "move": gettext_lazy("%(name)s works in the new department from today on."),
    "leave": gettext_lazy("%(name)s has left. The account opens nothing any more; all that was done stays."),
    "return": gettext_lazy("%(name)s is in service again. Roles have to be given anew."),
}


@require_safe
def person(request, work_number):
    """What is known, what happened, and what can be done."""
    shown = _person(request, work_number)
    account = shown.user
    context = {
        "person": shown,
        "held": list(account.role_assignments.select_related("enterprise")) if account else [],
        "changes": changes_of(shown),
        "may_change": permissions.can_change_service(request.user, shown),
        "may_get_link": permissions.can_hand_out_access(request.user, shown),
        "may_get_password": permissions.can_issue_password(request.user, shown),
    }
    return render(request, "members/person.html", context)


def _person(request, work_number):
    enterprise, _choices = enterprise_to_manage(request)
    people = Person.objects.visible_to(request.user).for_roster()
    return get_object_or_404(people, enterprise=enterprise, work_number=clean_line(work_number))


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request):
    """Somebody new joins."""
    enterprise, _choices = enterprise_to_manage(request)
    form = EnterForm(request.POST or None, user=request.user, enterprise=enterprise)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"by": request.user}
        if made := _done(form, "work_number", partial(services.roster.enter_person, enterprise, **facts)):
            messages.success(request, _("%(name)s is on the roster.") % {"name": made.name})
            return redirect(_address(made))
    return render(request, "members/person_enter.html", {"form": form, "enterprise": enterprise})


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, work_number, step):
    """Moving, leaving, coming back: each asks what it needs, and says what follows from it."""
    shown = _person(request, work_number)
    form_class, service, title, in_service = STEPS[step]
    if not permissions.can_change_service(request.user, shown):
        raise PermissionDenied
    if shown.in_service != in_service:
        return redirect(_address(shown))
    initial = {"version": shown.updated_at.isoformat(), "department": shown.department_id, "post": shown.post}
    form = form_class(request.POST or None, initial=initial, user=request.user, enterprise=shown.enterprise)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"by": request.user}
        if _done(form, None, partial(service, shown, **facts)):
            messages.success(request, DONE[step] % {"name": shown.name})
            return redirect(_address(shown))
    status = 409 if form.is_bound and form.has_error("__all__", "stale") else 200
    context = {"form": form, "person": shown, "title": title, "step": step}
    return render(request, "members/person_step.html", context, status=status)


def _done(form, field, act):
    """What came of the act, None where it was refused; the refusal stands at its field."""
    try:
        return act()
    except StaleError as refusal:
        form.add_error(None, ValidationError(refusal.message, code="stale"))
        # Sent again it is sent knowingly, with all that was typed.
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = refusal.record.updated_at.isoformat()
    except WorkflowError as refusal:
        form.add_error(getattr(refusal, "field", field), refusal.message)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def password(request, work_number):
    """Asks first; then a temporary password is made and shown this once."""
    shown = _person(request, work_number)
    if not permissions.can_issue_password(request.user, shown):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "members/password_confirm.html", {"person": shown})
    try:
        made = services.passwords.issue_password(shown.user, by=request.user)
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
        return redirect(_address(shown))
    return render(request, "members/password_slip.html", {"person": shown, "password": made})


def _address(person):
    address = reverse("members:person", args=[person.work_number])
    return f"{address}?enterprise={person.enterprise.code}"
