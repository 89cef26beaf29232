"""Whom the work of workshops and alliances concerns, and what they are told."""

from . import bookings, request_kinds, requests, visit_kinds, visits

__all__ = ["bookings", "request_kinds", "requests", "visit_kinds", "visits"]
