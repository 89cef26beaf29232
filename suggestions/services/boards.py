"""Screens on the shop floor: hung up, changed, given another address, taken back."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import audit, workflow

from ..models import Board
from ..models.board import new_token

# A screen that turns its pages fetches many times a minute; one note of it is enough.
SEEN_EVERY = dt.timedelta(minutes=1)


def create_board(*, by, name, enterprise=None, department=None, **settings):
    """Make a board with an address nobody can guess; without enterprise it shows the whole district.

    Raises ValidationError for another enterprise's department and for settings that do not fit.
    """
    board = Board(enterprise=enterprise, department=department, name=name, created_by=by, **settings)
    board.full_clean()
    with transaction.atomic():
        board.save()
        _note_address(board, by)
    return board


def _note_address(board, by, step=""):
    """From now on figures can be read at this address without signing in, or no longer; the address is a secret."""
    detail = f"/boards/{board.pk}/{step}"
    audit.record(audit.Act.EXPORTED, by=by, about=board, enterprise=board.enterprise_id, detail=detail)


def change_board(board, *, by, version=None, **facts):
    """Set where it hangs, whose figures, which pages, how long, how it looks and when it is dark; return it.

    Raises StaleError when somebody else has changed it since `version`, ValidationError for what does not fit.
    """
    with transaction.atomic():
        fresh = _lock_live(board, version=version)
        before = fresh.enterprise_id, fresh.department_id
        for name, value in facts.items():
            setattr(fresh, name, value)
        fresh.full_clean()
        workflow.save(fresh, **facts)
        if (fresh.enterprise_id, fresh.department_id) != before:
            # Whoever has the address reads the figures of somebody else from now on.
            _note_address(fresh, by)
    return fresh


def renew_address(board, *, by, version=None):
    """Give it a new address and return it: the old one is dead from this moment."""
    with transaction.atomic():
        fresh = _lock_live(board, version=version)
        workflow.save(fresh, token=new_token(), seen_at=None)
        _note_address(fresh, by)
    return fresh


def _lock_live(board, *, version):
    fresh = workflow.lock(board, version=version)
    if not fresh.is_live:
        raise workflow.WorkflowError(_("This board has been taken back meanwhile."))
    return fresh


def revoke_board(board, *, by):
    """Take a board back: its address shows nothing from now on. A second call changes nothing."""
    with transaction.atomic():
        taken = Board.objects.filter(pk=board.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
        if taken:
            _note_address(board, by, "revoke/")
    board.refresh_from_db()
    return board


def note_seen(board, *, at=None):
    """A screen has fetched it: written down at most once a minute, with one statement that locks nothing else."""
    now = at or timezone.now()
    if board.seen_at and now - board.seen_at < SEEN_EVERY:
        return
    long_ago = Q(seen_at=None) | Q(seen_at__lte=now - SEEN_EVERY)
    with transaction.atomic():
        Board.objects.filter(long_ago, pk=board.pk).update(seen_at=now)
