"""Requests for help: what I asked and what I am asked, one of them with its story, and the steps of both sides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Person

from .. import permissions
from ..forms.help import EntryForm, NoteForm, PassOnForm, SolveForm, StepForm
from ..models import HelpRequest, Workshop
from ..services import help as services

PAGE_SIZE = 20
CONFLICT = 409


@require_safe
def mine(request):
    """What I am asked, what waits first; or with `?asked=1` what I have asked."""
    if request.user.person_or_none is None:
        raise PermissionDenied
    visible, asked = HelpRequest.objects.visible_to(request.user), request.GET.get("asked") == "1"
    rows = visible.asked_by(request.user) if asked else visible.asked_of(request.user)
    context = {
        "asked": asked,
        "waiting": visible.asked_of(request.user).waiting().count(),
        "page_obj": Paginator(rows.for_list().waiting_first(), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "workshops/help/mine.html", context)


@require_safe
def of_workshops(request):
    """What is asked of the workshops I keep; `?closed=1` shows what is over."""
    if not permissions.can_see_workbench(request.user):
        raise PermissionDenied
    rows = HelpRequest.objects.visible_to(request.user).of_workshops_of(request.user)
    closed = bool(request.GET.get("closed"))
    rows = (rows.closed() if closed else rows.open()).for_list().waiting_first()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = Workshop.objects.visible_to(request.user).kept_by(request.user).with_specialities().order_by("name")
    return render(request, "workshops/help/desk.html", {"page_obj": page, "closed": closed, "workshops": kept})


def _request(user, code):
    return get_object_or_404(HelpRequest.objects.visible_to(user).with_story(), code=code)


@require_safe
def detail(request, code):
    """Who asks whom about what, how far it is, and what the two have written."""
    return show(request, _request(request.user, code))


def show(request, shown, form=None, status=200):
    """The page of a request; `form` is an entry that could not be taken as it is."""
    user = request.user
    context = {
        "help": shown,
        "events": shown.events.all(),
        "is_asker": permissions.is_asker(user, shown),
        "form": form or EntryForm(),
        "willing": shown.helper is None or services.is_willing(shown.helper),
        **{name: may(user, shown) for name, may in MAY.items()},
    }
    return render(request, "workshops/help/request.html", context, status=status)


MAY = {
    "can_take_up": permissions.can_take_up,
    "can_pass_on": permissions.can_pass_on,
    "can_decline": permissions.can_decline,
    "can_write": permissions.can_write,
    "can_solve": permissions.can_solve,
    "can_withdraw": permissions.can_withdraw_request,
}


@require_POST
def write(request, code):
    """An entry; nothing typed is lost when it comes too late."""
    shown, form = _request(request.user, code), EntryForm(request.POST)
    if not form.is_valid():
        return show(request, shown, form)
    if not permissions.can_write(request.user, shown):
        form.add_error(None, _("This is over, so nothing can be written here any more."))
        return show(request, shown, form, status=CONFLICT)
    try:
        services.write(shown, by=request.user, text=form.cleaned_data["text"])
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return show(request, _request(request.user, code), form, status=CONFLICT)
    messages.success(request, _("Sent."))
    return redirect(shown)


@require_POST
def take_up(request, code):
    """One tap: yes."""
    shown = _request(request.user, code)
    if not permissions.holds_request(request.user, shown):
        raise PermissionDenied
    try:
        services.take_up(shown, by=request.user)
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("Thank you. They have been told that you help."))
    return redirect(shown)


class Step(View):
    """A page that says what will happen, and the POST that does it; whoever's step it is not gets 403.

    A step that no longer fits leads back with a message; if something was typed, it is shown again.
    """

    http_method_names = ["get", "head", "post"]
    form_class, whose, danger = NoteForm, None, False
    leave = gettext_lazy("Back to the request")

    def get(self, request, code):
        shown = self._mine(code)
        if not self.may(request.user, shown):
            messages.warning(request, _too_late(shown))
            return redirect(shown)
        return self._show(shown, self.form_for(shown, initial={"version": shown.version}))

    def post(self, request, code):
        shown = self._mine(code)
        form = self.form_for(shown, request.POST)
        if not self.may(request.user, shown):
            form.full_clean()
            form.add_error(None, _too_late(shown))
            return self._show(shown, form, status=CONFLICT)
        if not form.is_valid():
            return self._show(shown, form)
        try:
            messages.success(request, self.perform(shown, form.cleaned_data))
        except WorkflowError as refusal:
            return self._show_again(self._mine(code), form, refusal.message)
        return redirect(self.afterwards(shown))

    def form_for(self, shown, *args, **kwargs):
        return self.form_class(*args, **kwargs)

    def afterwards(self, shown):
        return shown

    def _mine(self, code):
        shown = _request(self.request.user, code)
        if not self.whose(self.request.user, shown):
            raise PermissionDenied
        return shown

    def _show_again(self, fresh, form, message):
        """With everything typed and the version that holds now, so that sending it once more can succeed."""
        form.data = form.data.copy()
        form.data["version"] = fresh.version
        form.add_error(None, message)
        return self._show(fresh, form, status=CONFLICT)

    def _show(self, shown, form, status=200):
        context = {"help": shown, "form": form, "may": self.may(self.request.user, shown)}
        context |= {name: getattr(self, name) for name in ("title", "text", "button", "leave", "danger")}
        return render(self.request, "workshops/help/step.html", context, status=status)


def _too_late(shown):
    return _("This is already “%(status)s”, so the step no longer fits.") % {"status": shown.get_status_display()}


class PassOn(Step):
    form_class = PassOnForm
    title, button = gettext_lazy("Pass it on to a colleague?"), gettext_lazy("Pass it on")
    text = gettext_lazy(
        "Only colleagues who have said that they may be asked can be chosen. They read what the two of you wrote, "
        "and the asker reads who has it now."
    )
    whose, may = staticmethod(permissions.holds_request), staticmethod(permissions.can_pass_on)

    def form_for(self, shown, *args, **kwargs):
        willing = Person.objects.shown_as_helpers_to(self.request.user).with_specialities()
        colleagues = willing.filter(enterprise=self.request.user.person_or_none.enterprise_id)
        others = colleagues.exclude(pk__in=[shown.asker_id, shown.helper_id or 0, self.request.user.person_or_none.pk])
        return PassOnForm(*args, colleagues=others.order_by("name", "pk"), **kwargs)

    def perform(self, shown, data):
        services.pass_on(shown, by=self.request.user, **data)
        return _("%(name)s has it now, and the asker has been told. Thank you.") % {"name": data["to"].name}

    def afterwards(self, shown):
        return "workshops:my-help"


class Decline(Step):
    title, button = gettext_lazy("Not this time?"), gettext_lazy("Not this time")
    text = gettext_lazy(
        "The asker is told kindly and can ask somebody else. A word with it is welcome, and not needed."
    )
    whose, may = staticmethod(permissions.holds_request), staticmethod(permissions.can_decline)

    def perform(self, shown, data):
        services.decline(shown, by=self.request.user, **data)
        return _("They have been told, and can ask somebody else. Thank you for answering.")


class Solve(Step):
    form_class, leave = SolveForm, gettext_lazy("Not yet")
    title, button = gettext_lazy("Is it solved?"), gettext_lazy("It is solved")
    text = gettext_lazy("It is closed by that, and whoever helped reads what helped.")
    whose, may = staticmethod(permissions.is_asker), staticmethod(permissions.can_solve)

    def perform(self, shown, data):
        services.solve(shown, by=self.request.user, **data)
        return _("Good that it is solved. Your thanks have been passed on.")


class Withdraw(Step):
    form_class, leave, danger = StepForm, gettext_lazy("Leave it"), True
    title, button = gettext_lazy("Take the request back?"), gettext_lazy("Take the request back")
    text = gettext_lazy("Nobody will answer it any more. You can ask again at any time.")
    whose, may = staticmethod(permissions.is_asker), staticmethod(permissions.can_withdraw_request)

    def perform(self, shown, data):
        services.withdraw(shown, by=self.request.user, version=data["version"])
        return _("Taken back. They have been told that no help is needed any more.")
