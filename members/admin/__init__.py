"""Enterprises, people, accounts and what people can do, in the staff's admin."""

from . import people, specialities

__all__ = ["people", "specialities"]
