"""Enterprises, people, accounts, roles, what people can do, their stories and requests, in the staff's admin."""

from . import data_requests, joining, people, roles, skills, specialities, stories

__all__ = ["data_requests", "joining", "people", "roles", "skills", "specialities", "stories"]
