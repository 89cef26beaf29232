"""News for everybody, and for the people of an enterprise what is for them."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..files import send
from ..models import News
from .filters import NewsFilter

PAGE_SIZE = 15


@login_not_required
@require_safe
def news(request):
    """What is shown now, the newest first; kind, words, order and page are in the address."""
    rows = News.objects.visible_to(request.user).shown_at(timezone.now()).newest_first()
    found = NewsFilter(request.GET, queryset=rows, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "news/list.html", {"filter": found, "page_obj": page})


@login_not_required
@require_safe
def item(request, slug):
    """One of them; staff also reads what is not shown now, and is told so."""
    shown = get_object_or_404(News.objects.visible_to(request.user), slug=slug)
    return render(request, "news/item.html", {"item": shown, "is_shown": shown.state == News.State.SHOWN})


@login_not_required
@require_safe
def picture(request, slug):
    shown = get_object_or_404(News.objects.visible_to(request.user), slug=slug)
    if not shown.image:
        raise Http404
    return send(shown.image)
