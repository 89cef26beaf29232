"""Every write to accounts and roles that is more than saving a form."""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..accounts import username_for
from ..models import Department, Person, Role, RoleAssignment, User

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


def _one_time_link(user_pk, by):
    user = User.objects.select_for_update().get(pk=user_pk)
    if not user.is_active:
        raise WorkflowError(_("The account %(username)s is closed.") % {"username": user.username})
    if not user.has_usable_password():
        # The token is made from the password field: a new random one ends the links handed out before.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    log.info("one-time link for %s made by %s", user.username, by.username)
    token = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])


def open_staff_account(username, full_name, *, by):
    """Make a district staff account without a password and return it; the owner comes in by a one-time link."""
    with transaction.atomic():
        user = _open_account(username, full_name=full_name)
        grant_role(user, Role.DISTRICT_STAFF, None, by=by)
    return user


def close_account(user, *, by):
    """Let nobody in with this account any more, from the next request on. One's own stays open."""
    if user == by:
        raise WorkflowError(_("You cannot close your own account."))
    _set_active(user, False, by)


def reopen_account(user, *, by):
    """Let the owner in again, with the password as it was."""
    _set_active(user, True, by)


def _set_active(user, active, by):
    user.is_active = active
    user.save(update_fields=["is_active"])
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


def grant_role(user, role, enterprise, *, by):
    """Give the account a role in the enterprise (None: in the district) and return it; what is held stays.

    Raises ValidationError when the role does not fit the scope.
    """
    wanted = RoleAssignment(user=user, role=role, enterprise=enterprise, granted_by=by)
    wanted.clean()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        held = RoleAssignment.objects.filter(user=user, role=role, enterprise=enterprise).first()
        if held is None:
            wanted._history_user = by
            wanted.save()
        _let_into_admin(user)
    return held or wanted


def revoke_role(user, role, enterprise, *, by):
    """Take the role away, from the next request on; nothing happens when it is not held.

    Nobody takes the district role from themselves, so that somebody always keeps it.
    """
    if user == by and role == Role.DISTRICT_STAFF:
        raise WorkflowError(_("You cannot take the district role from yourself. Please ask a colleague."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        for held in RoleAssignment.objects.filter(user=user, role=role, enterprise=enterprise):
            held._history_user = by
            held.delete()
        _let_into_admin(user)


def _let_into_admin(user):
    """`is_staff` follows the district role: allauth and the password rules read it."""
    user.is_staff = user.is_superuser or user.role_assignments.filter(role=Role.DISTRICT_STAFF).exists()
    user.save(update_fields=["is_staff"])
    user.__dict__.pop("roles", None)
