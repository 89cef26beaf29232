"""Suggestions as district staff see them: everything to read, nothing to decide."""

from . import (
    board,
    checking,
    consents,
    embed,
    names,
    panel,
    posters,
    practice,
    rewards,
    suggestion,
    wording,
)

__all__ = [
    "board",
    "checking",
    "consents",
    "embed",
    "names",
    "panel",
    "posters",
    "practice",
    "rewards",
    "suggestion",
    "wording",
]
