"""A plan as everybody reads it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Plan, PlanItem
from ..permissions.alliances import can_see_inside
from ..statistics import months_of, summarise_plan


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
