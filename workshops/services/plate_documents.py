"""Documents of plates: put beside the plate and taken away again, both in its history."""

from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_when_done, files_or_nothing

from ..models import DesignationDocument, DesignationEvent

Verb = DesignationEvent.Verb
MOST_DOCUMENTS = 20


def store(row, document, written):
    """Save a StoredDocument with its file, which is added to `written`."""
    row.name, row.kind, row.size, row.sha256 = document.name, document.kind, document.size, document.sha256
    row.file.save(document.content.name, document.content, save=False)
    written.append(row.file)
    row.save()
    return row


def attach_document(plate, *, by, role, document):
    """Put a checked document beside the plate and return it; the file of a failed move does not stay behind.

    Raises WorkflowError when there are so many already.
    """
    with files_or_nothing() as written:
        fresh = workflow.lock(plate)
        check_room(fresh.documents)
        stored = store(DesignationDocument(designation=fresh, added_by=by), document, written)
        workflow.append(fresh, Verb.DOCUMENT, by=by, role=role, note=document.name)
        workflow.save(fresh)
    return stored


def remove_document(document, *, by, role):
    """Take a document away, its file included; the history keeps its name."""
    with files_or_nothing():
        plate = workflow.lock(document.designation)
        if not plate.documents.filter(pk=document.pk).exists():
            return
        workflow.append(plate, Verb.NO_DOCUMENT, by=by, role=role, note=document.name)
        workflow.save(plate)
        delete_when_done([document.file])
        document.delete()


def check_room(documents):
    """Raise WorkflowError when no more files fit there."""
    if documents.count() >= MOST_DOCUMENTS:
        words = _("There are %(n)d files already. Please take one away first.")
        raise workflow.WorkflowError(words % {"n": MOST_DOCUMENTS})
