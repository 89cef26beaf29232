"""The second step of signing in (TOTP), by allauth's `mfa`; compulsory for district staff and auditors.

Security keys are left out, and with them what they need; so the step and its page, which allauth builds around
security keys, are put together here from its parts for codes.
"""

import logging

import segno
from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic.edit import FormView

from alliance_portal import audit

from . import encryption
from .forms.sign_in import NoPlaceholders
from .reauthentication import freshly_signed_in
from .sign_in import page

log = logging.getLogger(__name__)
APP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
KINDS = {APP: TOTP, CODES: RecoveryCodes}


def is_demanded_of(user):
    """Whether this account opens nothing without it."""
    return settings.STAFF_MFA and user.is_staff


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used. Please wait for the next one."),
        "cannot_delete_authenticator": _("Union staff keep the second step: it cannot be taken away."),
    }

    def build_totp_svg(self, url):
        """Dark on white whatever the page's colours are, without style attributes."""
        drawing = segno.make(url, error="m", micro=False).svg_inline(
            svgclass=None, lineclass=None, omitsize=True, light="#fff"
        )
        return mark_safe(drawing)  # noqa: S308 - drawn here

    def encrypt(self, text):
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text):
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self):
        return settings.PORTAL["name"]

    def can_delete_authenticator(self, authenticator):
        return not is_demanded_of(authenticator.user)


class CodeStage(LoginStage):
    """Between the password and the first page, for whoever has set it up."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self):
        needed = self.login.user is not None and is_mfa_enabled(self.login.user, [APP])
        return (headed_redirect_response(self.urlname) if needed else None), True


class CodeForm(NoPlaceholders, AuthenticateForm):
    """The code of the app, or a recovery code."""

    def clean_code(self):
        """As allauth checks it, without asking for security keys."""
        forget_tries = check_rate_limit(self.user)
        code = self.cleaned_data["code"]
        for authenticator in Authenticator.objects.filter(user=self.user, type__in=KINDS):
            if _opens(authenticator, code):
                authenticator.user, self.authenticator = self.user, authenticator
                forget_tries()
                return code
        audit.record(audit.Act.SIGN_IN_FAILED, about=self.user, detail="code", succeeded=False)
        raise get_adapter().validation_error("incorrect_code")


def _opens(authenticator, code):
    """Not what no key can read any more: a colleague takes that second step away, and it is set up anew."""
    try:
        return KINDS[authenticator.type](authenticator).validate_code(code)
    except encryption.UnreadableError:
        log.error("no key opens the second step of account %s", authenticator.user_id)
        return False


class FirstCodeForm(NoPlaceholders, ActivateTOTPForm):
    """Proof that the app has taken the key."""


@method_decorator(login_stage_required(stage=CodeStage.key, redirect_urlname="account_login"), name="dispatch")
class CodeView(FormView):
    form_class = CodeForm
    template_name = "mfa/authenticate.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request._login_stage.login.user}

    def form_valid(self, form):
        form.save()
        return self.request._login_stage.exit()


@require_safe
def overview(request):
    """Whether it is set up, and what can be done."""
    context = {
        "is_on": is_mfa_enabled(request.user, [APP]),
        "is_demanded": is_demanded_of(request.user),
        "layout": "worker.html" if request.user.person_or_none else "workbench.html",
    }
    return render(request, "mfa/index.html", context)


class SetUpView(totp.ActivateTOTPView):
    def form_valid(self, form):
        with transaction.atomic():
            audit.record(audit.Act.SECOND_STEP_ON, by=self.request.user, about=self.request.user)
            return super().form_valid(form)


class TakeAwayView(totp.DeactivateTOTPView):
    def form_valid(self, form):
        with transaction.atomic():
            audit.record(audit.Act.SECOND_STEP_OFF, by=self.request.user, about=self.request.user)
            return super().form_valid(form)


class NewCodesView(GenerateRecoveryCodesView):
    def get_context_data(self, **kwargs):
        """Without counting the old ones, for which allauth asks for security keys."""
        return FormView.get_context_data(self, **kwargs)


@never_cache
@require_safe
@freshly_signed_in
def recovery_codes(request):
    """Those that are left: each lets in once."""
    kept = get_object_or_404(Authenticator, user=request.user, type=CODES)
    return render(request, "mfa/recovery_codes/index.html", {"codes": RecoveryCodes(kept).get_unused_codes()})


authenticate = page(CodeView)
set_up = page(SetUpView)
take_away = page(TakeAwayView)
new_codes = page(NewCodesView)
