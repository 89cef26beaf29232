"""The robots of an enterprise's chat groups, kept by its officers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import notifications
from ..forms.notices import RobotForm
from ..models import ChatRobot, Enterprise, Role

PAGE_SIZE = 20


@require_safe
def robots(request):
    """All robots of the officer's enterprises, with what came of their last message."""
    _enterprises(request)
    listed = ChatRobot.objects.visible_to(request.user).select_related("enterprise")
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    last = notifications.last_messages(page.object_list)
    for one in page.object_list:
        one.last_message = last.get(one.pk)
    return render(request, "members/robots.html", {"page_obj": page})


def _enterprises(request):
    """The enterprises in which the user is an officer; 403 for whoever is none."""
    held = Enterprise.objects.visible_to(request.user).filter(
        role_assignments__user=request.user, role_assignments__role=Role.OFFICER
    )
    if not held:
        raise PermissionDenied
    return held


@require_http_methods(["GET", "HEAD", "POST"])
def new_robot(request):
    """Let a robot tell a group; in the enterprise `?enterprise=CODE`, else the officer's first."""
    code = request.GET.get("enterprise")
    held = _enterprises(request)
    enterprise = get_object_or_404(held, code=code) if code else held[0]
    return _form_page(request, ChatRobot(enterprise=enterprise), _("%(name)s will be told from now on."))


@require_http_methods(["GET", "HEAD", "POST"])
def robot(request, pk):
    """Change what a robot tells, or where it stands."""
    return _form_page(request, _own(request, pk), _("%(name)s: noted."))


def _own(request, pk):
    return get_object_or_404(ChatRobot.objects.visible_to(request.user).select_related("enterprise"), pk=pk)


def _form_page(request, shown, done):
    form = RobotForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        notifications.keep_robot(form.instance)
        messages.success(request, done % {"name": form.instance.name})
        return redirect("members:robots")
    return render(request, "members/robot.html", {"form": form, "robot": shown})


@require_POST
def try_robot(request, pk):
    """Let it say something, so that whoever set it up sees that it works."""
    notifications.try_robot(_own(request, pk))
    messages.success(request, _("A line is on its way. It should be in the group within a minute."))
    return redirect("members:robots")


@require_http_methods(["GET", "HEAD", "POST"])
def remove_robot(request, pk):
    """Asks first; then the robot is told nothing any more."""
    shown = _own(request, pk)
    if request.method != "POST":
        return render(request, "members/robot_remove.html", {"robot": shown})
    notifications.remove_robot(shown)
    messages.success(request, _("%(name)s is told nothing any more.") % {"name": shown.name})
    return redirect("members:robots")
