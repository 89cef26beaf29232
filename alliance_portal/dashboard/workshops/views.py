"""The pages of workshops and alliances in figures, for those who keep or answer for them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit, definitions
from alliance_portal.periods import Period
from alliance_portal.text import clean_line
from members.permissions import is_district_staff
from workshops.filters import WorkshopFilter
from workshops.forms.periods import PeriodForm
from workshops.models import Alliance, Workshop
from workshops.permissions import can_see_workbench
from workshops.statistics import parts_of

from . import figures, rows, workbook

WORKSHOPS_ON_A_PAGE, ROWS_ON_A_PAGE = 50, 50
# What staff narrow the workshops of the district by.
NARROWED = ("enterprise", "alliance", "q")


@dataclass(frozen=True)
class Chosen:
    """Whose figures of which months, in which order: `workshops` are those that were there on the day."""

    name: str
    asked: dict
    workshops: object
    period: Period
    sort: str

    def draw(self):
        there = self.workshops.select_related("enterprise")
        return figures.draw(there, self.period, name=self.name, asked=self.asked, sort=self.sort)


def _choose(request, workshops, **whose):
    period = Period.asked_for(request.GET)
    sort = request.GET.get("sort")
    there = workshops.there_on(figures.day_of(period, timezone.localdate()))
    return Chosen(workshops=there, period=period, sort=sort if sort in figures.SORTS else figures.FIRST_SORT, **whose)


def _own(user):
    """The workshops whose figures the user reads as those of their own."""
    if not can_see_workbench(user):
        raise PermissionDenied
    return Workshop.objects.visible_to(user).at_work(user)


def _alliances(user):
    """The alliances whose figures the user reads: see permissions.can_see_figures."""
    return Alliance.objects.visible_to(user).run_by(user)


def _of_own(request):
    """(what is chosen among the own workshops, the filter that narrows them)."""
    found = WorkshopFilter(request.GET, queryset=_own(request.user), request=request)
    asked = {name: request.GET[name] for name in ("kind", "innovation", *NARROWED) if request.GET.get(name)}
    return _choose(request, found.qs.order_by(), name=_("Together, each once"), asked=asked), found


def _of_alliance(request, slug):
    """(what is chosen of an alliance in which the user runs a workshop, the alliance); for others it is not there."""
    alliance = get_object_or_404(_alliances(request.user), slug=slug)
    period = Period.asked_for(request.GET)
    day = figures.day_of(period, timezone.localdate())
    members = Workshop.objects.visible_to(request.user).within(alliance, day)
    return _choose(request, members, name=alliance.name, asked={"alliance": alliance.slug, "in": "alliance"}), alliance


def _head(request, chosen):
    """The headings that sort: label, definition, address, is it the order now."""
    query = request.GET.copy()
    query.pop("page", None)
    found = []
    for fact in figures.facts():
        query["sort"] = fact.code
        current = chosen.sort == fact.code
        found.append({"label": fact.name, "text": fact.text, "url": f"?{query.urlencode()}", "current": current})
    return found


@require_safe
def workshops(request):
    """Each workshop that the user keeps or answers for, and all of them together."""
    chosen, found = _of_own(request)
    table = chosen.draw()
    context = {
        "table": table,
        "page_obj": Paginator(table.lines, WORKSHOPS_ON_A_PAGE).get_page(request.GET.get("page")),
        "head": _head(request, chosen),
        "form": PeriodForm(chosen.period),
        "fields": [found.form[name] for name in NARROWED] if is_district_staff(request.user) else [],
        "facts": figures.facts(),
        "version": definitions.VERSION,
        "now": timezone.now(),
    }
    return render(request, "dashboard/workshops/workshops.html", context)


@require_safe
def alliances(request):
    """The alliances in which the user runs or answers for a workshop, with how many workshops each has."""
    if not can_see_workbench(request.user):
        raise PermissionDenied
    own = set(_alliances(request.user).values_list("pk", flat=True))
    everything = parts_of(None, Alliance.objects.visible_to(request.user))
    context = {"parts": [part for part in everything if part.alliance.pk in own]}
    return render(request, "dashboard/workshops/alliances.html", context)


@require_safe
def alliance(request, slug):
    """One alliance: the whole, in which nothing counts twice, and each of its workshops."""
    chosen, shown = _of_alliance(request, slug)
    table = chosen.draw()
    context = {
        "alliance": shown,
        "table": table,
        "page_obj": Paginator(table.lines, WORKSHOPS_ON_A_PAGE).get_page(request.GET.get("page")),
        "head": _head(request, chosen),
        "form": PeriodForm(chosen.period),
        "facts": figures.facts(),
        "version": definitions.VERSION,
        "now": timezone.now(),
    }
    return render(request, "dashboard/workshops/alliance.html", context)


@require_safe
def found(request):
    """The rows behind one number, as far as the reader may see them."""
    if not can_see_workbench(request.user):
        raise PermissionDenied
    chosen = _whose(request)
    want = figures.want_of(request.GET.get("figure", ""), chosen.period)
    if want is None:
        raise Http404(_("There is no such figure."))
    there, seen = rows.found(want, chosen.workshops, request.user)
    page = Paginator(seen, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "fact": want.fact,
        "name": chosen.name,
        "period": chosen.period,
        "back": _back(request, chosen),
        "number": figures.number(want, chosen.workshops),
        "unseen": there - page.paginator.count,
        "page_obj": page,
        "lines": rows.lines(page),
    }
    return render(request, "dashboard/workshops/rows.html", context)


def _back(request, chosen):
    """The address of the table in which the number stands."""
    months = {name: request.GET[name] for name in ("from", "to") if name in request.GET}
    if "in" in chosen.asked:
        return f"{reverse('dashboard-alliance', args=[chosen.asked['alliance']])}?{urlencode(months)}"
    asked = {} if "workshop" in chosen.asked else chosen.asked
    return f"{reverse('dashboard-workshops')}?{urlencode(asked | months)}"


def _whose(request):
    """One workshop, an alliance with all in it, or the own workshops as they are narrowed."""
    if slug := clean_line(request.GET.get("workshop", "")):
        return _of_one(request, slug)
    if request.GET.get("in") == "alliance":
        return _of_alliance(request, clean_line(request.GET.get("alliance", "")))[0]
    return _of_own(request)[0]


def _of_one(request, slug):
    """One's own workshop, or one of an alliance in which one runs another."""
    seen = Workshop.objects.visible_to(request.user)
    own = seen.at_work(request.user).order_by().values("pk")
    allied = seen.filter(alliance_memberships__alliance__in=_alliances_of(request.user)).order_by().values("pk")
    one = get_object_or_404(seen.filter(Q(pk__in=own) | Q(pk__in=allied)), slug=slug)
    only = seen.filter(pk=one.pk)
    return Chosen(one.name, {"workshop": slug}, only, Period.asked_for(request.GET), figures.FIRST_SORT)


def _alliances_of(user):
    """Ids of the alliances whose figures the user reads, with all that is nested in them."""
    parents = dict(Alliance.objects.visible_to(user).order_by().values_list("pk", "parent_id"))
    found = set(_alliances(user).values_list("pk", flat=True))
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


@require_safe
@audit.exported
def export(request):
    chosen, _found = _of_own(request)
    return _file(chosen, _("Workshops %(period)s.xlsx") % {"period": chosen.period.label})


@require_safe
@audit.exported
def alliance_export(request, slug):
    chosen, shown = _of_alliance(request, slug)
    return _file(chosen, _("%(name)s %(period)s.xlsx") % {"name": shown.name, "period": chosen.period.label})


def _file(chosen, name):
    return FileResponse(workbook.write(chosen.draw()), as_attachment=True, filename=name)
