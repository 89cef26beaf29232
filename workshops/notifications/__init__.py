"""Whom something about workshops concerns, and what they are told."""

from . import kinds, requests

__all__ = ["kinds", "requests"]
