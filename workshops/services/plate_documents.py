"""Documents of plates: put beside the plate and taken away again, both in its history."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file
from members.acting import acting

from ..models import DesignationDocument, DesignationEvent

Verb = DesignationEvent.Verb
MOST_DOCUMENTS = 20


def attach_document(plate, *, by, document):
    """Put a checked document beside the plate and return it; the file of a failed move does not stay behind.

    Raises WorkflowError when there are so many already.
    """
    with files_or_nothing() as written:
        fresh = workflow.lock(plate)
        check_room(fresh.documents)
        stored = DesignationDocument(designation=fresh, added_by=by)
        keep_file(stored, document, written)
        stored.save()
        workflow.append(fresh, Verb.DOCUMENT, **acting(by, plate.workshop), note=document.name)
        workflow.save(fresh)
    return stored


def remove_document(document, *, by):
    """Take a document away, its file included; the history keeps its name."""
    with transaction.atomic():
        plate = workflow.lock(document.designation)
        if not plate.documents.filter(pk=document.pk).exists():
            return
        workflow.append(plate, Verb.NO_DOCUMENT, **acting(by, plate.workshop), note=document.name)
        workflow.save(plate)
        delete_with_files([document])


def check_room(documents):
    """Raise WorkflowError when no more files fit there."""
    if documents.count() >= MOST_DOCUMENTS:
        words = _("There are %(n)d files already. Please take one away first.")
        raise workflow.WorkflowError(words % {"n": MOST_DOCUMENTS})
