"""Suggestions as district staff see them: everything to read, nothing to decide."""

from . import board, names, posters, suggestion, wording

__all__ = ["board", "names", "posters", "suggestion", "wording"]
