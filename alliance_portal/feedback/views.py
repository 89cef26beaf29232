"""Say what is wrong with the portal, find the answer, and read what it never asks of anybody."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import services
from ..models import Feedback
from .forms import FeedbackForm
from .promises import POINTS

TOO_MANY = 429


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request):
    """A small form for everybody; so many an hour for all who share an address."""
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "feedback/form.html", {"form": form})
    if not ratelimit.consume(request, action="feedback"):
        form.add_error(None, _("Many remarks have come from here within an hour. Please try again later."))
        return render(request, "feedback/form.html", {"form": form}, status=TOO_MANY)
    kept = services.give_feedback(**form.cleaned_data)
    messages.success(request, _("Thank you. Please keep the address of this page: the answer will be here."))
    return redirect(kept)


@login_not_required
@never_cache
@require_safe
def one(request, code):
    """A remark and its answer, for whoever has its code."""
    kept = get_object_or_404(Feedback.objects.with_code(code))
    return render(request, "feedback/one.html", {"feedback": kept})


@login_not_required
@require_safe
def self_check(request):
    """The five points that portals of public bodies must not ask, and how each is kept here."""
    return render(request, "feedback/self_check.html", {"points": POINTS})
