"""Accounts by the names under which they sign in."""

from django.db.models.functions import Upper

from members.models import User


def judges_called(award, names):
    """(accounts, names that mean none) of those who could judge this round: in one of an enterprise its people."""
    wanted = dict.fromkeys(name.upper() for name in names)
    users = User.objects.filter(is_active=True).exclude(person__in_service=False).select_related("person")
    if award.enterprise_id:
        users = users.filter(person__enterprise=award.enterprise_id)
    users = users.annotate(called=Upper("username")).filter(called__in=wanted).prefetch_related("role_assignments")
    found = {user.called: user for user in users}
    return [found[name] for name in wanted if name in found], [name for name in wanted if name not in found]
