"""The list of workshops. Their own pages show figures of the apps above: see `alliance_portal.views.workshops`."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..filters import WorkshopFilter
from ..models import Workshop
from ..statistics import kinds

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
