"""The officer's posters: a list of places, a sheet of stickers to print, stop and replace."""

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Department, Enterprise

from .. import permissions, services
from ..forms.doors import PosterForm
from ..models import Poster
from ..services.clock import promised_days

PAGE_SIZE = 40
MOST_STICKERS = 120


def _departments(user):
    """Where the person may hang posters."""
    held = Enterprise.objects.visible_to(user).with_role(user, "officer").active()
    return Department.objects.visible_to(user).active().filter(enterprise__in=held).for_heads()


@require_http_methods(["GET", "HEAD", "POST"])
def posters(request):
    """Every poster with its place, and a form for another one."""
    if not permissions.can_hang_posters(request.user):
        raise PermissionDenied
    form = PosterForm(request.POST or None, departments=_departments(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            poster = services.hang_poster(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The poster for %(place)s is ready to print.") % {"place": poster})
            return redirect("suggestions:posters")
    shown = Poster.objects.visible_to(request.user).for_list().order_by("stopped_at", "department", "place", "pk")
    page = Paginator(shown.with_usage(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "suggestions/posters.html", {"form": form, "page_obj": page})


@require_safe
def sheet(request):
    """Stickers to print on A4, eight a page: those that are ticked, or all that hang."""
    if not permissions.can_hang_posters(request.user):
        raise PermissionDenied
    hanging = Poster.objects.visible_to(request.user).live().for_list()
    chosen = [code for code in request.GET.getlist("code") if code.isalnum()][:MOST_STICKERS]
    if chosen:
        hanging = hanging.filter(code__in=chosen)
    stickers = [_sticker(poster) for poster in hanging[:MOST_STICKERS]]
    return render(request, "suggestions/poster_sheet.html", {"stickers": stickers})


def _sticker(poster):
    code = segno.make(poster.address, error="m", micro=False)
    drawing = code.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=1, light="#fff")
    days = promised_days(poster.enterprise, "suggestion")
    return {"poster": poster, "qr": SafeString(drawing), "days": days}


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, code):
    """Ask first: whoever scans it afterwards is sent to the new poster, if there is one."""
    poster = get_object_or_404(Poster.objects.visible_to(request.user).live().for_list(), code=code)
    if request.method != "POST":
        return render(request, "suggestions/poster_stop.html", {"poster": poster})
    try:
        if request.POST.get("move") == "replace":
            services.replace_poster(poster, by=request.user)
            messages.success(request, _("The old link is stopped. The new poster for %(place)s is ready to print.")
                             % {"place": poster})  # fmt: skip
        else:
            services.stop_poster(poster, by=request.user)
            messages.success(request, _("The link for %(place)s leads nowhere any more.") % {"place": poster})
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect("suggestions:posters")
