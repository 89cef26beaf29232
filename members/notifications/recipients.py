"""Who is told of what waits for an answer in an enterprise."""

from django.db.models import Q

from ..models import Role, User


def those_who_answer(enterprise, *, but=None):
    """The officers of the enterprise (by its id), without the account whose own matter it is; else district staff."""
    users = User.objects.filter(is_active=True).exclude(person__in_service=False).exclude(pk=but)
    held = Q(role_assignments__role=Role.OFFICER, role_assignments__enterprise=enterprise)
    return list(users.filter(held).distinct().order_by("pk")) or district_staff(but=but)


def district_staff(*, but=None):
    users = User.objects.filter(is_active=True).exclude(person__in_service=False).exclude(pk=but)
    return list(users.filter(role_assignments__role=Role.DISTRICT_STAFF).distinct().order_by("pk"))
