"""Temporary passwords (临时密码): for whoever stands before the officer and has forgotten theirs."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import audit
from alliance_portal.workflow import WorkflowError

from ..models import User
from ..notifications import accounts as notices
from .accounts import check_may_look_after

GOOD_FOR = dt.timedelta(hours=24)
# Read aloud and typed from paper: nothing that looks like something else. Four groups of three: 57 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, SIZE = 4, 3


def issue_password(user, *, by):
    """Give the account a temporary password and return it: the only time it can be read.

    It opens nothing but the page where a password of one's own is chosen, for 24 hours. Whoever is signed in with the
    old one is signed out.
    """
    if user.pk == by.pk:
        raise WorkflowError(_("You change your own password under “My account”."))
    check_may_look_after(user, by)
    password = "-".join("".join(secrets.choice(SIGNS) for _sign in range(SIZE)) for _group in range(GROUPS))
    with transaction.atomic():
        fresh = User.objects.select_for_update().get(pk=user.pk)
        if not fresh.is_active or fresh.has_left:
            raise WorkflowError(_("The account %(username)s is closed.") % {"username": fresh.username})
        fresh.set_password(password)
        fresh.temporary_until = timezone.now() + GOOD_FOR
        fresh.save(update_fields=["password", "temporary_until"])
        enterprise = fresh.person_or_none and fresh.person_or_none.enterprise_id
        # They are signed out: their sessions were made with the old password.
        fresh.sessions.all().delete()
        audit.record(audit.Act.PASSWORD_ISSUED, by=by, about=fresh, enterprise=enterprise)
        notices.password_issued(fresh, by)
    return password


def own_password(user, password):
    """The owner has chosen it: from now on the account is its owner's alone."""
    had_one = user.has_usable_password()
    user.set_password(password)
    user.temporary_until = None
    enterprise = user.person_or_none and user.person_or_none.enterprise_id
    with transaction.atomic():
        user.save(update_fields=["password", "temporary_until"])
        user.sessions.all().delete()
        audit.record(audit.Act.PASSWORD_CHANGED, by=user, about=user, enterprise=enterprise)
        if had_one:
            notices.own_password(user)
