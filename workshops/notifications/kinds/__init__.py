"""What people are told, in words."""

from . import alliances, bookings, help, plans, plates, problems, requests, visits

__all__ = ["alliances", "bookings", "help", "plans", "plates", "problems", "requests", "visits"]
from . import results

__all__ = ["alliances", "bookings", "help", "plans", "plates", "requests", "results", "visits"]
from . import honours

__all__ = ["alliances", "bookings", "help", "honours", "plans", "plates", "requests", "visits"]
from . import awards

__all__ = ["alliances", "awards", "bookings", "help", "plans", "plates", "requests", "visits"]
