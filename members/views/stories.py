"""Stories of people for everybody: a page of them, one to read, and its photo.

No page with a person is kept by a browser or a proxy: what is taken back is gone with the next page.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alliance_portal.files import send

from .. import permissions
from ..models import Story

PAGE_SIZE = 13
OTHERS_SHOWN = 3


@login_not_required
@never_cache
@require_safe
def stories(request):
    """One large, the others small, the newest first; nobody is ranked."""
    rows = _public(request.user).newest_first()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    large = found[0] if found and page.number == 1 else None
    context = {"page_obj": page, "large": large, "small": found[1:] if large else found}
    return render(request, "members/stories/list.html", context)


def _public(user):
    return Story.objects.visible_to(user).public().for_pages()


@login_not_required
@never_cache
@require_safe
def story(request, code):
    """One story, while its person agrees."""
    shown = get_object_or_404(_public(request.user), code=code)
    others = _public(request.user).exclude(pk=shown.pk).newest_first()[:OTHERS_SHOWN]
    context = {"story": shown, "others": others, "is_own": permissions.is_own_story(request.user, shown)}
    return render(request, "members/stories/story.html", context)


@login_not_required
@require_safe
def photo(request, code):
    """For everybody while name and photo are public as agreed; else for the person, and for whoever writes it."""
    shown = get_object_or_404(Story.objects.visible_to(request.user).for_pages(), code=code)
    if not shown.image or not (shown.photo or permissions.can_read_story(request.user, shown)):
        raise Http404
    return send(shown.image, **{"Cache-Control": "private, no-store"})
