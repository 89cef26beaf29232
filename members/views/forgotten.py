"""A forgotten password, or no account yet: a link by letter, and whom to ask without one."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import services
from ..forms.sign_in import ForgottenForm

TOO_MANY = 429


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request):
    """Ask for a letter. The answer is the same whether or not there is such an account, or a mailbox of it."""
    form = ForgottenForm(request.POST or None, request=request)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/password_reset.html", {"form": form})
    if not ratelimit.consume(request, action="forgotten", key=form.username.lower()):
        form.add_error(None, _("Too many tries. Please wait an hour and try again."))
        return render(request, "account/password_reset.html", {"form": form}, status=TOO_MANY)
    services.forgotten.send_link(form.username)
    return redirect("account_reset_password_sent")


@login_not_required
@require_safe
def sent(request):
    """What to do now, with a letter or without."""
    return render(request, "account/password_reset_sent.html")
