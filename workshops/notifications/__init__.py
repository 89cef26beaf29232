"""Whom it concerns what happens with visits and venues, and what they are told."""

from . import bookings, kinds, visits

__all__ = ["bookings", "kinds", "visits"]
