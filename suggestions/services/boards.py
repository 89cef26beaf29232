"""Screens on the shop floor: hung up, and taken back."""

from django.utils import timezone

from ..models import Board


def create_board(*, by, enterprise, name, department=None, theme=Board.Theme.LIGHT):
    """Make a board with an address nobody can guess; raises ValidationError for another enterprise's department."""
    board = Board(enterprise=enterprise, department=department, name=name, theme=theme, created_by=by)
    board.full_clean()
    board.save()
    return board


def revoke_board(board, *, by):
    """Take a board back: its address shows nothing from now on. A second call changes nothing."""
    Board.objects.filter(pk=board.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
    board.refresh_from_db()
    return board
