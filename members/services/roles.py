"""Giving and taking roles. Nobody gives one to themselves, and nobody one that stands above their own."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import audit
from alliance_portal.workflow import WorkflowError

from .. import permissions
from ..models import DISTRICT_ROLES, Enterprise, Role, RoleAssignment, User
from ..notifications import accounts as notices
from ..system import USERNAME


def grant_role(user, role, enterprise, *, by):
    """Give the account a role in the enterprise (None: in the district) and return it; what is held stays.

    `by` is None, or the system account, for what nobody in particular does. Raises ValidationError when the role does
    not fit the scope, WorkflowError when `by` may not give it or the account may not hold it.
    """
    wanted = RoleAssignment(user=user, role=role, enterprise=enterprise, granted_by=by)
    wanted.clean()
    check_grant(user, role, enterprise, by=by)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        held = RoleAssignment.objects.filter(user=user, role=role, enterprise=enterprise).first()
        if held is None:
            _give(wanted, by)
    return held or wanted


def _give(wanted, by):
    wanted._history_user = by
    wanted.save()
    _let_into_admin(wanted.user)
    about = {"about": wanted.user, "enterprise": wanted.enterprise_id, "detail": wanted.role}
    audit.record(audit.Act.ROLE_GIVEN, by=by, **about)
    notices.role_given(wanted, by)


def check_grant(user, role, enterprise, *, by):
    """Raise WorkflowError when `by` may not give the role, or the account may not hold it."""
    _check_may_give(user, role, enterprise, by)
    _check_may_hold(user, role)


def _check_may_give(user, role, enterprise, by):
    if by is None or by.username == USERNAME:
        return
    if by.pk == user.pk:
        raise WorkflowError(_("Nobody gives a role to themselves. Please ask a colleague."))
    if not permissions.can_grant_role(by, role, enterprise and enterprise.pk, user):
        raise WorkflowError(_("This role is given by somebody else: ask the district union."))


def _check_may_hold(user, role):
    """Whoever left holds nothing; whoever audits the district's staff is not one of them."""
    if user.has_left or not user.is_active:
        raise WorkflowError(_("%(name)s is no longer in service, or the account is closed.") % {"name": user})
    held = set(user.role_assignments.filter(role__in=DISTRICT_ROLES).values_list("role", flat=True))
    is_staff = user.is_superuser or Role.DISTRICT_STAFF in held
    if (role == Role.AUDITOR and is_staff) or (role == Role.DISTRICT_STAFF and Role.AUDITOR in held):
        raise WorkflowError(_("An auditor is none of the district's staff: please choose an account for that alone."))


def revoke_role(user, role, enterprise, *, by):
    """Take the role away, from the next request on; nothing happens when it is not held.

    Nobody takes the district role from themselves, so that somebody always keeps it, and the last officer of an
    enterprise keeps that role until there is another.
    """
    if user == by and role in DISTRICT_ROLES:
        raise WorkflowError(_("You cannot take the district role from yourself. Please ask a colleague."))
    with transaction.atomic():
        if user == by and role == Role.OFFICER:
            check_not_the_last(user, enterprise)
        User.objects.select_for_update().get(pk=user.pk)
        for held in RoleAssignment.objects.filter(user=user, role=role, enterprise=enterprise):
            _check_may_take(held, by)
            _take(held, by)
        _let_into_admin(user)


def _check_may_take(held, by):
    if by is not None and by.username != USERNAME and not permissions.can_take_role(by, held):
        raise WorkflowError(_("This role is taken away by somebody else: ask the district union."))


def check_not_the_last(user, enterprise):
    """Two officers who go at the same moment: the second is the last."""
    lock_officers(enterprise)
    officers = RoleAssignment.objects.in_use().filter(role=Role.OFFICER, enterprise=enterprise)
    if not officers.exclude(user=user).exists():
        raise WorkflowError(_("You are the last union officer here. Please ask the district union to name another."))


def lock_officers(enterprise):
    """Whoever counts the officers of an enterprise does it one after the other."""
    return Enterprise.objects.select_for_update().get(pk=enterprise.pk)


def _take(held, by, why=""):
    held._history_user = by
    about = {"about": held.user, "enterprise": held.enterprise_id, "detail": f"{held.role} {why}".strip()}
    audit.record(audit.Act.ROLE_TAKEN, by=by, **about)
    notices.role_taken(held, by)
    held.delete()


def close_roles(person, *, by):
    """Somebody has left: all roles of the account end, so that none comes back with its owner years later."""
    if person.user_id is None:
        return
    for held in RoleAssignment.objects.filter(user_id=person.user_id).select_related("user", "enterprise"):
        _take(held, by, "left")
    _let_into_admin(person.user)


def _let_into_admin(user):
    """`is_staff` follows the roles of the district: allauth and the password rules read it."""
    user.is_staff = user.is_superuser or user.role_assignments.filter(role__in=DISTRICT_ROLES).exists()
    user.save(update_fields=["is_staff"])
    user.__dict__.pop("roles", None)
