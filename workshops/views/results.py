"""Results for everybody: the list, one of them with what came of it elsewhere, its photos and files."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alliance_portal.attachments import hand_out
from alliance_portal.files import send

from .. import permissions, statistics
from ..filters import ResultFilter
from ..models import Honour, Problem, Result, ResultFile, ResultPhoto, SharedUse

PAGE_SIZE = 12
NEWEST_SHOWN = 10
GONE = 410
PHOTOS = {"small": "thumbnail", "large": "image"}


@login_not_required
@require_safe
def results(request):
    """What may be read by whoever looks; filters, order and page are in the address."""
    readable = Result.objects.visible_to(request.user).published()
    found = ResultFilter(request.GET, queryset=readable, request=request)
    page = Paginator(found.in_order, PAGE_SIZE).get_page(request.GET.get("page"))
    is_search = any(found.form.cleaned_data.values())
    context = {
        "filter": found,
        "page_obj": page,
        "is_search": is_search,
        "figures": None if is_search else statistics.summarise_results(readable),
        "newest": [] if page.paginator.count else readable.for_list().newest_first()[:NEWEST_SHOWN],
        "may_enter": permissions.can_enter_results(request.user),
    }
    return render(request, "workshops/results/list.html", context)


@login_not_required
@never_cache
@require_safe
def result(request, number):
    """One result; what was withdrawn answers 410 with the reason, to those who could read it before."""
    shown = get_object_or_404(Result.objects.visible_to(request.user).for_page(), number=number)
    context = {"result": shown, **_for_keepers(request.user, shown)}
    if shown.is_withdrawn:
        return render(request, "workshops/results/withdrawn.html", context, status=GONE)
    context |= {
        "photos": _photos_of(shown),
        "files": ResultFile.objects.visible_to(request.user).filter(result=shown),
        "has_files": bool(shown.files.all()),
        **_made_by(request.user, shown),
        "problem": Problem.objects.visible_to(request.user).filter(pk=shown.problem_id).first(),
        "honours": Honour.objects.visible_to(request.user).standing().filter(result=shown).with_holders(request.user),
        "tried": _tried_elsewhere(shown),
        "may_ask": permissions.can_ask_to_use(request.user, shown),
        "own_uses": SharedUse.objects.visible_to(request.user).taken_by(request.user).filter(result=shown).for_list(),
        "ask_workshop": shown.workshops.all()[:1] if permissions.can_ask_for_help(request.user) else [],
    }
    return render(request, "workshops/results/result.html", context)


def _made_by(user, result):
    """Its makers by name, as far as the user may read them; how many are left out."""
    makers = permissions.makers_read_by(user, result)
    return {"makers": makers, "unnamed": len(result.makers.all()) - len(makers)}


def _for_keepers(user, result):
    may_keep = permissions.can_keep_result(user, result)
    return {
        "may_keep": may_keep,
        "may_verify": permissions.can_verify_result(user, result),
        "may_roll_out": permissions.can_roll_out(user, result),
        "events": result.events.select_related("actor__person").order_by("-occurred_at", "-pk") if may_keep else [],
    }


def _photos_of(result):
    """(what it shows, its photos) of before and after, as far as there are any."""
    kinds = [(label, result.photos_of(kind)) for kind, label in ResultPhoto.Kind.choices]
    return [(label, photos) for label, photos in kinds if photos]


def _tried_elsewhere(result):
    """What came of it in other units: those that use it by name, those that it does not fit by their reason alone."""
    uses = list(result.uses.select_related("enterprise").order_by("concluded_on", "pk"))
    return {
        "in_use": [use for use in uses if use.is_in_use],
        "unfit": [use for use in uses if use.status == SharedUse.Status.NOT_APPLICABLE],
        "trials": sum(use.status == SharedUse.Status.TRIAL for use in uses),
        "verified": sum(use.verified_yuan for use in uses if use.is_in_use and use.is_verified) or None,
    }


@login_not_required
@require_safe
def photo(request, number, code, size):
    shown = get_object_or_404(ResultPhoto.objects.visible_to(request.user), code=code, result__number=number)
    if size not in PHOTOS:
        raise Http404
    return send(getattr(shown, PHOTOS[size]))


@login_not_required
@require_safe
def file(request, number, code):
    """A file as a download, as far as the licence goes."""
    shown = get_object_or_404(ResultFile.objects.visible_to(request.user), code=code, result__number=number)
    return hand_out(shown.file, shown.name)
