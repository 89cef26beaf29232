"""The list of workshops, and a plan as everybody reads it.

The pages of workshops show figures of the apps above: see `alliance_portal.views.workshops`.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..filters import WorkshopFilter
from ..models import Plan, PlanItem, Workshop
from ..permissions.alliances import can_see_inside
from ..statistics import kinds, months_of, summarise_plan

PAGE_SIZE = 24


@login_not_required
@require_safe
def workshop_list(request):
    """All workshops in operation; filters and page are in the address."""
    everything = Workshop.objects.visible_to(request.user).active()
    found = WorkshopFilter(request.GET, queryset=everything.for_list(), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    by_kind = kinds(everything)
    context = {
        "filter": found,
        "page": page,
        "total": sum(by_kind.values()),
        "kinds": [(code, label, by_kind[code]) for code, label in Workshop.Kind.choices if by_kind[code]],
        "kind": found.form.cleaned_data.get("kind", "") if found.form.is_valid() else "",
    }
    return render(request, "workshops/workshop_list.html", context)


@login_not_required
@require_safe
def alliance_plan(request, slug, year):
    """What an alliance means to do in a year, and how much of it is done; who does it is for its members."""
    shown = get_object_or_404(
        Plan.objects.visible_to(request.user).exclude(status=Plan.Status.DRAFTING).select_related("alliance"),
        alliance__slug=slug, year=year,
    )  # fmt: skip
    items = PlanItem.objects.visible_to(request.user).filter(plan=shown)
    context = {
        "plan": shown,
        "figures": summarise_plan(items),
        "months": [month for month in months_of(shown.year, items.order_by("due_on", "number")) if month.items],
        "is_inside": can_see_inside(request.user, shown.alliance),
    }
    return render(request, "workshops/alliance_plan.html", context)
