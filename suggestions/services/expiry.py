"""What was begun and not sent in time is thrown away: photos after two days, texts after fourteen."""

import datetime as dt
from contextlib import suppress

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from alliance_portal.files import delete_with_files

from ..models import Draft, DraftPhoto
from .drafts import drop

# Longer than any request takes: what has no row by then will never get one.
SETTLED = dt.timedelta(hours=1)


def throw_away_drafts(now=None):
    """Delete expired photos, expired drafts and what is left of neither; return how many (photos, drafts) they were."""
    now = now or timezone.now()
    photos = sum(_forget_photos(pk, now) for pk in _with_expired_photos(now))
    drafts = sum(_forget_draft(pk, now) for pk in Draft.objects.expired(now).values_list("pk", flat=True))
    _sweep()
    return photos, drafts


def count_expired(now=None):
    """How many photos and drafts would go; counted, because files of no row go without a transaction."""
    now = now or timezone.now()
    return DraftPhoto.objects.expired(now).count() + Draft.objects.expired(now).count()


def _with_expired_photos(now):
    return DraftPhoto.objects.expired(now).order_by().values_list("draft", flat=True).distinct()


def _forget_photos(pk, now):
    """The photos that are too old, under the lock of their draft; a draft of nothing but photos goes with them."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=pk).first()
        expired = list(draft.photos.expired(now)) if draft else []
        delete_with_files(expired)
        if draft and not draft.has_words and not draft.photos.exists():
            drop(draft)
    return len(expired)


def _forget_draft(pk, now):
    with transaction.atomic():
        draft = Draft.objects.expired(now).select_for_update().filter(pk=pk).first()
        drop(draft)
    return draft is not None


def _sweep():
    """Files that no row names: of a request that was cut off between writing and saving, or saving and deleting."""
    folder = DraftPhoto._meta.get_field("image").upload_to
    if not default_storage.exists(folder):
        return
    _folders, names = default_storage.listdir(folder)
    paths = {f"{folder}/{name}" for name in names} - _named()
    for path in paths:
        with suppress(FileNotFoundError):
            if default_storage.get_modified_time(path) < timezone.now() - SETTLED:
                default_storage.delete(path)


def _named():
    return {name for pair in DraftPhoto.objects.values_list("image", "thumbnail") for name in pair}
