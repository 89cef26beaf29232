"""Who holds which role in an enterprise, given and taken by its officers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..filters import RoleFilter
from ..forms.roles import RoleForm
from ..models import RoleAssignment
from ..reauthentication import freshly_signed_in
from .people import PAGE_SIZE, enterprise_to_manage


@require_safe
def roles(request):
    enterprise, choices = enterprise_to_manage(request)
    held = RoleAssignment.objects.visible_to(request.user).filter(enterprise=enterprise).for_list()
    found = RoleFilter(request.GET, queryset=held, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    for one in page.object_list:
        one.may_be_taken = permissions.can_take_role(request.user, one)
    context = {"enterprise": enterprise, "choices": choices, "filter": found, "page_obj": page}
    context["kept"] = {"enterprise": enterprise.code} if len(choices) > 1 else {}
    return render(request, "members/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def role_new(request):
    """Give a role to a colleague of the enterprise."""
    enterprise, _choices = enterprise_to_manage(request)
    form = RoleForm(request.POST or None, user=request.user, enterprise=enterprise)
    if request.method == "POST" and form.is_valid() and _give(request, form, enterprise):
        return _to_list(enterprise)
    return render(request, "members/role_new.html", {"form": form, "enterprise": enterprise})


def _give(request, form, enterprise):
    person, role = form.cleaned_data["person"], form.cleaned_data["role"]
    try:
        held = services.grant_role(person.user, role, enterprise, by=request.user)
    except WorkflowError as refusal:
        form.add_error("person", refusal.message)
        return False
    words = _("%(name)s has the role: %(role)s.") % {"name": person.name, "role": held.get_role_display()}
    messages.success(request, words)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def role_take(request, pk):
    """Asks first; then the role is gone from the next request on."""
    listed = RoleAssignment.objects.visible_to(request.user).filter(enterprise__isnull=False).for_list()
    held = get_object_or_404(listed, pk=pk)
    if not permissions.can_take_role(request.user, held):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "members/role_take.html", {"held": held})
    try:
        services.revoke_role(held.user, held.role, held.enterprise, by=request.user)
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
        return _to_list(held.enterprise)
    facts = {"name": held.user, "role": held.get_role_display()}
    messages.success(request, _("%(name)s no longer has the role: %(role)s.") % facts)
    # Whoever gave up their own role may not see the list any more.
    return redirect("landing") if held.user == request.user else _to_list(held.enterprise)


def _to_list(enterprise):
    return redirect(reverse("members:roles") + f"?enterprise={enterprise.code}")
