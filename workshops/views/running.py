"""One workshop at work: what it is, who belongs to it, its plates and how ready it is, and the forms that change it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import permissions, readiness, services
from ..forms.workshops import JoinForm, LeaderForm, LeaveForm, ParticularsForm, RenameForm
from ..models import Designation
from ..statistics import skills
from .acting import carry_out, show_form, workshop_at_work, workshop_to_run

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def at_work(request, slug):
    """Everything about one workshop that those who run it or answer for it look at."""
    workshop = workshop_at_work(request, slug)
    memberships = workshop.memberships.for_list()
    shown = readiness.checklist(workshop)
    context = {
        "workshop": workshop,
        "may_run": permissions.can_run(request.user, workshop),
        "members": memberships.current(),
        "former_members": memberships.exclude(left_on=None).order_by("-left_on", "-pk"),
        "leader_changes": workshop.leader_changes.select_related("former", "leader", "changed_by__person"),
        "former_names": workshop.former_names.select_related("renamed_by__person"),
        "plates": Designation.objects.visible_to(request.user).filter(workshop=workshop).for_list(),
        "ready": readiness.counted(shown),
        "skills": skills.of_workshops([workshop]).lines[0],
        "acceptances": workshop.acceptances.with_scores(),
    }
    return render(request, "workshops/at_work.html", context)


def _to(workshop):
    return reverse("workshops:at-work", args=[workshop.slug])


def _back(workshop):
    return {"back": _to(workshop), "back_label": workshop.name}


def _page(request, workshop, form, perform, *, done, **words):
    """GET and POST of a form about the workshop that leads back to its page."""

    def show(form, status=200):
        return show_form(request, form, status=status, **words, **_back(workshop))

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=(_to(workshop), done), show=show)


@require_http_methods(METHODS)
def edit(request, slug):
    workshop = workshop_to_run(request, slug)
    form = ParticularsForm(request.POST if request.method == "POST" else None, instance=workshop)

    def perform(form):
        services.describe(workshop, by=request.user, seen=form.cleaned_data["seen"], **form.facts)

    words = {"title": _("Particulars"), "button": _("Keep the particulars"), "done": _("Kept.")}
    text = _("What is filled in here is shown on the public page; what is left empty is not.")
    return _page(request, workshop, form, perform, text=text, **words)


@require_http_methods(METHODS)
def rename(request, slug):
    workshop = workshop_to_run(request, slug)
    form = RenameForm(request.POST if request.method == "POST" else None)

    def perform(form):
        services.rename(workshop, by=request.user, **form.cleaned_data)

    text = _("The name it has now, “%(name)s”, is kept with the day; it is still found by it.") % {
        "name": workshop.name
    }
    words = {"title": _("Rename the workshop"), "button": _("Rename"), "done": _("Renamed.")}
    return _page(request, workshop, form, perform, text=text, **words)


@require_http_methods(METHODS)
def join(request, slug):
    workshop = workshop_to_run(request, slug)
    form = JoinForm(request.POST if request.method == "POST" else None, workshop=workshop)

    def perform(form):
        services.join(workshop, by=request.user, **form.cleaned_data)

    words = {"title": _("Add somebody"), "button": _("Add"), "done": _("Added.")}
    return _page(request, workshop, form, perform, **words)


@require_http_methods(METHODS)
def leave(request, slug, pk):
    workshop = workshop_to_run(request, slug)
    membership = get_object_or_404(workshop.memberships.select_related("person", "workshop"), pk=pk)
    form = LeaveForm(request.POST if request.method == "POST" else None)

    def perform(form):
        services.leave(membership, by=request.user, **form.cleaned_data)

    name = {"name": membership.person.name}
    words = {"title": _("Does %(name)s leave the workshop?") % name, "button": _("End the membership")}
    text = _("The time until then stays in the history. Whoever comes back is added anew.")
    return _page(request, workshop, form, perform, text=text, done=_("%(name)s has left.") % name, **words)


@require_http_methods(METHODS)
def leader(request, slug):
    workshop = workshop_to_run(request, slug)
    form = LeaderForm(request.POST if request.method == "POST" else None, workshop=workshop)

    def perform(form):
        services.change_leader(workshop, by=request.user, **form.facts)

    text = _("From that day on somebody else leads it. Who led it until then stays in the history.")
    words = {"title": _("Change the leader"), "button": _("Change the leader"), "done": _("The leader has changed.")}
    return _page(request, workshop, form, perform, text=text, **words)
