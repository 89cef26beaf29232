"""Who keeps an alliance, who may bring a workshop in or take it out, and who reads what its members read."""

from ..models import Alliance, AllianceApplication, AllianceMembership
from .running import can_run

Status = AllianceMembership.Status


def can_keep_alliance(user, alliance):
    """The secretariat of today, officers of the enterprise it is inside of, and district staff."""
    return Alliance.objects.kept_by(user).filter(pk=alliance.pk).exists()


def can_see_inside(user, alliance):
    """Whoever works in an enterprise that has a workshop in it, whoever keeps it, and district staff."""
    return Alliance.objects.inside(user).filter(pk=alliance.pk).exists()


def can_see_figures(user, alliance):
    """Whoever runs or answers for a workshop in it, whoever keeps it, and district staff."""
    return Alliance.objects.run_by(user).filter(pk=alliance.pk).exists()


def can_withdraw_application(user, application):
    return application.status == AllianceApplication.Status.WAITING and can_run(user, application.workshop)


def can_answer_application(user, application):
    waits = application.status == AllianceApplication.Status.WAITING
    return waits and can_keep_alliance(user, application.alliance)


def can_leave(user, membership):
    """Whoever runs the workshop, as long as it is a member."""
    return membership.status != Status.LEFT and can_run(user, membership.workshop)


def can_ask_to_rectify(user, membership):
    return membership.status == Status.MEMBER and can_keep_alliance(user, membership.alliance)


def can_end_rectification(user, membership):
    """To say that it is put right, or to remove the workshop once the day is over."""
    return membership.status == Status.RECTIFYING and can_keep_alliance(user, membership.alliance)
