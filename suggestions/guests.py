"""Visitors without an account: for the length of a visit they are who their query codes say."""

import time
from functools import wraps

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.views.decorators.cache import never_cache

OPENED = "opened_by_code"
# A phone on a shop floor passes through many hands.
VISIT = 30 * 60


class Guest(AnonymousUser):
    """Nobody by name; `guest_of` holds the ids of the suggestions that were opened by their codes."""

    def __init__(self, guest_of):
        super().__init__()
        self.guest_of = frozenset(guest_of)


def let_in(request, suggestion):
    """Open a suggestion for this visit."""
    opened = {str(pk): until for pk, until in request.session.get(OPENED, {}).items() if until > time.time()}
    request.session[OPENED] = opened | {str(suggestion.pk): time.time() + VISIT}


def recognise(request):
    """The guest of this visit, None when no code has been given in the last half hour."""
    opened = request.session.get(OPENED) or {}
    found = [int(pk) for pk, until in opened.items() if until > time.time()]
    return Guest(found) if found else None


def for_guests_too(view):
    """Lets in whoever is signed in, and guests; everybody else signs in first."""

    @login_not_required
    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.is_authenticated:
            guest = recognise(request)
            if guest is None:
                return redirect_to_login(request.get_full_path())
            request.user = guest
        return view(request, *args, **kwargs)

    return wrapped


def may_try(request, action, key):
    """Whether one more try of this kind is within the limits of ACCOUNT_RATE_LIMITS."""
    return ratelimit.consume(request, action=action, key=key)
