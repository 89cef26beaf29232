"""Writing a problem down, changing it, and bidding for one."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.models import Enterprise
from members.permissions import enterprise_ids_with

from ..forms.problems import BidForm, ProblemForm
from ..models import Problem, Workshop
from ..permissions import problems as permissions
from ..services import problems as services
from .acting import carry_out, show_form

METHODS = ["GET", "HEAD", "POST"]


def found(user, number):
    return get_object_or_404(Problem.objects.visible_to(user).select_related("enterprise", "workshop"), number=number)


def _page(request, form, perform, *, done, **words):
    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


def _offered(user):
    """From where somebody posts: officers for their enterprises, leaders in the name of their workshop."""
    led = Workshop.objects.visible_to(user).kept_by(user).active().select_related("enterprise")
    offices = enterprise_ids_with(user, "officer")
    enterprises = (
        Enterprise.objects.visible_to(user)
        .filter(pk__in=offices or led.order_by().values("enterprise"))
        .order_by("name")
    )
    return {"enterprises": enterprises, "workshops": led.order_by("name"), "must_name_workshop": not offices}


@require_http_methods(METHODS)
def new_problem(request):
    if not permissions.can_post(request.user):
        raise PermissionDenied
    form = ProblemForm(request.POST if request.method == "POST" else None, user=request.user, **_offered(request.user))

    def perform(form):
        return services.write(by=request.user, **form.facts)

    def done(problem):
        return problem.get_absolute_url(), _("Kept as a draft. Nobody outside reads it before it has been checked.")

    text = _("It is a draft first. What can be measured is solved sooner: where it stands, and what is to be reached.")
    back = {"back": reverse("workshops:desk-problems"), "back_label": _("Problems")}
    words = {"title": _("Post a problem"), "text": text, "button": _("Keep the draft"), **back}
    return _page(request, form, perform, done=done, **words)


@require_http_methods(METHODS)
def change_problem(request, number):
    problem = found(request.user, number)
    if not permissions.keeps_problem(request.user, problem):
        raise PermissionDenied
    choices = _offered(request.user)
    own = Workshop.objects.visible_to(request.user).active().filter(enterprise=problem.enterprise).order_by("name")
    facts = {"user": request.user, "enterprises": choices["enterprises"], "workshops": own, "problem": problem}
    form = ProblemForm(request.POST if request.method == "POST" else None, **facts)

    def perform(form):
        return services.change(problem, by=request.user, **form.facts)

    back = {"back": problem.get_absolute_url(), "back_label": str(problem)}
    words = {"title": _("Change the problem"), "button": _("Keep the words"), **back}
    return _page(request, form, perform, done=(problem.get_absolute_url(), _("Kept.")), **words)


@require_http_methods(METHODS)
def bid(request, number):
    problem = found(request.user, number)
    workshops = permissions.workshops_to_bid_with(request.user, problem)
    if not Workshop.objects.visible_to(request.user).kept_by(request.user).exists():
        raise PermissionDenied
    form = BidForm(request.POST if request.method == "POST" else None, problem=problem, workshops=workshops)

    def perform(form):
        return services.bid(problem, by=request.user, **form.facts)

    text = _("Whoever posted the problem reads it, and chooses one when the bids are closed. Others do not see it.")
    back = {"back": problem.get_absolute_url(), "back_label": str(problem)}
    words = {"title": _("Bid for “%(title)s”") % {"title": problem.title}, "text": text, "button": _("Bid"), **back}
    done = (problem.get_absolute_url(), _("Your bid is in. You may take it back until one is chosen."))
    return _page(request, form, perform, done=done, **words)
