"""Where an account is signed in: remembered at sign-in, ended by its owner."""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alliance_portal import audit

from ..devices import device_of
from ..models import AccountSession

# Written down at most so often: a page that is read writes nothing.
SEEN_EVERY = dt.timedelta(minutes=10)


def remember(session, user, agent):
    """This browser is signed in. The key of its session changes with every sign-in and every new password."""
    if not session.session_key:
        session.save()
    AccountSession.objects.filter(pk=session.get("device")).delete()
    facts = {"user": user, "device": device_of(agent), "last_used_at": timezone.now()}
    kept, _new = AccountSession.objects.update_or_create(session_key=session.session_key, defaults=facts)
    session["device"], session["device_seen"] = kept.pk, timezone.now().timestamp()
    return kept


def seen(session):
    """The browser is in use; `device_seen` in its session says when that was written down last."""
    AccountSession.objects.filter(pk=session["device"]).update(last_used_at=timezone.now())
    session["device_seen"] = timezone.now().timestamp()


def forget(session):
    """It is signed out."""
    AccountSession.objects.filter(pk=session.get("device")).delete()


def end(sessions, *, by):
    """Sign these browsers out, from their next request on; return how many."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    with transaction.atomic():
        ended = list(sessions)
        for one in ended:
            store.delete(one.session_key)
            one.delete()
        if ended:
            audit.record(audit.Act.SESSIONS_ENDED, by=by, about=by, detail=str(len(ended)))
    return len(ended)


def forget_old():
    """Browsers whose sessions ran out long ago; return how many."""
    oldest = timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return AccountSession.objects.filter(last_used_at__lt=oldest).delete()[0]
