"""Accounts, people with what they are good at and agree to, enterprises, roles, and imported ledgers."""

from .account import DISTRICT_ROLES, Role, RoleAssignment, User
from .consent import Consent
from .enterprise import Department, Enterprise, Headcount
from .ledger import ImportBatch, ImportRow
from .notice import ChatRobot, Notice, NoticeSettings, Topic, Way
from .person import Person
from .speciality import PersonSpeciality, Speciality

__all__ = [
    "DISTRICT_ROLES",
    "ChatRobot",
    "Consent",
    "Department",
    "Enterprise",
    "Headcount",
    "ImportBatch",
    "ImportRow",
    "Notice",
    "NoticeSettings",
    "Person",
    "PersonSpeciality",
    "Role",
    "RoleAssignment",
    "Speciality",
    "Topic",
    "User",
    "Way",
]
