"""Suggestions as district staff see them: everything to read, nothing to decide."""

from . import board, consents, names, panel, posters, practice, rewards, suggestion, wording

__all__ = ["board", "consents", "names", "panel", "posters", "practice", "rewards", "suggestion", "wording"]
