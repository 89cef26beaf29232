"""Whom a move concerns, and what they are told."""

from . import checking, kinds, moves, panels, reminding, rewarding
from .lines import waiting_line
from .telling import told

__all__ = ["checking", "kinds", "moves", "panels", "reminding", "rewarding", "told", "waiting_line"]
