"""What the pages share that change something: whose workshop it is, and forms that notice when somebody was faster."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError

from ..models import Workshop
from ..permissions import can_run

CONFLICT = 409
WORKBENCH = "workbench.html"


def workshop_at_work(request, slug):
    """The workshop of that address, for those who keep or answer for it; to everybody else it is not there."""
    found = Workshop.objects.visible_to(request.user).at_work(request.user)
    return get_object_or_404(found.select_related("enterprise"), slug=slug)


def workshop_to_run(request, slug):
    """The same, for those who may write in it."""
    workshop = workshop_at_work(request, slug)
    if not can_run(request.user, workshop):
        raise PermissionDenied
    return workshop


def carry_out(request, form, perform, *, done, show):
    """Call `perform(form)` if the form is in order and go to `done`, (address, message), which may hang on the result.

    Otherwise `show(form, status)` the page again: with the errors, and with everything typed. When somebody was faster
    the version that holds now is in it, so that sending it again is done knowingly.
    """
    if not form.is_valid():
        return show(form, 200)
    try:
        result = perform(form)
    except WorkflowError as error:
        field = getattr(error, "field", None)
        form.add_error(field if field in form.fields else None, error.message)
        if isinstance(error, StaleError | TransitionError):
            _take_the_new_version(form, error.record)
        return show(form, CONFLICT)
    address, message = done(result) if callable(done) else done
    messages.success(request, message)
    return redirect(address)


def _take_the_new_version(form, record):
    form.data = form.data.copy()
    if "version" in form.fields:
        form.data[form.add_prefix("version")] = record.version
    if "seen" in form.fields:
        form.data[form.add_prefix("seen")] = record.updated_at.isoformat()


def show_form(request, form, *, status=200, **words):
    """The page of one form. `words`: title, text, button, back (address) and back_label; danger, layout (optional)."""
    return render(request, "workshops/form.html", {"layout": WORKBENCH, "form": form, **words}, status=status)
