"""Joining: the applicant's pages, which need no account, and those of the officers who answer."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..forms.joining import AnswerForm, JoinForm, QueryForm
from ..models import JoinApplication
from .people import PAGE_SIZE, enterprise_to_manage

JUST_APPLIED = "just_applied"
TOO_MANY = 429
OPEN = "open"
# What may be done with the invite code: (service, what is said afterwards).
WISHES = {
    OPEN: (
        services.joining.open_joining,
        gettext_lazy("There is a new invite code. The one before is no longer good."),
    ),
    "closed": (
        services.joining.close_joining,
        gettext_lazy("Nobody can apply any more, until there is a new code."),
    ),
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Ask for an account. Whatever does not fit gets the same answer."""
    form = JoinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "members/join.html", {"form": form})
    if not ratelimit.consume(request, action="join", key=form.cleaned_data["work_number"].upper()):
        form.add_error(None, _("Too many tries. Please wait an hour and try again."))
        return render(request, "members/join.html", {"form": form}, status=TOO_MANY)
    applied = services.joining.apply(**form.cleaned_data)
    if applied is None:
        form.add_error(
            None,
            _(
                "The three do not fit together, or there is an account or an application already. Please compare them,"
                " or ask your union officer."
            ),
        )
        return render(request, "members/join.html", {"form": form})
    request.session[JUST_APPLIED] = applied[1]
    return redirect("members:join-received")


@login_not_required
@never_cache
@require_safe
def received(request):
    """The query code, to be written down; only in the browser that applied, until it is closed or signed in."""
    code = request.session.get(JUST_APPLIED)
    application = services.joining.find(code) if code else None
    if application is None:
        return redirect("members:join-status")
    context = {"application": application, "code": services.joining.grouped(code)}
    return render(request, "members/join_received.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request):
    """What has become of an application; a wrong code says no more than that."""
    form = QueryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "members/join_status.html", {"form": form, "application": None})
    application = _found(request, form)
    context = {"form": form, "application": application}
    if application:
        context["code"] = form.cleaned_data["code"]
        context["may_choose"] = services.joining.may_choose_password(application)
    return render(request, "members/join_status.html", context, status=TOO_MANY if _is_late(form) else 200)


def _found(request, form):
    code = services.joining.plain(form.cleaned_data["code"])
    if not ratelimit.consume(request, action="join_code", key=code):
        form.add_error("code", ValidationError(_("Too many tries. Please wait an hour and try again."), code="late"))
        return None
    application = services.joining.find(code)
    if application is None:
        form.add_error("code", _("There is no application with this code. Please compare it with your note."))
    return application


def _is_late(form):
    return form.has_error("code", "late")


@login_not_required
@never_cache
@require_POST
def password(request):
    """From an approved application to the page where its owner chooses a password: once."""
    form = QueryForm(request.POST)
    application = _found(request, form) if form.is_valid() else None
    if application is None:
        context = {"form": form, "application": None}
        return render(request, "members/join_status.html", context, status=TOO_MANY if _is_late(form) else 200)
    try:
        path = services.joining.choose_password(application)
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
        return redirect("members:join-status")
    request.session.pop(JUST_APPLIED, None)
    return redirect(path)


@require_safe
def applications(request):
    """The invite code, who waits, and who was answered."""
    enterprise, choices = enterprise_to_manage(request)
    listed = JoinApplication.objects.visible_to(request.user).filter(enterprise=enterprise).for_list()
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    invite = services.joining.good_code(enterprise)
    context = {
        "enterprise": enterprise,
        "choices": choices,
        "page_obj": page,
        "invite": invite,
        "code": services.joining.grouped(invite.code) if invite else "",
        "address": settings.BASE_URL + reverse("members:join"),
    }
    return render(request, "members/applications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request):
    """A new invite code, or none; asks first where one is good, which may hang on walls."""
    enterprise, _choices = enterprise_to_manage(request)
    wish = (request.POST or request.GET).get("joining")
    there = services.joining.good_code(enterprise)
    if wish in WISHES and there and request.POST.get("seen") != there.code:
        facts = {"enterprise": enterprise, "invite": there, "is_new": wish == OPEN}
        return render(request, "members/invite_confirm.html", facts | {"code": services.joining.grouped(there.code)})
    if wish in WISHES and request.method == "POST":
        _change_code(request, enterprise, wish, there.code if there else "")
    return _to_list(enterprise)


def _change_code(request, enterprise, wish, seen):
    service, words = WISHES[wish]
    try:
        service(enterprise, by=request.user, seen=seen)
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, words)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request, pk):
    """One application, with the digits to compare; answered once."""
    listed = JoinApplication.objects.visible_to(request.user).for_list()
    shown = get_object_or_404(listed, pk=pk)
    if not permissions.can_answer_application(request.user, shown):
        raise PermissionDenied
    waits = shown.status == JoinApplication.Status.WAITING
    form = AnswerForm(request.POST or None, initial={"version": shown.version}) if waits else None
    if request.method == "POST" and waits and form.is_valid() and _answer(request, form, shown):
        return _to_list(shown.enterprise)
    return render(request, "members/application.html", {"application": shown, "form": form})


def _answer(request, form, shown):
    facts, joining = form.cleaned_data, services.joining
    try:
        if facts["answer"] == "approve":
            joining.approve(shown, by=request.user, version=facts["version"])
        else:
            joining.decline(shown, by=request.user, reason=facts["reason"], version=facts["version"])
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("%(name)s reads the answer with the query code.") % {"name": shown.person.name})
    return True


def _to_list(enterprise):
    return redirect(reverse("members:applications") + f"?enterprise={enterprise.code}")
