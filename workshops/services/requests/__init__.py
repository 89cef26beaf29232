"""Merging what several superiors ask, sending it once, and what workshops answer to it."""

from .answering import MissingError, StaleEntryError, confirm, record, reopen
from .merging import change, give_up, merge, refuse
from .reminding import remind
from .sending import send, withdraw

__all__ = [
    "MissingError",
    "StaleEntryError",
    "change",
    "confirm",
    "give_up",
    "merge",
    "record",
    "refuse",
    "remind",
    "reopen",
    "send",
    "withdraw",
]
