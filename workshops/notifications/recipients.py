"""Who is told: those who keep the records of a workshop, whoever leads it, and district staff."""

from django.db.models import Q

from members.models import Role, User


def _able_to_read(users):
    return list(users.filter(is_active=True).exclude(person__in_service=False).distinct().order_by("pk"))


def officers_of(workshop):
    """The union officers of its enterprise."""
    held = {"role_assignments__enterprise": workshop.enterprise_id, "role_assignments__role": Role.OFFICER}
    return _able_to_read(User.objects.filter(**held))


def keepers_of(workshop):
    """The union officers of its enterprise, and whoever leads it today."""
    officers = Q(role_assignments__enterprise=workshop.enterprise_id, role_assignments__role=Role.OFFICER)
    leads = workshop.memberships.current().filter(role="leader").order_by().values("person")
    return _able_to_read(User.objects.filter(officers | Q(person__in=leads)))


def district_staff():
    return _able_to_read(User.objects.filter(role_assignments__role=Role.DISTRICT_STAFF))
