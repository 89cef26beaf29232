"""How allauth is told about this portal: nobody signs up alone, and accounts are named after work numbers."""

import unicodedata

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .models import Department, Notice

ENTERPRISE_COOKIE = "enterprise"
YEAR = 365 * 24 * 3600
# Said on every sign-in; it would only stand in the way of what the person came for.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountBackend(AuthenticationBackend):
    """Lets nobody in who left the enterprise, and asks so again on every request."""

    def get_user(self, user_id):
        """The account with its person, enterprise, department and number of unread notices, in one query.

        None when it may not be used.
        """
        users = get_user_model().objects.select_related("person__enterprise", "person__department")
        headed = Department.objects.filter(head__user=OuterRef("pk"))
        unread = Notice.objects.number_unread_of(OuterRef("pk"))
        user = users.annotate(heads_any=Exists(headed), unread_notices=unread).filter(pk=user_id).first()
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

    def is_open_for_signup(self, request):
        """Accounts are made by officers and staff, who hand out a one-time link."""
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        """The account alone: allauth adds the host, whose port a guesser may choose anew for every five tries."""
        return credentials.get("username", "").lower()

    def pre_login(self, request, user, **kwargs):
        """Tells a leaver, like a closed account, whom to ask."""
        if user.has_left:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, **kwargs):
        """Remembers the enterprise on this device, so that next time the number and the password will do."""
        response = super().post_login(request, user, **kwargs)
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


def username_for(enterprise_code, work_number):
    """`CF` and `010205` make `CF-010205`; without an enterprise code the name is a district account's own.

    Full-width digits, as Chinese keyboards write them, are read as plain ones.
    """
    code, number = (unicodedata.normalize("NFKC", part).strip() for part in (enterprise_code, work_number))
    code = code.upper()
    return f"{code}-{number}" if code and not number.upper().startswith(f"{code}-") else number
