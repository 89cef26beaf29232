"""The register of honours: entered once, corrected with its history, revoked with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file, put_picture
from alliance_portal.models import Source
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import Honour, HonourDocument, HonourEvent
from ..notifications import honours as telling
from .corrections import in_words
from .days import check_past
from .plate_documents import check_room

Status, Verb = Honour.Status, HonourEvent.Verb
# What everybody reads, so nobody may be named in it.
PUBLIC_WORDS = ("title", "reason")
NAMED_IN_PUBLIC = gettext_lazy("Please leave the name out of title and reason: everybody reads them.")


def register(*, by, occurred_at=None, source=Source.WEB, **words):
    """Enter an honour and return it; `words` are its fields. A person is told, and asked to be named.

    Raises WorkflowError for a day still to come, and where a public line names the person.
    """
    when = occurred_at or timezone.now()
    check_past(words["granted_on"], when)
    honour = Honour(entered_by=by, source=source, **words)
    _check_unnamed(honour)
    with transaction.atomic():
        honour.save()
        workflow.append(honour, Verb.ENTERED, **acting(by, honour), occurred_at=when, source=source)
        telling.entered(honour, when)
    return honour


def _check_unnamed(honour):
    """Title and reason are public whatever the person agrees to."""
    if honour.person_id and any(honour.person.name in getattr(honour, name) for name in PUBLIC_WORDS):
        raise WorkflowError(NAMED_IN_PUBLIC)


def change(honour, *, by, version=None, occurred_at=None, **words):
    """Correct what is written of it; who holds it stays. The history says what was changed from what. Return it.

    Raises WorkflowError as `register` does, and for what was revoked.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(honour, version=version)
        changed = {name: value for name, value in words.items() if value != getattr(fresh, name)}
        if not changed:
            return fresh
        if not fresh.is_valid:
            raise WorkflowError(_("It was revoked, so nothing is corrected any more."))
        check_past(changed.get("granted_on", fresh.granted_on), when)
        note = in_words(fresh, changed)
        for name, value in changed.items():
            setattr(fresh, name, value)
        _check_unnamed(fresh)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh), note=note, occurred_at=when)
        workflow.save(fresh, **changed)
    return fresh


def revoke(honour, *, by, reason, on, version=None, occurred_at=None):
    """It counts no more from that day on (Art. 21 of the 1986 regulation: 弄虚作假的撤销荣誉).

    Raises WorkflowError without a reason, for a day to come and for one before it was granted.
    """
    when = occurred_at or timezone.now()
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    check_past(on, when)
    if on < honour.granted_on:
        raise WorkflowError(_("It was granted later than that."))
    facts = {**acting(by, honour), "note": reason, "version": version, "occurred_at": when}
    with transaction.atomic():
        revoked = workflow.move(honour, Status.REVOKED, revoked_on=on, revoked_because=reason, **facts)
        telling.revoked(revoked, when)
    return revoked


def attach_document(honour, *, by, document):
    """Put the checked certificate beside the honour and return it. Raises WorkflowError when there are many already."""
    with files_or_nothing() as written:
        fresh = workflow.lock(honour)
        check_room(fresh.documents)
        stored = HonourDocument(honour=fresh, added_by=by)
        keep_file(stored, document, written)
        stored.save()
        workflow.append(fresh, Verb.DOCUMENT, **acting(by, fresh), note=document.name)
        workflow.save(fresh)
    return stored


def remove_document(document, *, by):
    """Take a certificate away, its file included; the history keeps its name."""
    with transaction.atomic():
        honour = workflow.lock(document.honour)
        if not honour.documents.filter(pk=document.pk).exists():
            return
        workflow.append(honour, Verb.NO_DOCUMENT, **acting(by, honour), note=document.name)
        workflow.save(honour)
        delete_with_files([document])


def change_photo(honour, picture, *, by, version=None):
    """Give it another photo of the person, or none. Raises WorkflowError where no person holds it."""
    if honour.holder != Honour.Holder.PERSON:
        raise WorkflowError(_("Only the honour of a person has a photo."))
    with files_or_nothing() as written:
        fresh = workflow.lock(honour, version=version)
        put_picture(fresh, picture, written)
        workflow.append(fresh, Verb.PHOTO, **acting(by, fresh))
        workflow.save(fresh, "image", "thumbnail", "width", "height")
    return fresh
