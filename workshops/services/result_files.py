"""Files and photos of a result: put beside it and taken away again, both in its history."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file, put_picture
from members.acting import acting

from ..models import ResultEvent, ResultFile, ResultPhoto
from .plate_documents import check_room
from .results import locked

Verb = ResultEvent.Verb
MOST_PHOTOS = 4


def add(
    result, *, by, purpose=ResultFile.Purpose.OTHER, documents=(), before=(), after=(), version=None, occurred_at=None
):
    """Put checked files and pictures beside the result, all of them or none.

    Raises WorkflowError for nothing at all, for more than twenty files, and for more than four photos of a kind.
    """
    if not (documents or before or after):
        raise workflow.WorkflowError(_("Please choose a file or a photo."))
    with files_or_nothing() as written:
        fresh = locked(result, version)
        for document in documents:
            row = _keep_document(fresh, document, purpose, by, written)
            _note(fresh, Verb.FILE_ADDED, by, row.name, occurred_at)
        for kind, pictures in ((ResultPhoto.Kind.BEFORE, before), (ResultPhoto.Kind.AFTER, after)):
            for picture in pictures:
                row = _keep_photo(fresh, picture, kind, by, written)
                _note(fresh, Verb.PHOTO_ADDED, by, row.get_kind_display(), occurred_at)
        workflow.save(fresh)
    return fresh


def _keep_document(result, document, purpose, by, written):
    check_room(result.files)
    row = ResultFile(result=result, purpose=purpose, added_by=by)
    keep_file(row, document, written)
    row.save()
    return row


def _keep_photo(result, picture, kind, by, written):
    if result.photos.filter(kind=kind).count() >= MOST_PHOTOS:
        words = _("There are %(n)d photos of this kind already. Please take one away first.")
        raise workflow.WorkflowError(words % {"n": MOST_PHOTOS})
    row = ResultPhoto(result=result, kind=kind, added_by=by)
    put_picture(row, picture, written)
    row.save()
    return row


def _note(result, verb, by, words, when):
    workflow.append(result, verb, **acting(by, result), note=words, occurred_at=when)


def remove(row, *, by):
    """Take a file or a photo away for good; the history keeps what it was. Said twice, it is done once."""
    is_file = isinstance(row, ResultFile)
    with transaction.atomic():
        fresh = locked(row.result)
        if not type(row).objects.filter(pk=row.pk).exists():
            return
        verb = Verb.FILE_REMOVED if is_file else Verb.PHOTO_REMOVED
        note = row.name if is_file else row.get_kind_display()
        workflow.append(fresh, verb, **acting(by, fresh), note=note)
        workflow.save(fresh)
        delete_with_files([row])
