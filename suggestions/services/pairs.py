"""One photo before and one after, side by side."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Photo, Suggestion, SuggestionEvent
from .photos import photos_or_nothing

Status, Verb, Kind = Suggestion.Status, SuggestionEvent.Verb, Photo.Kind


def choose_pair(suggestion, *, by, role="owner", before=None, after=None, version=None):
    """Say which photo before and which after stand side by side; None goes back to the first of its kind.

    A matter of looks: the history says nothing about it, and no open form becomes stale by it. Raises WorkflowError
    for photos of another kind.
    """
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        for photo, kind in ((before, Kind.BEFORE), (after, Kind.AFTER)):
            if photo and (photo.suggestion_id != fresh.pk or photo.kind != kind):
                raise workflow.WorkflowError(_("Please choose one photo from before and one from after."))
        implementation = fresh.implementation
        implementation.pair_before, implementation.pair_after = before, after
        implementation.save(update_fields=["pair_before", "pair_after", "updated_at"])
    return fresh


def add_photo_before(suggestion, *, by, role="owner", photos, version=None, occurred_at=None):
    """Where the proposer sent no photo, the owner shows the place before the work begins; it is labelled so.

    Raises WorkflowError once the work has begun, or when there is such a photo.
    """
    with photos_or_nothing() as attach:
        fresh = workflow.lock(suggestion, version=version)
        if fresh.status not in Suggestion.ADOPTIONS:
            raise workflow.WorkflowError(_("The work has begun, so a photo cannot show how it was before."))
        if fresh.photos.filter(kind=Kind.BEFORE).exists():
            raise workflow.WorkflowError(_("There is a photo from before already."))
        if not photos:
            raise workflow.WorkflowError(_("Please add a photo of how it looks before the work."))
        attach(fresh, photos, Kind.BEFORE)
        fresh.photos.filter(kind=Kind.BEFORE).update(from_owner=True)
        workflow.append(fresh, Verb.BEFORE_ADDED, by=by, role=role, occurred_at=occurred_at)
        workflow.save(fresh)
    return fresh
