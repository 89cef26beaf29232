"""The radar in the staff's admin: who is asked how often, what is asked twice, and how much of it is filled already."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import periods
from alliance_portal.periods import Period
from workshops.models import MergedRequest, Requirement, Workshop
from workshops.radar.asked import Asked, matrix
from workshops.radar.catalogue import Catalogue
from workshops.radar.dues import next_due
from workshops.radar.overlaps import overlaps, unmapped
from workshops.radar.proposals import proposals
from workshops.radar.table import tables_of
from workshops.statistics import reports_saved

from ..filters import RequestFilter, RequirementFilter, WorkshopFilter, months_shown

WORKSHOPS_PER_PAGE, ROWS_PER_PAGE = 30, 20


def page_of(request, name, title, **context):
    """A page inside the admin."""
    around = {**admin.site.each_context(request), "title": title}
    return render(request, f"requirements/admin/{name}.html", {**around, **context})


def everything(user):
    """All that is asked from now on, laid over all workshops in operation."""
    workshops = Workshop.objects.visible_to(user).active().select_related("enterprise").order_by("name", "pk")
    return Asked(Requirement.objects.visible_to(user).in_force().for_radar(), workshops)


@require_safe
def radar(request):
    """How often each workshop is asked in each month, what could be asked as one, and what that has saved."""
    today = timezone.localdate()
    asked, months = everything(request.user), months_shown(request.GET.get("from"), today)
    found = WorkshopFilter(request.GET, queryset=_at_work(request.user), request=request)
    page = Paginator(found.qs, WORKSHOPS_PER_PAGE).get_page(request.GET.get("page"))
    offered = proposals(asked, today, Catalogue())
    requirements = Requirement.objects.visible_to(request.user).for_radar()
    context = {
        "saved": reports_saved(Period.this_year(today)),
        "proposals": [one for one in offered if not one.refused],
        "refused": [one for one in offered if one.refused],
        "filter": found,
        "months": months,
        "lines": matrix(Asked(requirements, page.object_list), months),
        "page_obj": page,
        "around": around(months),
    }
    return page_of(request, "radar", _("Requirement radar"), **context)


def _at_work(user):
    found = Workshop.objects.visible_to(user).at_work(user).active()
    return found.select_related("enterprise").order_by("enterprise__name", "name", "pk")


def around(months):
    """The first months of the years before and after the one that is shown."""
    return [f"{periods.add_months(months.first, step):%Y-%m}" for step in (-12, 12)]


@require_safe
def same(request):
    """Which facts are asked by several superiors, and which columns are mapped to nothing yet."""
    asked, catalogue = everything(request.user), Catalogue()
    page = Paginator(overlaps(asked, catalogue), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "unmapped": unmapped(asked, catalogue)}
    return page_of(request, "same", _("Asked twice"), **context)


@require_safe
def filled(request):
    """Each requirement with its next report, and how much of that the portal has filled already."""
    rows = Requirement.objects.visible_to(request.user).in_force().for_radar().order_by("superior__name", "title", "pk")
    found = RequirementFilter(request.GET, queryset=rows, request=request)
    page = Paginator(found.qs, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    workshops = Workshop.objects.visible_to(request.user).active().select_related("enterprise")
    lines = filled_lines(page.object_list, list(workshops))
    return page_of(request, "filled", _("How much is filled"), filter=found, page_obj=page, lines=lines)


def filled_lines(requirements, workshops):
    """[(requirement, table of its next report or None)]"""
    asked = Asked(requirements, workshops)
    dues = {one.pk: next_due(one, timezone.localdate()) for one in asked.requirements}
    wanted = [due for due in dues.values() if due]
    tables = tables_of(wanted, {due.key: asked.workshops_of(due) for due in wanted})
    return [(one, tables[dues[one.pk].key] if dues[one.pk] else None) for one in asked.requirements]


@require_safe
def requests(request):
    """What was merged, sent, confirmed, refused and taken back."""
    found = RequestFilter(request.GET, queryset=MergedRequest.objects.visible_to(request.user), request=request)
    page = Paginator(found.qs.for_list(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return page_of(request, "requests", _("Merged requests"), filter=found, page_obj=page)
