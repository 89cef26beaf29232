"""Accounts, people, enterprises, departments, roles, and the record of imported ledgers."""

from .account import DISTRICT_ROLES, Role, RoleAssignment, User
from .enterprise import Department, Enterprise, Headcount
from .ledger import ImportBatch, ImportRow
from .person import Person

__all__ = [
    "DISTRICT_ROLES",
    "Department",
    "Enterprise",
    "Headcount",
    "ImportBatch",
    "ImportRow",
    "Person",
    "Role",
    "RoleAssignment",
    "User",
]
