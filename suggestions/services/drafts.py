"""Drafts on the server: kept by their writer, taken along when they are sent, thrown away in time.

Whatever touches a draft locks its row first, and the row is made where there is none: a save, a photo and the sending
of one form wait for each other, and nothing of a draft comes back once it has been sent.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, put_picture, read_again

from ..models import Draft, DraftPhoto, Photo
from .keys import SentAlreadyError, key_at_poster, key_of_person, sent_before
from .photos import attach

MOST_DRAFTS = 5
MOST_PHOTOS = 4
LONGEST_TEXT = 20_000
MEGABYTE = 1024 * 1024
MOST_BYTES = 40 * MEGABYTE
MOST_BYTES_AT_POSTER = 400 * MEGABYTE


class DraftChangedError(workflow.WorkflowError):
    """Another page of the same writer has saved other texts meanwhile; `draft` holds them."""

    def __init__(self, draft):
        super().__init__(
            _("You have changed this draft in another place meanwhile. Its words there stand below; yours are kept.")
        )
        self.draft = draft


@dataclass(frozen=True)
class Sheet:
    """What a page holds: its texts as typed, the version of the draft it was made from, and which page it is."""

    texts: dict
    version: int = 0
    page: uuid.UUID | None = None


def save_draft(*, by, key, sheet, poster=None):
    """Keep the texts for their writer and return the draft.

    A later save wins only if its page knew the former one: else DraftChangedError. Raises SentAlreadyError once the
    form was sent, WorkflowError for a sixth draft, for a far too long text, and when there is nothing to keep.
    """
    with transaction.atomic():
        draft = _open(by, key, poster)
        check_known(draft, sheet)
        if draft.texts == sheet.texts and draft.version:
            return draft
        draft.texts, draft.page, draft.version = sheet.texts, sheet.page, draft.version + 1
        _check_texts(draft)
        draft.save(update_fields=["texts", "page", "version", "updated_at"])
    return draft


def add_photo(*, by, key, client_id, picture, place=0, poster=None):
    """Keep a photo beside the draft of this form; the same `client_id` again is answered with the same photo.

    Raises SentAlreadyError once the form was sent, and WorkflowError for a fifth photo, a sixth draft, or too much.
    """
    with files_or_nothing() as written:
        draft = _open(by, key, poster)
        if known := draft.photos.filter(client_id=client_id).first():
            return known
        _check_room(draft, by, picture)
        photo = DraftPhoto(draft=draft, client_id=client_id, place=place, size=picture.size)
        put_picture(photo, picture, written)
        photo.save()
    return photo


def remove_photo(photo, *, by):
    """Take a photo out of a draft, with its files. One that was sent meanwhile stays with the suggestion."""
    with transaction.atomic():
        draft = _lock(by, pk=photo.draft_id)
        delete_with_files(draft.photos.filter(pk=photo.pk) if draft else ())


def discard(draft, *, by):
    """Throw a draft away: its texts, its photos, and their files."""
    with transaction.atomic():
        if fresh := _lock(by, pk=draft.pk):
            drop(fresh)


def take_over(*, by, key):
    """What was begun in this browser before signing in belongs to whoever goes on with it there."""
    if not (by.user and by.guest) or Draft.objects.filter(user=by.user, key=key).exists():
        return
    Draft.objects.filter(user=None, guest=by.guest, key=key).update(user=by.user, guest="")


def hold(*, by, key):
    """Lock the draft of this form, made now where there is none, until the end of the transaction."""
    while True:
        Draft.objects.get_or_create(key=key, **by.owns)
        # Whoever held it before may have sent it, and then it is gone.
        if draft := _lock(by, key=key, **by.owns):
            return draft


def sent_from(*, by, key, poster=None):
    """What came of this form, if its writer has sent it."""
    return sent_before(key_of_person(key, by.user.person_or_none) if by.user else key_at_poster(key, poster))


def check_known(draft, sheet):
    """Raise DraftChangedError when the page was shown before other texts were saved; no sheet, no question."""
    if draft and sheet and draft.was_changed_after(sheet):
        raise DraftChangedError(draft)


def take_along(draft, suggestion, *, written):
    """Move the photos of a held draft, if there is one, to its suggestion; nothing that leads back to the writer stays.

    The files get new names and times; one that is gone from the disk stops nobody.
    """
    for photo in draft.photos.all() if draft else ():
        try:
            picture = read_again(photo)
        except FileNotFoundError:
            continue
        attach(suggestion, [picture], Photo.Kind.BEFORE, client_id=photo.client_id, written=written)
    drop(draft)


def drop(draft):
    """Delete a draft that is held or locked, if there is one, and its files when that is certain."""
    delete_with_files([draft] if draft else ())


def _open(by, key, poster):
    """The held draft of a form that was not sent, with room for it among the others."""
    draft = hold(by=by, key=key)
    if sent := sent_from(by=by, key=key, poster=poster):
        raise SentAlreadyError(sent)
    if Draft.objects.visible_to(by).count() > MOST_DRAFTS:
        raise workflow.WorkflowError(_("You have 5 drafts already. Please send or throw away one of them first."))
    if poster and draft.poster_id != poster.pk:
        draft.poster = poster
        draft.save(update_fields=["poster", "updated_at"])
    return draft


def _lock(by, **wanted):
    return Draft.objects.visible_to(by).select_for_update().filter(**wanted).first()


def _check_texts(draft):
    if any(len(text) > LONGEST_TEXT for text in draft.texts.values()):
        raise workflow.WorkflowError(_("This is too long to be kept. Please keep it in a file of your own."))
    if not draft.has_words and not draft.photos.exists():
        raise workflow.WorkflowError(_("There is nothing to keep yet. Please write a few words or add a photo."))


def _check_room(draft, by, picture):
    if draft.photos.count() >= MOST_PHOTOS:
        raise workflow.WorkflowError(
            ngettext("At most %(count)d photo fits.", "At most %(count)d photos fit.", MOST_PHOTOS)
            % {"count": MOST_PHOTOS}
        )
    own = DraftPhoto.objects.visible_to(by).total_size()
    at_poster = DraftPhoto.objects.at_poster(draft.poster).total_size() if not by.user else 0
    if own + picture.size > MOST_BYTES or at_poster + picture.size > MOST_BYTES_AT_POSTER:
        raise workflow.WorkflowError(
            _("Too many photos are waiting to be sent. Your words can be sent; the photo can follow them.")
        )
