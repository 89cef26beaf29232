"""Files of a session: put beside it and taken away again, both in its history."""

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file
from members.acting import acting
from workshops.services.plate_documents import check_room

from ..models import Material, SessionEvent

Verb = SessionEvent.Verb


def add(session, *, by, documents, readers=Material.Readers.PRESENT, version=None, occurred_at=None):
    """Put checked files beside the session, all of them or none; raises WorkflowError for more than twenty."""
    with files_or_nothing() as written:
        fresh = workflow.lock(session, version=version)
        for document in documents:
            check_room(fresh.materials)
            row = Material(session=fresh, readers=readers, added_by=by)
            keep_file(row, document, written)
            row.save()
            workflow.append(fresh, Verb.FILE, **acting(by, fresh), note=row.name, occurred_at=occurred_at)
        workflow.save(fresh)
    return fresh


def remove(material, *, by, version=None, occurred_at=None):
    """Take a file away; the history keeps its name."""
    with files_or_nothing():
        fresh = workflow.lock(material.session, version=version)
        if not fresh.materials.filter(pk=material.pk).exists():
            return fresh
        workflow.append(fresh, Verb.NO_FILE, **acting(by, fresh), note=material.name, occurred_at=occurred_at)
        workflow.save(fresh)
        delete_with_files([material])
    return fresh
