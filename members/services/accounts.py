"""Every write to accounts that is more than saving a form."""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alliance_portal import audit
from alliance_portal.workflow import WorkflowError

from .. import permissions
from ..models import Department, Person, Role, User
from ..system import USERNAME
from ..usernames import username_for
from .roles import grant_role

log = logging.getLogger(__name__)


def make_access_link(person, *, by):
    """Return the path of a one-time link with which the person chooses a password and is signed in.

    Makes the account `CODE-number` when there is none; two calls at once make one account. The link lives
    72 hours and dies with the first sign-in; while no password was ever chosen, a new link also ends older ones.
    Raises WorkflowError when the person left or somebody else's account already bears the name.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update(of=["self"]).select_related("enterprise").get(pk=person.pk)
        if not person.in_service:
            raise WorkflowError(_("%(name)s is no longer in service, so no link is made.") % {"name": person.name})
        if person.user_id is None:
            person.user = _open_account(username_for(person.enterprise.code, person.work_number))
            person.save(update_fields=["user", "updated_at"])
        return _one_time_link(person.user_id, by)


def make_account_link(user, *, by):
    """The same for an account, with a person behind it or, like the district's own staff, without."""
    if user.person_or_none:
        return make_access_link(user.person_or_none, by=by)
    with transaction.atomic():
        return _one_time_link(user.pk, by)


def _open_account(username, **fields):
    if User.objects.filter(username__iexact=username).exists():
        raise WorkflowError(_("There is already an account named %(username)s.") % {"username": username})
    user = User(username=username, **fields)
    user.set_unusable_password()
    user.save()
    return user


def check_may_look_after(user, by):
    """Raise WorkflowError where the account stands above `by`."""
    if by.username != USERNAME and not permissions.can_look_after(by, user):
        words = _("%(username)s stands above the district's staff: please ask a superuser.")
        raise WorkflowError(words % {"username": user.username})


def _one_time_link(user_pk, by):
    user = User.objects.select_for_update().get(pk=user_pk)
    check_may_look_after(user, by)
    if not user.is_active:
        raise WorkflowError(_("The account %(username)s is closed.") % {"username": user.username})
    if not user.has_usable_password():
        # The token is made from the password field: a new random one ends the links handed out before.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    log.info("one-time link for %s made by %s", user.username, by.username)
    enterprise = user.person_or_none and user.person_or_none.enterprise_id
    audit.record(audit.Act.LINK_MADE, by=by, about=user, enterprise=enterprise)
    token = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])


def open_staff_account(username, full_name, *, by, role=Role.DISTRICT_STAFF):
    """Make an account of the district's own (staff, or an auditor) without a password and return it.

    The owner comes in by a one-time link.
    """
    with transaction.atomic():
        user = _open_account(username, full_name=full_name)
        audit.record(audit.Act.ACCOUNT_OPENED, by=by, about=user)
        grant_role(user, role, None, by=by)
    return user


def close_account(user, *, by):
    """Let nobody in with this account any more, from the next request on. One's own stays open."""
    if user == by:
        raise WorkflowError(_("You cannot close your own account."))
    _set_active(user, False, by)


def reopen_account(user, *, by):
    """Let the owner in again, with the password as it was."""
    _set_active(user, True, by)


def reset_second_step(user, *, by):
    """The phone is lost, and the recovery codes too: the next sign-in is by password alone, and sets it up anew."""
    if user == by:
        raise WorkflowError(_("Please ask a colleague: nobody takes away their own second step."))
    check_may_look_after(user, by)
    with transaction.atomic():
        if Authenticator.objects.filter(user=user).delete()[0]:
            audit.record(audit.Act.SECOND_STEP_OFF, by=by, about=user, detail="lost")


def _set_active(user, active, by):
    check_may_look_after(user, by)
    user.is_active = active
    act = audit.Act.ACCOUNT_REOPENED if active else audit.Act.ACCOUNT_CLOSED
    with transaction.atomic():
        user.save(update_fields=["is_active"])
        audit.record(act, by=by, about=user)
    log.info("account %s %s by %s", user.username, "reopened" if active else "closed", by.username)


def name_head(department, person, *, by):
    """Make somebody the head of a department, or nobody (`person` is None); kept in its history.

    Raises WorkflowError for somebody of another enterprise or who left.
    """
    with transaction.atomic():
        fresh = Department.objects.select_for_update().get(pk=department.pk)
        if person and (person.enterprise_id != fresh.enterprise_id or not person.in_service):
            raise WorkflowError(_("The head must be in service in the same enterprise."))
        fresh.head, fresh._history_user = person, by
        fresh.save(update_fields=["head", "updated_at"])
    return fresh
