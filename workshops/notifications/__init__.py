"""Whom the work of workshops concerns, and what they are told."""

from . import plate_kinds, plates

__all__ = ["plate_kinds", "plates"]
