"""The lineage for everybody: a nested list of masters and apprentices."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import lineage as people
from ..guests import enterprises_that_teach

PAGE_SIZE = 20


@login_not_required
@require_safe
def lineage(request):
    """Trees of masters and apprentices, of one enterprise with `?enterprise=CODE`."""
    enterprises = enterprises_that_teach()
    code = request.GET.get("enterprise")
    enterprise = get_object_or_404(enterprises, code=code) if code else None
    trees = people.trees(enterprise)
    context = {
        "page_obj": Paginator(trees, PAGE_SIZE).get_page(request.GET.get("page")),
        "enterprises": enterprises,
        "enterprise": enterprise,
        "generations": max(map(people.generations, trees), default=0),
    }
    return render(request, "training/lineage.html", context)
