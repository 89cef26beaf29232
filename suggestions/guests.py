"""Visitors without an account: for the length of a visit they are who their query codes say.

Their drafts belong to the browser: it keeps a secret, of which the database knows the hash.
"""

import secrets
import time
from functools import wraps

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

from .models import Poster, Writer
from .querysets import KEEP_DRAFTS

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


def may_upload(request, count, *, door=""):
    """Whether so many more photos are within the limits: of a day for each writer, of an hour for each poster."""
    writer = writer_of(request)
    limits = [("photo", _hashed(f"user {writer.user.pk}" if writer.user else writer.guest))]
    if writer.user is None:
        limits.append(("guest_photo", door))
    return all(may_try(request, *limit) for _photo in range(count) for limit in limits)


def door_of(code):
    """The poster of this code while it hangs, else None."""
    return Poster.objects.live().select_related("enterprise").filter(code=code.upper()).first() if code else None


def writer_of(request):
    """Whose drafts this request is about: the account's and this browser's."""
    secret = getattr(request, "guest_secret", "") or request.COOKIES.get(settings.GUEST_COOKIE_NAME)
    user = request.user if request.user.is_authenticated else None
    return Writer(user=user, guest=_hashed(secret) if secret else "")


def for_writers(view):
    """Gives a browser without an account the secret by which its drafts are found again, for as long as they are kept.

    On the page before anything is sent: the answer to the first photo may get lost.
    """

    @login_not_required
    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        kept = request.COOKIES.get(settings.GUEST_COOKIE_NAME)
        request.guest_secret = kept or secrets.token_urlsafe(32)
        response = view(request, *args, **kwargs)
        _remember(response, request.guest_secret)
        return response

    return wrapped


def _remember(response, secret):
    response.set_cookie(
        settings.GUEST_COOKIE_NAME,
        secret,
        max_age=KEEP_DRAFTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _hashed(secret):
    """Nothing that is kept of a limit or a draft tells whose it is without the key of this installation."""
    return salted_hmac("suggestions.guests", secret, algorithm="sha256").hexdigest()
