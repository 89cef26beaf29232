"""Who can help (找谁帮忙): people who are willing and workshops, by what they are good at; and asking one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Person, Speciality
from members.permissions import can_see_who_helps

from ..filters import HelperFilter
from ..forms.help import LONGEST_REQUEST, AskForm
from ..models import Workshop
from ..permissions import can_ask_for_help
from ..querysets import for_helper_list
from ..services import help as services
from ..statistics import known_specialities

PAGE_SIZE = 20
WORKSHOPS_SHOWN = 9
CONFLICT = 409


@login_not_required
@require_safe
def who_can_help(request):
    """People of all enterprises for whoever belongs to one; visitors read numbers and workshops."""
    people = Person.objects.shown_as_helpers_to(request.user)
    found = HelperFilter(request.GET, queryset=for_helper_list(people), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    workshops = found.workshops().select_related("enterprise").with_specialities().order_by("name", "pk")
    chosen = found.specialities
    context = {
        "filter": found,
        "page_obj": page,
        "workshops": workshops[:WORKSHOPS_SHOWN] if chosen is not None else [],
        "known": known_specialities(),
        "is_search": chosen is not None or any(value for value in found.form.cleaned_data.values()),
        "sees_people": can_see_who_helps(request.user),
        "may_ask": can_ask_for_help(request.user),
        "own": request.user.person_or_none if request.user.is_authenticated else None,
        **_matter(found),
    }
    return render(request, "workshops/help/who_can_help.html", context)


def _matter(found):
    """What was looked for, as the words of a request: with them one tap is enough."""
    values = found.form.cleaned_data
    matter = values.get("q") or str(values.get("speciality") or "")
    return {"about": _about(matter), "speciality": values.get("speciality")}


def _about(matter):
    return _("I would like to ask you about: %(matter)s") % {"matter": matter} if matter else ""


@require_http_methods(["GET", "HEAD", "POST"])
def ask_person(request, code):
    """Ask somebody; whoever has turned the switch off is not found here any more."""
    people = Person.objects.shown_as_helpers_to(request.user).filter(consents__code=code, consents__withdrawn_at=None)
    person = get_object_or_404(for_helper_list(people))
    return _ask(request, {"helper": person}, person.known_for)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_workshop(request, slug):
    """Ask a workshop: its leaders and the officers of its enterprise are told."""
    workshops = Workshop.objects.visible_to(request.user).active().select_related("enterprise").with_specialities()
    workshop = get_object_or_404(workshops, slug=slug)
    return _ask(request, {"workshop": workshop}, workshop.known_for)


def _ask(request, whom, known_for):
    if not can_ask_for_help(request.user):
        raise PermissionDenied
    speciality = _speciality(request)
    if request.method != "POST":
        matter = request.GET.get("about", "")[:LONGEST_REQUEST] or _about(_first(speciality, known_for))
        return _show(request, whom, AskForm(initial={"about": matter}), speciality)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _show(request, whom, form, speciality)
    try:
        made = services.ask(by=request.user, about=form.cleaned_data["about"], speciality=speciality, **whom)
    except services.AskedAlreadyError as known:
        messages.info(request, known.message)
        return redirect(known.request)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, whom, form, speciality, status=CONFLICT)
    messages.success(request, _("They have been told. You will hear from them here."))
    return redirect(made)


def _speciality(request):
    """What was looked for when the page was left, if it was one entry of the catalogue."""
    name = (request.POST if request.method == "POST" else request.GET).get("speciality", "")[:40].replace("\x00", "")
    return Speciality.objects.visible_to(request.user).active().filter(name=name).first() if name else None


def _first(speciality, known_for):
    """The matter to begin with: what was looked for, or the only thing they are good at."""
    if speciality:
        return str(speciality)
    return str(known_for[0]) if len(known_for) == 1 else ""


def _show(request, whom, form, speciality, status=200):
    context = {"form": form, "speciality": speciality, "helper": None, "workshop": None, **whom}
    return render(request, "workshops/help/ask.html", context, status=status)
