"""How allauth is told about this portal: nobody signs up alone, and accounts are named after work numbers."""

from functools import cache as once
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alliance_portal import audit

from .models import Department, Notice
from .services import passwords, sessions

ENTERPRISE_COOKIE = "enterprise"
YEAR = 365 * 24 * 3600
# A lock that holds is written down once, however often somebody goes on trying.
LOCKED_FOR = 5 * 60
# Said on every sign-in; it would only stand in the way of what the person came for.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


@once
def _accounts():
    """Put together once: every request of everybody asks for one of these."""
    second_step = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    headed = Department.objects.filter(head__user=OuterRef("pk"))
    unread = Notice.objects.number_unread_of(OuterRef("pk"))
    accounts = get_user_model().objects.select_related("person__enterprise", "person__department")
    asked = {"heads_any": Exists(headed), "has_second_step": Exists(second_step)}
    return accounts.annotate(**asked, unread_notices=unread)


class AccountBackend(AuthenticationBackend):
    """Lets nobody in who left the enterprise, and asks so again on every request."""

    def get_user(self, user_id):
        """The account with its person, enterprise, department and number of unread notices, in one query.

        None when it may not be used.
        """
        user = _accounts().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not user.has_left


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # The same words for an unknown number and for a wrong password.
        "username_password_mismatch": _(
            "The work number or the password is not right. Please check the enterprise code too."
        ),
        "too_many_login_attempts": _(
            "Too many tries. Please wait five minutes, or ask your union officer for a new sign-in link."
        ),
        "invalid_password_reset": _("This link is no longer good. Please ask your union officer for a new one."),
        "enter_current_password": _("The current password is not right."),
    }

    def get_login_stages(self):
        """The password, then the code of whoever has set it up; nothing by e-mail or telephone."""
        return ["members.second_step.CodeStage"]

    def get_reauthentication_methods(self, user):
        """By the password, also for those who have set up a second step."""
        return [method for method in super().get_reauthentication_methods(user) if method["id"] == "reauthenticate"]

    def is_open_for_signup(self, request):
        """Accounts are made by officers and staff, who hand out a one-time link."""
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        """The account alone: allauth adds the host, whose port a guesser may choose anew for every five tries."""
        return credentials.get("username", "").lower()

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            if cache.add(f"audit-locked-{sha256(key.encode()).hexdigest()}", True, LOCKED_FOR):
                _record_failure(audit.Act.LOCKED_OUT, credentials)
            raise

    def authentication_failed(self, request, **credentials):
        _record_failure(audit.Act.SIGN_IN_FAILED, credentials)

    def pre_login(self, request, user, **kwargs):
        """Tells a leaver, like a closed account, whom to ask; a temporary password is good for its day."""
        if user.has_left:
            return self.respond_user_inactive(request, user)
        if user.temporary_until and user.temporary_until < timezone.now():
            messages.error(request, gettext("This temporary password was good for 24 hours. Please ask for a new one."))
            return redirect("account_reset_password")
        return super().pre_login(request, user, **kwargs)

    def set_password(self, user, password):
        """Called where the owner chooses one, never for a temporary one."""
        passwords.own_password(user, password)

    def post_login(self, request, user, **kwargs):
        """Remembers the enterprise on this device, so that next time the number and the password will do."""
        response = super().post_login(request, user, **kwargs)
        audit.record(audit.Act.SIGNED_IN, by=user, about=user, enterprise=_enterprise_of(user))
        sessions.remember(request.session, user, request.headers.get("User-Agent"))
        if person := user.person_or_none:
            response.set_cookie(
                ENTERPRISE_COOKIE,
                person.enterprise.code,
                max_age=YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)


def _record_failure(act, credentials):
    """Whose account was tried, where there is one; what was typed is not kept: it may be a password."""
    tried = get_user_model().objects.filter(username__iexact=credentials.get("username", "")).first()
    audit.record(act, about=tried, enterprise=tried and _enterprise_of(tried), succeeded=False)


def _enterprise_of(user):
    return user.person_or_none and user.person_or_none.enterprise_id
