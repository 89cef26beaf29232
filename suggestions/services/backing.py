"""“I have met this too”: said instead of sending the same in again, and taken back at any time."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Backing, Suggestion

Status = Suggestion.Status
# What has been done and comes up again is a new matter; what was merged is backed where it went.
CLOSED_TO_BACKERS = {Status.IMPLEMENTED, Status.MERGED, Status.FORWARDED, Status.WITHDRAWN}


def back(suggestion, *, by, note=""):
    """Add the weight of one person, once, with words if there are any; a second call only changes the words.

    Raises WorkflowError for one's own, for another enterprise's, and once it is done, merged or taken back.
    """
    person = by.person_or_none
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        if person is None or not person.in_service or person.enterprise_id != fresh.enterprise_id:
            raise workflow.WorkflowError(_("This is for colleagues of the same enterprise."))
        if fresh.spam_at or fresh.status in CLOSED_TO_BACKERS:
            raise workflow.TransitionError(fresh, fresh.status)
        if fresh.proposers.filter(person=person).exists():
            raise workflow.WorkflowError(_("This is your own suggestion."))
        backing, _new = Backing.objects.get_or_create(suggestion=fresh, person=person)
        if note:
            backing.note = note
            backing.save(update_fields=["note", "updated_at"])
    return backing


def stop_backing(suggestion, *, by):
    """Take it back; what was not said is no error."""
    Backing.objects.filter(suggestion=suggestion, person=by.person_or_none).delete()
