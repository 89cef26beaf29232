"""Who issues certificates of a session or a course, takes them back, and prints them."""

from django.utils import timezone

from members.permissions import has_role, is_district_staff

from ..models import Session
from .sessions import keeps


def keeps_series(user, series):
    """Officers of the enterprise of the course, and whoever keeps one of its sessions."""
    if is_district_staff(user) or has_role(user, series.enterprise_id, "officer"):
        return True
    return user.is_authenticated and Session.objects.kept_by(user).filter(series=series).exists()


def keeps_target(user, target):
    """`target` is a session or a series."""
    return keeps(user, target) if isinstance(target, Session) else keeps_series(user, target)


def can_issue(user, target):
    """Once it is over: a session by its end, a course by the end of its last session."""
    return keeps_target(user, target) and is_over(target)


def is_over(target, now=None):
    now = now or timezone.now()
    if isinstance(target, Session):
        return target.is_announced and target.ends_at <= now
    sessions = target.sessions.announced()
    return target.is_course and sessions.exists() and not sessions.filter(ends_at__gt=now).exists()


def can_keep(user, certificate):
    return keeps_target(user, certificate.session or certificate.series)


def can_revoke(user, certificate):
    return certificate.is_valid and can_keep(user, certificate)


def can_print(user, certificate):
    """Its holder, and those who issue it, as long as it is valid."""
    own = user.is_authenticated and certificate.person.user_id == user.pk
    return certificate.is_valid and (own or can_keep(user, certificate))
