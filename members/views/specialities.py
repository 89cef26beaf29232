"""What people are good at, kept by themselves or by their officer, and the switch that lets others ask them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alliance_portal.text import clean_line
from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..forms.specialities import SpecialitiesForm
from ..models import Consent, Person
from .people import enterprise_to_manage

HELP = Consent.Purpose.HELP
ENTRIES_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def own(request):
    """What I am good at, and whether colleagues may ask me."""
    person = request.user.person_or_none
    if person is None:
        raise PermissionDenied
    form = _form(request, person)
    if request.method == "POST" and _keep(request, form, person):
        return redirect("members:specialities")
    consent = Consent.objects.visible_to(request.user).in_force_of(person, HELP)
    return render(request, "members/specialities.html", {"form": form, "person": person, "willing": consent})


@require_POST
def willing(request):
    """The switch, for oneself alone: on only by its own word, off by anything else."""
    if request.user.person_or_none is None:
        raise PermissionDenied
    try:
        if request.POST.get("willing") == "yes":
            services.give_consent(HELP, by=request.user)
            messages.success(request, _("Thank you. Colleagues of all enterprises can find and ask you now."))
        else:
            services.withdraw_consent(HELP, by=request.user)
            messages.success(request, _("You are shown nowhere any more, and nobody new can ask you."))
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect("members:specialities")


@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request, work_number):
    """The same for somebody of the roster, by an officer; without the switch."""
    enterprise, _choices = enterprise_to_manage(request)
    people = Person.objects.visible_to(request.user).for_roster()
    person = get_object_or_404(people, enterprise=enterprise, work_number=clean_line(work_number))
    if not permissions.can_keep_specialities(request.user, person):
        raise PermissionDenied
    form = _form(request, person)
    if request.method == "POST" and _keep(request, form, person):
        return redirect(reverse("members:roster") + f"?enterprise={enterprise.code}")
    entries = person.speciality_rows.model.history.filter(person=person)
    entries = entries.select_related("speciality", "history_user__person")[:ENTRIES_SHOWN]
    context = {"form": form, "person": person, "entries": entries}
    return render(request, "members/person_specialities.html", context)


def _form(request, person):
    chosen = person.specialities.active()
    return SpecialitiesForm(request.POST or None, choices=SpecialitiesForm.catalogue(request.user), chosen=chosen)


def _keep(request, form, person):
    """Whether what was ticked is kept now. A form without a tick comes with its button, so it is not mistaken."""
    if not form.is_valid():
        return False
    try:
        services.keep_specialities(person, form.cleaned_data["specialities"], by=request.user)
    except WorkflowError as refusal:
        form.add_error("specialities", refusal.message)
        return False
    messages.success(request, _("Noted."))
    return True
