"""Shared documents: entered, followed by versions, published, withdrawn. Files come checked, see `attachments`."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import Document, DocumentEvent, DocumentFile, DocumentVersion

Status, Verb = Document.Status, DocumentEvent.Verb
MOST_FILES = 5


def create(*, by, workshops, specialities=(), credit_agreed=False, occurred_at=None, **words):
    """Enter a document as a draft that only its workshops see, and return it; `words` are its fields."""
    when = occurred_at or timezone.now()
    if not workshops:
        raise WorkflowError(_("Please choose the workshop that worked it out."))
    with transaction.atomic():
        document = Document(created_by=by, **words)
        _check_credit(document, credit_agreed, when)
        document._history_user = by
        document.save()
        document.workshops.set(workshops)
        document.specialities.set(specialities)
        workflow.append(document, Verb.CREATED, **acting(by, *document.workshops.all()), occurred_at=when)
    return document


def _check_credit(document, agreed, when):
    """Names stand there only while those who bear them have agreed; whoever enters them says so."""
    if document.credit and not agreed:
        raise WorkflowError(_("Please ask those you name first, and say that they have agreed."))
    document.credit_agreed_at = when if document.credit else None


def change(document, *, by, workshops, specialities=(), credit_agreed=False, version=None, occurred_at=None, **words):
    """Change its words, in whatever state it is. What was withdrawn stays as it is."""
    when = occurred_at or timezone.now()
    if not workshops:
        raise WorkflowError(_("Please choose the workshop that worked it out."))
    with transaction.atomic():
        fresh = workflow.lock(document, version=version)
        _check_not_withdrawn(fresh)
        for name, value in words.items():
            setattr(fresh, name, value)
        _check_credit(fresh, credit_agreed, when)
        fresh._history_user = by
        workflow.save(fresh, *words, "credit_agreed_at", "updated_at")
        fresh.workshops.set(workshops)
        fresh.specialities.set(specialities)
        workflow.append(fresh, Verb.CHANGED, **acting(by, *fresh.workshops.all()), occurred_at=when)
    return fresh


def _check_not_withdrawn(document):
    if document.status == Status.WITHDRAWN:
        raise workflow.TransitionError(document, document.status)


def add_version(document, *, by, attachments, changes="", occurred_at=None):
    """Add the files as the next version and return it; of two at once each gets a number of its own.

    Raises WorkflowError without files, for more than five, and for what was withdrawn.
    """
    when = occurred_at or timezone.now()
    if not 1 <= len(attachments) <= MOST_FILES:
        raise WorkflowError(_("A version has one file at least and %(most)d at most.") % {"most": MOST_FILES})
    with files_or_nothing() as written:
        fresh = workflow.lock(document)
        _check_not_withdrawn(fresh)
        facts = {"changes": changes, "uploaded_by": by, "uploaded_at": when}
        version = DocumentVersion.objects.create(document=fresh, number=_next_number(fresh), **facts)
        for attachment in attachments:
            file = DocumentFile(version=version)
            keep_file(file, attachment, written)
            file.save()
        workflow.append(fresh, Verb.VERSION_ADDED, **acting(by, *fresh.workshops.all()), note=changes, occurred_at=when)
    return version


def _next_number(document):
    """Belongs behind the lock of the document."""
    return (document.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def publish(document, *, by, version=None, occurred_at=None):
    """Let those read it for whom it is meant. Raises WorkflowError for what has no file yet."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(document, version=version)
        if not fresh.versions.exists():
            raise WorkflowError(_("Please upload a file first."))
        facts = {**acting(by, *fresh.workshops.all()), "version": version, "occurred_at": when}
        return workflow.move(fresh, Status.PUBLISHED, published_at=when, **facts)


def withdraw(document, *, by, reason, version=None, occurred_at=None):
    """Nobody gets it any more; its address says why. Raises WorkflowError without a reason."""
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    facts = {**acting(by, *document.workshops.all()), "note": reason, "version": version, "occurred_at": occurred_at}
    return workflow.move(document, Status.WITHDRAWN, withdrawn_because=reason, **facts)


def discard(document, *, by, version=None):
    """Throw a draft away with its files: nobody but its workshops has ever seen it."""
    with transaction.atomic():
        fresh = workflow.lock(document, version=version)
        if fresh.status != Status.DRAFT:
            raise workflow.TransitionError(fresh, fresh.status)
        fresh._history_user = by
        delete_with_files([fresh])


def count_download(document):
    """One more, of nobody in particular."""
    Document.objects.filter(pk=document.pk).update(downloads=F("downloads") + 1)
