"""Where I am signed in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from .. import services
from ..models import AccountSession

PAGE_SIZE = 20


@require_safe
def sessions(request):
    """The browsers in which I am signed in, this one first."""
    listed = AccountSession.objects.visible_to(request.user).here_first(request.session.session_key)
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    layout = "worker.html" if request.user.person_or_none else "workbench.html"
    return render(request, "members/sessions.html", {"page_obj": page, "layout": layout})


@require_POST
def session_end(request, pk):
    """One of the others."""
    others = AccountSession.objects.visible_to(request.user).exclude(session_key=request.session.session_key)
    one = get_object_or_404(others, pk=pk)
    services.sessions.end([one], by=request.user)
    messages.success(request, _("%(device)s is signed out.") % {"device": one.device})
    return redirect("members:sessions")


@require_POST
def sessions_end(request):
    """All the others."""
    others = AccountSession.objects.visible_to(request.user).exclude(session_key=request.session.session_key)
    number = services.sessions.end(others, by=request.user)
    words = ngettext("%(n)s other device is signed out.", "%(n)s other devices are signed out.", number)
    messages.success(request, words % {"n": number})
    return redirect("members:sessions")
