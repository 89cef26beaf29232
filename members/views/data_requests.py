"""Requests of colleagues about their own data, for those who answer them."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import permissions, services
from ..filters import DataRequestFilter
from ..forms.data import AnswerDataForm
from ..models import DataRequest
from ..statistics import data_requests as figures
from .steps import carry_out

PAGE_SIZE = 25


@require_safe
def requests(request):
    """What waits first, the earliest day on top; and how many were answered in time."""
    if not permissions.can_see_data_requests(request.user):
        raise PermissionDenied
    listed = DataRequest.objects.visible_to(request.user).at_desk(request.user)
    found = DataRequestFilter(request.GET, queryset=listed.for_list(), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    kinds = figures.count_by_kind(listed)
    context = {"filter": found, "page_obj": page, "kinds": kinds, "figures": figures.together(kinds)}
    return render(request, "members/data/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """One request; answered once, in words."""
    listed = DataRequest.objects.visible_to(request.user).at_desk(request.user).for_list()
    shown = get_object_or_404(listed, pk=pk)
    may = shown.status == DataRequest.Status.WAITING and permissions.can_answer_data_request(request.user, shown)
    if request.method == "POST" and not may:
        raise PermissionDenied

    def show(form, status=200):
        return render(request, "members/data/request.html", {"asked": shown, "form": form}, status=status)

    if request.method != "POST":
        return show(AnswerDataForm(initial={"version": shown.version}) if may else None)
    form = AnswerDataForm(request.POST)
    done = (reverse("members:data-requests"), _("Answered. The colleague is told."))
    return carry_out(request, form, partial(_answer, shown, request.user), done=done, show=show)


def _answer(shown, user, form):
    return services.data_requests.answer(shown, by=user, **form.cleaned_data)
