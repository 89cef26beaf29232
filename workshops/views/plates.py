"""Plates at the workbench: the list with its figures and its file, one plate, and a new one."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.attachments import hand_out

from .. import exports, permissions, services
from ..filters import PlateFilter
from ..forms.plates import DocumentForm, PlateForm
from ..models import Designation, DesignationDocument, Workshop
from ..statistics import plates as figures
from .acting import carry_out, show_form, workshop_to_run

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _listed(request):
    """(the filter over the plates this person works with, the figures of their workshops on the day it asks for)."""
    if not permissions.can_see_workbench(request.user):
        raise PermissionDenied
    plates = Designation.objects.visible_to(request.user).at_work(request.user).for_list()
    found = PlateFilter(request.GET, queryset=plates, request=request)
    workshops = Workshop.objects.visible_to(request.user).at_work(request.user)
    return found, figures.count(found.narrow(workshops), found.day)


@require_safe
def plates(request):
    """Every plate of the workshops somebody keeps; filters, day and page are in the address."""
    found, counted = _listed(request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    own = Designation.objects.visible_to(request.user).at_work(request.user)
    context = {
        "filter": found,
        "page_obj": page,
        "figures": counted,
        "is_today": found.day == timezone.localdate(),
        "due": own.review_due().count(),
        "late": own.rectification_late().count(),
        "now": timezone.now(),
    }
    return render(request, "workshops/plates.html", context)


@require_safe
@audit.exported
def export(request):
    """The same rows and figures as a workbook."""
    found, counted = _listed(request)
    name = _("Plates %(day)s.xlsx") % {"day": found.day.isoformat()}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(exports.plates(found.qs, counted), content_type=XLSX, headers=headers)


def plate_at_work(request, pk):
    """The plate, for those who keep or answer for its workshop; for everybody else it is not there."""
    return get_object_or_404(Designation.objects.visible_to(request.user).at_work(request.user).with_story(), pk=pk)


@require_safe
def plate(request, pk):
    """What the plate says, its documents, its history, and what may be done now."""
    shown = plate_at_work(request, pk)
    context = {
        "plate": shown,
        "workshop": shown.workshop,
        "steps": steps_of(request.user, shown),
        "may_edit": permissions.can_edit_plate(request.user, shown),
        "may_keep": permissions.can_keep_documents(request.user, shown),
        "documents": shown.documents.all(),
        "history": sorted(shown.events.all(), key=lambda event: -event.pk),
    }
    return render(request, "workshops/plate.html", context)


def steps_of(user, plate):
    """[(name of the address, what the button says, kind of button)] of what this person may do with it now."""
    offered = [
        ("plate-apply", permissions.can_apply, _("Apply for it"), "primary"),
        ("plate-grant", permissions.can_grant, _("Enter as granted"), "primary"),
        ("plate-send-back", permissions.can_send_back, _("Not granted yet"), ""),
        ("plate-review", permissions.can_begin_review, _("Begin a review"), ""),
        ("plate-conclude", permissions.can_conclude, _("Enter the result"), "primary"),
        ("plate-revoke", permissions.can_revoke, _("Revoke"), "danger"),
        ("plate-give-up", permissions.can_give_up, _("Give it up"), ""),
    ]
    return [(reverse(f"workshops:{name}", args=[plate.pk]), label, kind) for name, may, label, kind in offered
            if may(user, plate)]  # fmt: skip


@require_http_methods(METHODS)
def new(request, slug):
    """A plate to work towards, or one that hangs already."""
    workshop = workshop_to_run(request, slug)
    sent = request.POST if request.method == "POST" else None
    form = PlateForm(sent, user=request.user, workshop=workshop)
    words = {
        "title": _("Enter a plate"),
        "text": _("One row for each plate, also where one workshop holds several."),
        "button": _("Enter the plate"),
        "back": reverse("workshops:at-work", args=[workshop.slug]),
        "back_label": workshop.name,
    }
    if form.is_valid():
        made = services.plates.register(workshop, by=request.user, **form.facts)
        return redirect(made)
    return show_form(request, form, **words)


@require_http_methods(METHODS)
def edit(request, pk):
    """Correct the particulars; what was there before stays in the history."""
    shown = plate_at_work(request, pk)
    if not permissions.can_edit_plate(request.user, shown):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = PlateForm(sent, instance=plate_at_work(request, pk), user=request.user, workshop=shown.workshop)
    words = {
        "title": _("Correct the particulars"),
        "button": _("Keep the particulars"),
        "back": shown.get_absolute_url(),
    }

    def perform(form):
        version = form.cleaned_data["version"]
        services.plates.describe(shown, by=request.user, version=version, **form.facts)

    def show(form, status=200):
        return show_form(request, form, status=status, back_label=shown.title, **words)

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=(shown.get_absolute_url(), _("Kept.")), show=show)


@require_http_methods(METHODS)
def add_document(request, pk):
    shown = plate_at_work(request, pk)
    if not permissions.can_keep_documents(request.user, shown):
        raise PermissionDenied
    form = DocumentForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    words = {
        "title": _("Add a document"),
        "text": _(
            "Notice of the naming, application, photo of the plate. Only those who run the workshop and staff see it."
        ),
        "button": _("Add"),
        "back": shown.get_absolute_url(),
        "back_label": shown.title,
        "has_file": True,
    }

    def perform(form):
        services.plate_documents.attach_document(shown, by=request.user, document=form.cleaned_data["file"])

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=(shown.get_absolute_url(), _("Added.")), show=show)


@require_safe
def document(request, pk):
    """The file, for those who keep or answer for the workshop's records."""
    found = get_object_or_404(DesignationDocument.objects.visible_to(request.user), pk=pk)
    return hand_out(found.file, found.name)


@require_http_methods(METHODS)
def remove_document(request, pk):
    """Ask first, then take the file away for good; its name stays in the history."""
    rows = DesignationDocument.objects.visible_to(request.user).select_related("designation__workshop__enterprise")
    found = get_object_or_404(rows, pk=pk)
    if not permissions.can_keep_documents(request.user, found.designation):
        raise PermissionDenied
    back = found.designation.get_absolute_url()
    if request.method == "POST":
        services.plate_documents.remove_document(found, by=request.user)
        return redirect(back)
    return render(request, "workshops/file_remove.html", {"file": found, "back": back})
