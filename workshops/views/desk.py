"""Where those who run workshops begin: the workshops whose records they keep."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.forms.specialities import SpecialitiesForm

from .. import services
from ..models import Workshop
from ..permissions import can_run, can_see_workbench

PAGE_SIZE = 40


@require_safe
def desk(request):
    """The workshops of the own enterprise, or those the person leads; district staff sees all."""
    if not can_see_workbench(request.user):
        raise PermissionDenied
    shown = Workshop.objects.visible_to(request.user).active().at_work(request.user).for_list()
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workshops/desk.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def specialities(request, slug):
    """By what the workshop is found; its free text is kept by district staff."""
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user).at_work(request.user), slug=slug)
    if not can_run(request.user, workshop):
        raise PermissionDenied
    choices, chosen = SpecialitiesForm.catalogue(request.user), workshop.specialities.active()
    form = SpecialitiesForm(request.POST or None, choices=choices, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_specialities(workshop, form.cleaned_data["specialities"], by=request.user)
        except WorkflowError as refusal:
            form.add_error("specialities", refusal.message)
        else:
            messages.success(request, _("Noted."))
            return redirect("workshops:desk-help")
    return render(request, "workshops/help/specialities.html", {"workshop": workshop, "form": form})
