"""What a workshop is found by."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError
from members.services import MOST_SPECIALITIES

from ..models import Workshop


def keep_specialities(workshop, specialities, *, by):
    """Set what the workshop is good at; kept in its history. What is out of use is left alone.

    Raises WorkflowError for more than ten.
    """
    with transaction.atomic():
        fresh = Workshop.objects.select_for_update().get(pk=workshop.pk)
        if len(specialities) > MOST_SPECIALITIES:
            raise WorkflowError(_("At most %(most)d specialities: those you know best.") % {"most": MOST_SPECIALITIES})
        fresh._history_user = by
        unused = fresh.specialities.filter(is_active=False)
        fresh.specialities.set([*specialities, *unused])
    return fresh
