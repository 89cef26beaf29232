"""The password once more before something delicate (R12): roles, passwords of others, hidden names, lists of people."""

import time
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired

# Seconds for which one sign-in, or one more password, is enough.
GOOD_FOR = 5 * 60
SIGNED_IN_AT = "signed_in_at"


def remember_moment(sender, request, user, **kwargs):
    """Django has signed somebody in."""
    request.session[SIGNED_IN_AT] = time.time()


def is_fresh(request):
    """Whether whoever is signed in has shown within five minutes that it is they."""
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return time.time() - max([*moments, request.session.get(SIGNED_IN_AT, 0)]) < GOOD_FOR


def freshly_signed_in(view):
    """Asks for the password first where the last one is older than that; what was sent is done afterwards."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated and not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return wrapped
