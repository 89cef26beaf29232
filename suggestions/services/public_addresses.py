"""What boards and figures on other sites have in common: an address without login, noted, renewed and taken back."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alliance_portal import audit, workflow

from ..models.public_address import new_token


def make(shown, *, by):
    """Save what is new and return it. Raises ValidationError for what does not fit."""
    shown.created_by = by
    shown.full_clean()
    with transaction.atomic():
        shown.save()
        _note(shown, by)
    return shown


def change(shown, *, by, version=None, **facts):
    """Set these fields and return it as it is then.

    Raises StaleError when somebody else has changed it since `version`, WorkflowError once it is taken back,
    ValidationError for what does not fit.
    """
    with transaction.atomic():
        fresh = _lock_live(shown, version=version)
        before = _opened(fresh)
        for name, value in facts.items():
            setattr(fresh, name, value)
        fresh.full_clean()
        workflow.save(fresh, **facts)
        if _opened(fresh) != before:
            _note(fresh, by)
    return fresh


def renew(shown, *, by, version=None):
    """Give it a new address and return it: the old one is dead from this moment."""
    with transaction.atomic():
        fresh = _lock_live(shown, version=version)
        workflow.save(fresh, token=new_token(), seen_at=None)
        _note(fresh, by)
    return fresh


def revoke(shown, *, by):
    """Take it back: its address shows nothing from now on. A second call changes nothing."""
    rows = type(shown).objects.filter(pk=shown.pk, revoked_at=None)
    with transaction.atomic():
        if rows.update(revoked_at=timezone.now(), revoked_by=by):
            _note(shown, by, "revoke/")
    shown.refresh_from_db()
    return shown


def note_seen(shown, *, every, at=None):
    """It has been looked at: written down at most once in `every`, with one statement that locks nothing else."""
    now = at or timezone.now()
    if shown.seen_at and now - shown.seen_at < every:
        return
    long_ago = Q(seen_at=None) | Q(seen_at__lte=now - every)
    with transaction.atomic():
        type(shown).objects.filter(long_ago, pk=shown.pk).update(seen_at=now)


def _lock_live(shown, *, version):
    fresh = workflow.lock(shown, version=version)
    if not fresh.is_live:
        raise workflow.WorkflowError(fresh.GONE)
    return fresh


def _opened(shown):
    return [getattr(shown, name) for name in shown.OPENS]


def _note(shown, by, step=""):
    """From now on figures can be read there without signing in, or no longer; the address itself is a secret."""
    where = f"{shown.desk}{step}"
    audit.record(audit.Act.EXPORTED, by=by, about=shown, enterprise=shown.enterprise_id, detail=where)
