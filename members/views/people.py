"""The officers' roster with its one-time links, and the heads of departments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.text import clean_line
from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..access_slips import AccessSlip
from ..filters import RosterFilter
from ..forms.people import HeadForm
from ..models import Department, Enterprise, JoinApplication, Person, Role
from ..reauthentication import freshly_signed_in
from ..statistics import headcount_by_month

PAGE_SIZE = 50


@require_safe
def roster(request):
    """The people of one enterprise, for its officers and for district staff."""
    enterprise, choices = enterprise_to_manage(request)
    people = Person.objects.visible_to(request.user).filter(enterprise=enterprise).for_roster()
    found = RosterFilter(request.GET, queryset=people, request=request, enterprise=enterprise, enterprises=choices)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    for person in page.object_list:
        person.may_get_link = permissions.can_hand_out_access(request.user, person)
    context = {
        "enterprise": enterprise,
        "filter": found,
        "page_obj": page,
        "months": headcount_by_month(enterprise, at=timezone.now()),
        "waiting": JoinApplication.objects.visible_to(request.user).filter(enterprise=enterprise).waiting().count(),
    }
    return render(request, "members/roster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def access(request, work_number):
    """Asks first; then makes the one-time link and shows it this once, as a slip to print."""
    enterprise, _choices = enterprise_to_manage(request)
    people = Person.objects.visible_to(request.user).for_roster()
    person = get_object_or_404(people, enterprise=enterprise, work_number=clean_line(work_number))
    if not permissions.can_hand_out_access(request.user, person):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "members/access_confirm.html", {"person": person})
    return _access_slip(request, person)


def _access_slip(request, person):
    try:
        path = services.make_access_link(person, by=request.user)
    except WorkflowError as error:
        messages.error(request, error.message)
        return redirect("members:roster")
    return render(request, "members/access_slip.html", {"person": person, "slip": AccessSlip(person, path)})


@require_safe
def departments(request):
    """The departments of one enterprise and who heads each, for its officers and for district staff."""
    enterprise, choices = enterprise_to_manage(request)
    listed = Department.objects.visible_to(request.user).filter(enterprise=enterprise).for_heads()
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"enterprise": enterprise, "choices": choices, "page_obj": page}
    return render(request, "members/departments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def head(request, pk):
    """Name the head of a department."""
    shown = get_object_or_404(Department.objects.visible_to(request.user).for_heads(), pk=pk)
    if not permissions.can_manage_people(request.user, shown.enterprise_id):
        raise PermissionDenied
    form = HeadForm(request.POST or None, department=shown)
    if request.method == "POST" and form.is_valid():
        try:
            services.name_head(shown, form.cleaned_data["head"], by=request.user)
        except WorkflowError as error:
            form.add_error("head", error.message)
        else:
            messages.success(request, _("%(place)s: the head has been entered.") % {"place": shown.name})
            return redirect(reverse("members:departments") + f"?enterprise={shown.enterprise.code}")
    return render(request, "members/head.html", {"form": form, "department": shown})


def enterprise_to_manage(request):
    """(the enterprise asked for by `?enterprise=CODE`, else the first, and all there are to choose from)."""
    choices = Enterprise.objects.visible_to(request.user).with_role(request.user, Role.OFFICER)
    code = request.GET.get("enterprise")
    enterprise = next((each for each in choices if code in (None, "", each.code)), None)
    if enterprise:
        return enterprise, choices
    if choices:
        raise Http404
    raise PermissionDenied
