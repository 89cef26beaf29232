"""Search over everything its reader may see."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .forms import SearchForm
from .groups import CAP, all_of, search

PAGE_SIZE = 25


@login_not_required
@never_cache
@require_safe
def find(request):
    """Grouped by kind, each with its first lines and the way to the rest: its own list, or all of one `kind` here.

    Kept by nobody: names come and go.
    """
    form = SearchForm(request.GET if "q" in request.GET else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "search/search.html", {"form": form, "groups": None})
    if found := all_of(request.GET.get("kind"), request.user, form.words):
        return render(request, "search/kind.html", {"form": form, **_page(request, *found)})
    return render(request, "search/search.html", {"form": form, "groups": search(request.user, form.words), "cap": CAP})


def _page(request, kind, rows):
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {"kind": kind, "page_obj": page, "lines": kind.lines(page)}
