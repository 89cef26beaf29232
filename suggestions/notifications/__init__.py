"""Whom a move concerns, and what they are told."""

from . import kinds, moves, reminding
from .lines import waiting_line
from .telling import told

__all__ = ["kinds", "moves", "reminding", "told", "waiting_line"]
