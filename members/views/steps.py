"""What the pages of stories share: a form that is sent, and a refusal that loses nothing of what was typed."""

from django.contrib import messages
from django.shortcuts import redirect

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError

CONFLICT = 409


def carry_out(request, form, perform, *, done, show):
    """Call `perform(form)` if the form is in order and go to `done`, (address, message), which may hang on the result.

    Otherwise `show(form, status)` the page again. When somebody was faster, the form takes the version that holds now,
    so that sending it again is done knowingly.
    """
    if not form.is_valid():
        return show(form, 200)
    try:
        result = perform(form)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        if isinstance(refusal, StaleError | TransitionError) and "version" in form.fields:
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = refusal.record.version
        return show(form, CONFLICT)
    address, message = done(result) if callable(done) else done
    messages.success(request, message)
    return redirect(address)


def press(request, act, *, done, back):
    """A button without a form: call `act()` and say `done`, or why not."""
    try:
        act()
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect(back)
