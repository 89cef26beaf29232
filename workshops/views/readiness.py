"""The readiness checklist at the workbench, the files that show it, and the acceptance on the spot by staff."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.attachments import hand_out

from .. import headings, permissions, readiness, services
from ..forms.readiness import AcceptanceForm, SayForm
from ..models import Acceptance, Evidence
from .acting import carry_out, workshop_at_work, workshop_to_run

METHODS = ["GET", "HEAD", "POST"]


def _to(workshop):
    return reverse("workshops:readiness", args=[workshop.slug])


@require_safe
def checklist(request, slug):
    """Both lists, to look at and to print."""
    workshop = workshop_at_work(request, slug)
    lists = readiness.checklist(workshop)
    context = {
        "workshop": workshop,
        "lists": lists,
        "ready": readiness.counted(lists),
        "may_run": permissions.can_run(request.user, workshop),
        "may_accept": permissions.can_accept(request.user, workshop),
        "acceptances": workshop.acceptances.with_scores(),
        "now": timezone.now(),
    }
    return render(request, "workshops/readiness.html", context)


@require_http_methods(METHODS)
def say(request, slug, heading):
    """Say how far it is with one heading."""
    workshop = workshop_to_run(request, slug)
    line = readiness.line_of(workshop, heading)
    if line is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = SayForm(*sent, item=line.item)

    def perform(form):
        data = form.cleaned_data
        files = [data["file"]] if data["file"] else []
        facts = {"heading": heading, "documents": files} | {name: data[name] for name in ("state", "words", "version")}
        services.readiness.say(workshop, by=request.user, **facts)

    def show(form, status=200):
        context = {"workshop": workshop, "line": readiness.line_of(workshop, heading), "form": form}
        return render(request, "workshops/readiness_say.html", context, status=status)

    if request.method != "POST":
        return show(form)
    done = (f"{_to(workshop)}#{heading}", _("Kept: %(heading)s.") % {"heading": line.heading.name})
    return carry_out(request, form, perform, done=done, show=show)


@require_safe
def evidence(request, pk):
    """The file, for those who may see the readiness it belongs to."""
    found = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    return hand_out(found.file, found.name)


@require_http_methods(METHODS)
def remove_evidence(request, pk):
    """Ask first, then take the file away for good."""
    rows = Evidence.objects.visible_to(request.user).select_related("item__workshop__enterprise")
    found = get_object_or_404(rows, pk=pk)
    workshop = found.item.workshop
    if not permissions.can_run(request.user, workshop):
        raise PermissionDenied
    back = reverse("workshops:readiness-say", args=[workshop.slug, found.item.heading])
    if request.method == "POST":
        services.readiness.remove_evidence(found, by=request.user)
        messages.success(request, _("The file is taken away."))
        return redirect(back)
    return render(request, "workshops/file_remove.html", {"file": found, "back": back})


@require_http_methods(METHODS)
def accept(request, slug):
    """What staff find on the spot, heading by heading."""
    workshop = workshop_at_work(request, slug)
    if not permissions.can_accept(request.user, workshop):
        raise PermissionDenied
    form = AcceptanceForm(request.POST if request.method == "POST" else None)

    def show(form, status=200):
        context = {"workshop": workshop, "form": form, "most": headings.MOST_POINTS}
        return render(request, "workshops/acceptance_new.html", context, status=status)

    if request.method != "POST":
        return show(form)

    def perform(form):
        services.readiness.record_acceptance(workshop, by=request.user, **form.facts)

    return carry_out(request, form, perform, done=(_to(workshop), _("The acceptance is recorded.")), show=show)


@require_safe
def acceptance(request, slug, pk):
    """The sheet of one acceptance, to print and sign."""
    workshop = workshop_at_work(request, slug)
    rows = Acceptance.objects.visible_to(request.user).with_scores()
    found = get_object_or_404(rows, workshop=workshop, pk=pk)
    return render(request, "workshops/acceptance.html", {"workshop": workshop, "acceptance": found})
