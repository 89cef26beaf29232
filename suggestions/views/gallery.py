"""The gallery of finished improvements, what of it everybody may see, and the thanks of a month.

No page with a name is kept by a browser or a proxy: whoever takes the name off is gone with the next page.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import keyset
from alliance_portal.periods import EARLIEST, add_months, parse_month
from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..filters import LATEST_DONE, GalleryFilter
from ..forms.fields import VersionField
from ..gallery import Item, choices_for, items, place_of, shops_of_few
from ..models import Suggestion
from ..thanks import thanked

PAGE_SIZE = 12
MONTHS_OFFERED = 12


@login_not_required
@never_cache
@require_safe
def gallery(request):
    """Newest first: for visitors what is public, for people of an enterprise all of theirs too."""
    rows = Suggestion.objects.in_gallery(request.user)
    choices = choices_for(request.user)
    found = GalleryFilter(request.GET, queryset=rows.for_gallery(request.user), choices=choices)
    looked_for = found.search.paging(PAGE_SIZE) if found.search else {}
    page = keyset.page(request, found.qs, LATEST_DONE, PAGE_SIZE, **looked_for)
    context = {
        "filter": found,
        "page_obj": page,
        "items": items(page.object_list, shops_of_few({one.enterprise_id for one in page})),
        "is_empty": not choices.places,
        "may_send": permissions.can_submit(request.user),
    }
    return render(request, "suggestions/gallery/list.html", context)


@login_not_required
@never_cache
@require_safe
def improvement(request, number):
    """One improvement: what was wrong, what was done, and who agreed to be named."""
    return _show(request, _improvement(request.user, number))


def _improvement(user, number, seen_by=None):
    shown = Suggestion.objects.in_gallery(user).for_gallery(seen_by or user)
    return get_object_or_404(shown, number=number)


def _show(request, suggestion, template="improvement"):
    user = request.user
    context = {
        "item": Item(suggestion, place_of(suggestion, shops_of_few([suggestion.enterprise_id]))),
        "may_read_more": Suggestion.objects.visible_to(user).filter(pk=suggestion.pk).exists(),
        "may_show": permissions.can_show_in_gallery(user, suggestion),
        "may_take_out": permissions.can_take_out_of_gallery(user, suggestion),
    }
    return render(request, f"suggestions/gallery/{template}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def public(request, number):
    """Asks before everybody sees it, as a visitor would; taking it out is one press on the improvement's own page."""
    suggestion = _improvement(request.user, number, seen_by=AnonymousUser())
    if not permissions.runs_gallery(request.user, suggestion):
        raise PermissionDenied
    if request.method == "POST":
        return _turn(request, suggestion)
    if not permissions.can_show_in_gallery(request.user, suggestion):
        return redirect("suggestions:improvement", number)
    return _show(request, suggestion, "public")


def _turn(request, suggestion):
    """What the button says, unless somebody was faster."""
    is_out = request.POST.get("move") == "out"
    service, message = (
        (services.take_out_of_gallery, _("Only people of the enterprise see it now."))
        if is_out
        else (services.show_in_gallery, _("Everybody can see it now."))
    )
    may = permissions.can_take_out_of_gallery if is_out else permissions.can_show_in_gallery
    try:
        if not may(request.user, suggestion):
            raise WorkflowError(_("This is so already, or has been changed meanwhile."))
        service(suggestion, by=request.user, version=VersionField().clean(request.POST.get("version")))
        messages.success(request, message)
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect("suggestions:improvement", suggestion.number)


@login_not_required
@never_cache
@require_safe
def thanks(request, month=None):
    """Whom the month thanks; without a month in the address the present one."""
    this_month = timezone.localdate().replace(day=1)
    shown = parse_month(month) if month else this_month
    if shown is None or shown > this_month:
        raise Http404
    context = {
        "month": shown,
        "people": thanked(request.user, shown),
        "months": [add_months(this_month, -back) for back in range(MONTHS_OFFERED)],
        "earlier": add_months(shown, -1) if shown > EARLIEST else None,
        "later": add_months(shown, 1) if shown < this_month else None,
    }
    return render(request, "suggestions/gallery/thanks.html", context)
