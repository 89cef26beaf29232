"""The national round of the “Five Smalls”: what an enterprise hands in of a year, as one table and two papers."""

import dataclasses

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal import audit
from alliance_portal.workflow import WorkflowError
from members.models import Enterprise

from .. import exports, permissions, services
from ..forms.five_smalls import DeclareForm, RoundForm
from ..models import NationalEntry, Result
from ..national_round import conditions, going_out, obstacles
from .acting import carry_out, show_form
from .plates import XLSX

PAGE_SIZE = 50
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _guard(user):
    if not permissions.can_see_honours(user):
        raise PermissionDenied


@require_safe
def choose(request):
    """Which enterprise and year; a chosen one leads on."""
    _guard(request.user)
    form = RoundForm(request.GET or None, user=request.user)
    if form.is_valid():
        chosen = form.cleaned_data
        return redirect("workshops:five-small-round", chosen["enterprise"].code, chosen["year"])
    if not form.fields["enterprise"].queryset.exists():
        raise PermissionDenied
    only = form.fields["enterprise"].queryset[:2]
    if len(only) == 1 and not request.GET:
        return redirect("workshops:five-small-round", only[0].code, timezone.localdate().year)
    return render(request, "workshops/five_smalls/choose.html", {"form": form})


@dataclasses.dataclass(frozen=True)
class Round:
    """The round of an enterprise and a year, for those who keep or answer for what it hands in."""

    enterprise: Enterprise
    year: int

    @property
    def url(self):
        return reverse("workshops:five-small-round", args=[self.enterprise.code, self.year])

    def entries(self, user):
        return NationalEntry.objects.visible_to(user).of(self.enterprise, self.year).with_makers()

    def results(self, user):
        own = Result.objects.visible_to(user).at_work(user).filter(enterprise=self.enterprise).begun_in(self.year)
        return own.select_related("five_small").prefetch_related("honours", "national_entries").order_by("number")


def _round(request, code, year, *, write=False):
    _guard(request.user)
    offered = RoundForm(user=request.user).fields["enterprise"].queryset
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    found = Round(get_object_or_404(offered, code=code), year)
    if write and not permissions.can_put_forward(request.user, found.enterprise):
        raise PermissionDenied
    return found


@require_safe
def national_round(request, code, year):
    """The results of the year with their conditions, and what is put forward, with the names that go with it."""
    shown = _round(request, code, year)
    page = Paginator(shown.results(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    entries = list(shown.entries(request.user))
    for entry in entries:
        entry.unmet = obstacles(entry.result, year)
    put = {entry.result_id for entry in entries}
    context = {
        "round": shown,
        "form": RoundForm(user=request.user, initial={"enterprise": code, "year": year}),
        "entries": entries,
        "page_obj": page,
        "rows": [(one, conditions(one, year), one.pk in put) for one in page],
        "may_put": permissions.can_put_forward(request.user, shown.enterprise),
        "left_out": sum(len(entry.left_out) for entry in entries),
    }
    return render(request, "workshops/five_smalls/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_forward(request, code, year, number):
    """Declare what no record tells, and put the result forward."""
    shown = _round(request, code, year, write=True)
    result = get_object_or_404(shown.results(request.user), number=number)
    if missing := obstacles(result, year):
        messages.warning(request, missing[0].advice)
        return redirect(shown.url)
    form = DeclareForm(request.POST if request.method == "POST" else None)
    words = {
        "title": _("Put “%(title)s” forward?") % {"title": result.title},
        "text": _("Those who worked it out are asked whether their names may go with it."),
        "button": _("Put it forward"),
        "back": shown.url,
        "back_label": _("National “Five Smalls”"),
    }

    def perform(form):
        services.five_smalls.put_forward(result, year=year, by=request.user, declared=form.declared)

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    done = (shown.url, _("Put forward."))
    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


@require_POST
def take_back(request, code, year, number):
    """Leave it out again, as long as no name has gone out with it."""
    shown = _round(request, code, year, write=True)
    entry = get_object_or_404(shown.entries(request.user), result__number=number)
    try:
        services.five_smalls.take_back(entry, by=request.user)
        messages.success(request, _("Taken out of the list."))
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect(shown.url)


@require_POST
@audit.exported
def table(request, code, year):
    """The table as a workbook; whose names go out with it is kept."""
    shown = _round(request, code, year, write=True)
    entries = services.five_smalls.hand_on(shown.enterprise, year, by=request.user)
    if not entries:
        messages.warning(request, _("Please put a result forward first."))
        return redirect(shown.url)
    facts = {"filled_in_by": request.user.get_full_name(), "day": timezone.localdate()}
    return _file(exports.five_smalls(shown.enterprise, year, entries, **facts), f"{year}年五小成果汇总表.xlsx")


def _file(content, name):
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _paper(request, code, year, template):
    shown = _round(request, code, year)
    entries = going_out(shown.entries(request.user))
    missing = [maker for entry in entries for maker in entry.left_out]
    context = {"round": shown, "entries": entries, "missing": missing, "today": timezone.localdate()}
    return render(request, f"workshops/five_smalls/{template}.html", context)


@require_safe
def authorisation(request, code, year):
    """授权书, to be signed by those who worked the results out and stamped by the union."""
    return _paper(request, code, year, "authorisation")


@require_safe
def honesty(request, code, year):
    """真实性承诺书, stamped by the union of the enterprise."""
    return _paper(request, code, year, "honesty")


@require_safe
@audit.exported
def export_results(request):
    """All results somebody keeps or answers for, in the columns of the import."""
    _guard(request.user)
    own = Result.objects.visible_to(request.user).at_work(request.user)
    own = own.select_related("enterprise", "five_small").prefetch_related("workshops", "patents").with_makers()
    name = _("Results %(day)s.xlsx") % {"day": timezone.localdate().isoformat()}
    return _file(exports.results(own.order_by("number")), name)
