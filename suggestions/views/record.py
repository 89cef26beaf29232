"""Entering what a colleague said or wrote (代录)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.models import Department, Enterprise
from members.permissions import department_ids_headed_by, enterprise_ids_with

from .. import permissions, services
from ..forms.doors import RecordForm
from ..querysets import RECORDING_ROLES
from ..story import day_words


@require_http_methods(["GET", "HEAD", "POST"])
def record(request):
    """A form like the worker's own, with who had the idea and how it came."""
    user = request.user
    if not permissions.can_record(user):
        raise PermissionDenied
    departments = _departments(user)
    places = {"departments": departments, "people": _people(user)}
    if request.method != "POST":
        return _show(request, RecordForm(initial={"key": uuid.uuid4()}, **places))
    form = RecordForm(request.POST, request.FILES, **places)
    if not form.is_valid():
        return _show(request, form)
    suggestion = services.record(by=user, **form.facts)
    done = _("Entered as %(number)s. The answer is due by %(day)s.")
    messages.success(request, done % {"number": suggestion.number, "day": day_words(suggestion.due_on)})
    return redirect("suggestions:record")


def _show(request, form):
    """Officers may bring in a whole box as a file."""
    brings_files = bool(enterprise_ids_with(request.user, "officer"))
    return render(request, "suggestions/record.html", {"form": form, "brings_files": brings_files})


def _departments(user):
    """Of the enterprise for officers and reviewers, of the own people for heads."""
    departments = Department.objects.visible_to(user).active().for_heads()
    held = enterprise_ids_with(user, *RECORDING_ROLES)
    return (
        departments.filter(enterprise__in=held) if held else departments.filter(pk__in=department_ids_headed_by(user))
    )


def _people(user):
    """The same for whose idea it may be."""
    held = enterprise_ids_with(user, *RECORDING_ROLES)
    if held:
        return Enterprise.objects.visible_to(user).filter(pk__in=held).people().in_service()
    return user.person_or_none.enterprise.people.in_service().filter(department__in=department_ids_headed_by(user))
