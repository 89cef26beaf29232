"""Photos that come after the words they belong to: the words were sent over a net that was too weak for both."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing

from ..models import Photo, SuggestionEvent
from .drafts import MOST_PHOTOS
from .photos import attach

Verb = SuggestionEvent.Verb
FOLLOW_HOURS = 24


def may_be_followed(suggestion, now=None):
    """Whether photos can still come: for a day, as long as nobody has answered."""
    late = (now or timezone.now()) - suggestion.received_at > dt.timedelta(hours=FOLLOW_HOURS)
    return suggestion.is_unanswered and not late


def add_photo_later(suggestion, *, by, picture, client_id=None):
    """Add a photo that follows its suggestion and return it; the same `client_id` again is the same photo.

    Raises WorkflowError a day after the receipt, after the answer, and for a fifth photo.
    """
    with files_or_nothing() as written:
        fresh = workflow.lock(suggestion)
        if client_id and (known := fresh.photos.filter(client_id=client_id).first()):
            return known
        _check(fresh)
        attach(fresh, [picture], Photo.Kind.BEFORE, client_id=client_id, written=written)
        if fresh.events.order_by("-pk").values_list("verb", flat=True).first() != Verb.PHOTOS_FOLLOWED:
            workflow.append(fresh, Verb.PHOTOS_FOLLOWED, role="author")
        workflow.save(fresh)
        return fresh.photos.order_by("-pk").first()


def _check(suggestion):
    if not may_be_followed(suggestion):
        raise workflow.WorkflowError(_("Photos can follow for a day, until somebody answers. Both are over here."))
    if suggestion.photos.filter(kind=Photo.Kind.BEFORE).count() >= MOST_PHOTOS:
        raise workflow.WorkflowError(_("There are 4 photos already, and more do not fit."))
