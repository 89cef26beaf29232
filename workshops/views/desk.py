"""Where those who run workshops begin: the workshops whose records they keep."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Workshop
from ..permissions import can_see_workbench

PAGE_SIZE = 40


@require_safe
def desk(request):
    """The workshops of the own enterprise, or those the person leads; district staff sees all."""
    if not can_see_workbench(request.user):
        raise PermissionDenied
    shown = Workshop.objects.visible_to(request.user).active().at_work(request.user).for_list()
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workshops/desk.html", {"page_obj": page})
