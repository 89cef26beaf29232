"""Award rounds as everybody reads them, and objections by anybody."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError

from ..forms.award_entries import ObjectionForm
from ..models import AwardEntry, AwardRound
from ..permissions import can_recommend, can_run_round, judges_any
from ..services import awards as services
from ..statistics import round_figures

PAGE_SIZE = 20
CONFLICT, TOO_MANY = 409, 429


@login_not_required
@require_safe
def rounds(request):
    """All that were called for, the newest first."""
    found = AwardRound.objects.visible_to(request.user).called().for_list().with_counts()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workshops/awards/rounds.html", {"page_obj": page, "judges": judges_any(request.user)})


def _round(request, slug):
    found = AwardRound.objects.visible_to(request.user).called().select_related("enterprise", "rubric")
    return get_object_or_404(found, slug=slug)


def _prized(request, award):
    """What is shown of its decision: nothing before the days of publicity."""
    entries = AwardEntry.objects.visible_to(request.user)
    if not award.is_shown:
        return entries.none()
    prized = entries.filter(round=award, prize__isnull=False).order_by("prize__place", "number")
    return prized.for_readers(request.user)


@login_not_required
@require_safe
def award_round(request, slug):
    """The call; later what was decided, until when objections are heard, and what was published."""
    award, today = _round(request, slug), timezone.localdate()
    context = {
        "award": award,
        "prizes": award.prizes.all(),
        "conditions": award.conditions.all(),
        "entries": _prized(request, award),
        "figures": round_figures(award),
        "hears_objections": award.hears_objections(today),
        "may_recommend": can_recommend(request.user, award, today),
        "may_run": can_run_round(request.user, award),
    }
    return render(request, "workshops/awards/round.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request, slug):
    """An objection by anybody, while the decision is shown."""
    award = _round(request, slug)
    is_open = award.hears_objections(timezone.localdate())
    form = ObjectionForm(request.POST or None, entries=_prized(request, award), initial=_initial(request))
    if request.method != "POST" or not form.is_valid():
        return _show(request, award, form, is_open=is_open)
    if not ratelimit.consume(request, action="objection", key=award.slug):
        form.add_error(None, _("Very many objections came in. Please try again in an hour."))
        return _show(request, award, form, is_open=is_open, status=TOO_MANY)
    return _object(request, award, form)


def _object(request, award, form):
    user = request.user if request.user.is_authenticated else None
    try:
        services.object_to(form.cleaned_data["entry"], user=user, **form.facts)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, award, form, is_open=award.hears_objections(timezone.localdate()), status=CONFLICT)
    messages.success(request, _("Your objection is with those who run the round. They answer it with a reason."))
    return redirect(award)


def _initial(request):
    entry = request.GET.get("entry", "")
    name = str(request.user) if request.user.is_authenticated else ""
    return {"name": name, "entry": entry if entry.isdecimal() else ""}


def _show(request, award, form, *, is_open, status=200):
    context = {"award": award, "form": form, "is_open": is_open}
    return render(request, "workshops/awards/object.html", context, status=status)
