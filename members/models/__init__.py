"""Accounts, people, enterprises, departments, roles, and the record of imported ledgers."""

from .account import DISTRICT_ROLES, Role, RoleAssignment, User
from .enterprise import Department, Enterprise, Headcount
from .ledger import ImportBatch, ImportRow
from .notice import ChatRobot, Notice, NoticeSettings, Topic, Way
from .person import Person

__all__ = [
    "DISTRICT_ROLES",
    "ChatRobot",
    "Department",
    "Enterprise",
    "Headcount",
    "ImportBatch",
    "ImportRow",
    "Notice",
    "NoticeSettings",
    "Person",
    "Role",
    "RoleAssignment",
    "Topic",
    "User",
    "Way",
]
