"""The scan of an agreement that was signed on paper: kept beside it, replaced, taken away with a reason."""

from django.db import transaction

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file
from members.acting import acting

from ..models import MentorshipEvent, SignedPaper
from .checks import required

Verb = MentorshipEvent.Verb


def put_scan(mentorship, *, by, scan, version=None, occurred_at=None):
    """Keep a checked file as the scan; the one before it is deleted.

    Raises TransitionError for an agreement that is not signed on paper.
    """
    with files_or_nothing() as written:
        fresh = _on_paper(mentorship, version)
        verb = Verb.RESCANNED if SignedPaper.objects.filter(mentorship=fresh).exists() else Verb.SCANNED
        keep_scan(fresh, scan, written, by=by)
        workflow.append(fresh, verb, **acting(by, fresh), occurred_at=occurred_at)
        workflow.save(fresh)
    return fresh


def keep_scan(fresh, scan, written, *, by):
    """The same inside a move that has the agreement locked."""
    kept = SignedPaper.objects.filter(mentorship=fresh).first() or SignedPaper(mentorship=fresh)
    kept.added_by = by
    keep_file(kept, scan, written)
    kept.save()


def remove_scan(mentorship, *, by, reason, version=None, occurred_at=None):
    """Delete the scan for good, with the reason; raises TransitionError where there is none any more."""
    required(reason)
    with transaction.atomic():
        fresh = _on_paper(mentorship, version)
        kept = SignedPaper.objects.filter(mentorship=fresh)
        if not kept:
            raise workflow.TransitionError(fresh, fresh.status)
        delete_with_files(kept)
        workflow.append(fresh, Verb.UNSCANNED, **acting(by, fresh), note=reason, occurred_at=occurred_at)
        workflow.save(fresh)
    return fresh


def _on_paper(mentorship, version):
    fresh = workflow.lock(mentorship, version=version)
    if not (fresh.is_signed and fresh.on_paper):
        raise workflow.TransitionError(fresh, fresh.status)
    return fresh
