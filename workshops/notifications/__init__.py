"""Whom the work of workshops and alliances concerns, and what they are told."""

from . import bookings, plate_kinds, plates, request_kinds, requests, visit_kinds, visits

__all__ = ["bookings", "plate_kinds", "plates", "request_kinds", "requests", "visit_kinds", "visits"]
