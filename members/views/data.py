"""What the portal keeps of whoever asks: to read, to take along, and to have erased."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal import audit
from alliance_portal.personal_data import copying
from alliance_portal.workflow import WorkflowError

from .. import services
from ..forms.data import AskForm, CloseForm
from ..models import DataRequest
from ..reauthentication import freshly_signed_in
from .steps import carry_out

SHOWN = 20


@require_safe
def data(request):
    """The list of all that has one's name on it, kind by kind, and what can be done about it."""
    asked = DataRequest.objects.visible_to(request.user).filter(person=_own(request)).for_list()
    context = {"kinds": copying.counted(_own(request)), "asked": asked[:SHOWN]}
    return render(request, "members/data/data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Ask for what the pages do not do: a correction, a deletion, an answer. Due in fifteen days."""
    _own(request)

    def show(form, status=200):
        return render(request, "members/data/ask.html", {"form": form}, status=status)

    if request.method != "POST":
        return show(AskForm(initial={"kind": request.GET.get("kind")}))
    done = (reverse("members:data"), _("Sent. You get an answer within 15 days."))
    return carry_out(request, AskForm(request.POST), partial(_ask, request.user), done=done, show=show)


def _ask(user, form):
    return services.data_requests.ask(by=user, **form.cleaned_data)


@require_POST
@freshly_signed_in
def copy(request):
    """All of it in one file (Art. 45 PIPL): JSON, with one's own pictures beside it."""
    person = _own(request)
    response = HttpResponse(copying.as_zip(person), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    response["Cache-Control"] = "private, no-store"
    audit.record(audit.Act.COPIED, by=request.user, about=person, enterprise=person.enterprise_id)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def close(request):
    """Says what goes and what stays; then the account is closed for good, and whoever had it is signed out."""
    person = _own(request)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _closed(request, form):
        logout(request)
        messages.success(request, _("Your account is closed, and what could be erased is erased. Thank you."))
        return redirect("home")
    context = {"form": form, "binding": services.erasure.what_binds(person)}
    return render(request, "members/data/close.html", context)


def _closed(request, form):
    try:
        services.erasure.close_for_good(by=request.user)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _own(request):
    if request.user.person_or_none is None:
        raise PermissionDenied
    return request.user.person_or_none
