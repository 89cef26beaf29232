"""What is asked of an account before anything else, and when its browser was used last."""

import time

from django.shortcuts import redirect

from .second_step import is_demanded_of
from .services import sessions

# All that somebody with a temporary password can do.
WITH_TEMPORARY_PASSWORD = {"account_change_password", "account_logout", "set-language", "set-theme"}

# All that a member of union staff can do who has not set up the second step.
BEFORE_SECOND_STEP = WITH_TEMPORARY_PASSWORD | {"account_reauthenticate", "mfa_index", "mfa_activate_totp"}


class AccountDutiesMiddleware:
    """Who has a temporary password, or lacks the second step that is demanded, finds the page about it alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self._note_use(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return None
        asked_for = request.resolver_match.view_name
        if request.user.temporary_until and asked_for not in WITH_TEMPORARY_PASSWORD:
            return redirect("account_change_password")
        if is_demanded_of(request.user) and not request.user.has_second_step and asked_for not in BEFORE_SECOND_STEP:
            return redirect("mfa_index")
        return None

    @staticmethod
    def _note_use(request):
        seen = request.session.get("device_seen")
        if seen and time.time() - seen > sessions.SEEN_EVERY.total_seconds():
            sessions.seen(request.session)
