"""What a code opens: the code of the room for whoever comes in, the code of a person for whoever runs the door."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alliance_portal.workflow import WorkflowError
from workshops.views.acting import CONFLICT

from .. import codes
from ..models import Attendance
from ..permissions import seats as permissions
from ..permissions.sessions import can_run_door
from ..services import door

METHODS = ["GET", "HEAD", "POST"]
PHONE = "phone"
PHONE_KEPT = 24 * 3600
SEEN = "training.seen"
# Seconds from the scan in which one signs in and presses the button.
SEEN_FOR = 10 * 60
GONE = 410


@login_not_required
@never_cache
@require_http_methods(METHODS)
def room(request, code):
    """Scanned in the room: who and which session, and one button. Whoever is not signed in comes back to it."""
    check_in = codes.check_in_of(code)
    if check_in is None:
        raise Http404
    phone = request.COOKIES.get(PHONE, "")[:64] or secrets.token_urlsafe(16)
    if codes.opens(check_in, code, timezone.now()):
        seen = signing.dumps([check_in.session_id, phone], salt=SEEN)
    elif _has_seen(request, check_in, phone):
        # The same as before: its minutes run from the scan, not from the last page.
        seen = _given(request)
    else:
        return render(request, "training/door/gone.html", status=GONE)
    if not request.user.is_authenticated:
        response = redirect_to_login(f"{request.path}?seen={seen}")
    else:
        response = _come_in(request, check_in.session, phone, seen)
    facts = {"max_age": PHONE_KEPT, "httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    response.set_cookie(PHONE, phone, **facts)
    return response


def _has_seen(request, check_in, phone):
    """Whether this phone scanned a code that was true, a few minutes ago; on another phone that is worth nothing."""
    try:
        return signing.loads(_given(request), salt=SEEN, max_age=SEEN_FOR) == [check_in.session_id, phone]
    except signing.BadSignature:
        return False


def _given(request):
    return request.POST.get("seen") or request.GET.get("seen", "")


def _come_in(request, session, phone, seen):
    person = request.user.person_or_none
    if person is None or not session.is_announced:
        return _ask(request, session, seen, refusal=_refusal(session))
    if request.method != "POST":
        return _ask(request, session, seen)
    try:
        came = door.scan(session, person, by=request.user, cookie=phone)
    except WorkflowError as error:
        return _ask(request, session, seen, refusal=error.message, status=CONFLICT)
    if isinstance(came, Attendance):
        messages.success(request, _("You are checked in. Have a good time."))
    else:
        messages.success(request, _("Noted. You are checked in by yourself as soon as the check-in opens."))
    return redirect("training:pass", session.number)


def _refusal(session):
    if session.is_announced:
        return _("Only people on the roster of an enterprise check in with this code.")
    return _("It does not take place.")


def _ask(request, session, seen, *, refusal="", status=200):
    person, now = request.user.person_or_none, timezone.now()
    context = {"session": session, "person": person, "seen": seen, "refusal": refusal}
    if person and session.is_announced:
        context |= {
            "state": door.state(session, session.check_in, now),
            "window": door.window(session, session.check_in),
            "there": door.present(session, person),
            "has_seat": session.enrolments.confirmed().filter(person=person).exists(),
        }
    return render(request, "training/door/room.html", context, status=status)


@never_cache
@require_http_methods(METHODS)
def person(request, code):
    """Scanned from somebody's phone: for whoever runs the door, with one button; its owner sees the own code."""
    check_in = codes.check_in_of(code)
    found = codes.person_of(check_in, code) if check_in else None
    if found is None:
        raise Http404
    session = check_in.session
    if found.user_id == request.user.pk:
        return redirect("training:pass", session.number)
    if not can_run_door(request.user, session) or not permissions.can_keep_list(request.user, session):
        raise Http404
    if request.method != "POST":
        return _show_person(request, session, found)
    try:
        door.by_person_code(session, found, by=request.user)
    except WorkflowError as error:
        return _show_person(request, session, found, refusal=error.message, status=CONFLICT)
    messages.success(request, _("%(name)s is on the list.") % {"name": found.name})
    return redirect("training:check-in", session.number)


def _show_person(request, session, found, *, refusal="", status=200):
    context = {
        "session": session, "person": found, "refusal": refusal, "there": door.present(session, found),
        "has_seat": session.enrolments.confirmed().filter(person=found).exists(),
    }  # fmt: skip
    return render(request, "training/door/person.html", context, status=status)
