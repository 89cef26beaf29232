"""Joining an alliance and leaving it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..models import AllianceMembership


def join(alliance, workshop, *, by=None, ground=AllianceMembership.Ground.APPLICATION, joined_on=None):
    """The workshop belongs to the alliance from this day (today) on; return the membership.

    Raises WorkflowError where it belongs already, and where the alliance is inside another enterprise.
    """
    if alliance.enterprise_id not in (None, workshop.enterprise_id):
        raise WorkflowError(_("%(alliance)s is inside another enterprise.") % {"alliance": alliance})
    membership = AllianceMembership(alliance=alliance, workshop=workshop, ground=ground)
    membership.joined_on, membership._history_user = joined_on or timezone.localdate(), by
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError:
        words = {"workshop": workshop, "alliance": alliance}
        raise WorkflowError(_("%(workshop)s belongs to %(alliance)s already.") % words) from None
    return membership
