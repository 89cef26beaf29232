"""Numbers to be checked: the list of a year, and one of them with what was said to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError

from .. import flagged, permissions, services
from ..forms.flags import FlagAnswerForm
from ..statistics import flags as rules

PAGE_SIZE = 50
CONFLICT = 409
YEARS_OFFERED = 3


def _this_year():
    return timezone.localdate().year


def _year(text):
    """The year the address asks for, this one where it asks for none."""
    asked = int(text) if text.isdecimal() and len(text) == len(str(_this_year())) else 0
    return asked if flagged.FIRST_YEAR <= asked <= _this_year() else _this_year()


@require_safe
def flags(request):
    """What the own enterprise is asked, for staff what every one is; the year and filters are in the address."""
    if not permissions.can_see_flags(request.user):
        raise PermissionDenied
    year = _year(request.GET.get("year", ""))
    enterprises = list(flagged.enterprises_of(request.user).order_by("name"))
    everything = flagged.flags_of(request.user, year)
    state, code = request.GET.get("state", ""), request.GET.get("enterprise", "")
    shown = [one for one in everything if state in ("", one.state) and code in ("", one.enterprise.code)]
    context = {
        "year": year,
        "years": range(_this_year(), _this_year() - YEARS_OFFERED, -1),
        "states": flagged.STATES.items(),
        "state": state,
        "enterprises": enterprises if len(enterprises) > 1 else [],
        "enterprise": code,
        "page_obj": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "number": len(everything),
        "to_check": sum(one.state == "open" for one in everything),
        "rules": rules.RULES,
    }
    return render(request, "suggestions/flags/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request, year, enterprise, code):
    """What is asked, by which rule, of which rows, and what was said; officers say what they have found."""
    shown = _flag(request.user, year, enterprise, code)
    may_answer = shown.is_raised and permissions.can_answer_flag(request.user, shown.enterprise.pk)
    if request.method != "POST":
        return _show(request, shown, FlagAnswerForm() if may_answer else None)
    if not permissions.can_answer_flag(request.user, shown.enterprise.pk):
        raise PermissionDenied
    form = FlagAnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, form)
    try:
        services.answer_flag(shown.enterprise, by=request.user, code=code, year=year, **form.cleaned_data)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, shown, form, status=CONFLICT)
    messages.success(request, _("Kept. The district union reads it beside the number."))
    return redirect(shown)


def _flag(user, year, enterprise, code):
    """One that is raised or was asked; for everybody else, and where nothing was asked, it is not there."""
    place = get_object_or_404(flagged.enterprises_of(user), code=enterprise)
    rule = rules.BY_CODE.get(code)
    if rule is None or not flagged.FIRST_YEAR <= year <= _this_year():
        raise Http404
    found = flagged.flags_of(user, year, enterprise=place, rules=(rule,))
    if not found:
        raise Http404
    return found[0]


def _show(request, shown, form, status=200):
    context = {"flag": shown, "form": form, "answers": shown.answers}
    return render(request, "suggestions/flags/flag.html", context, status=status)
