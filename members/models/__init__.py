"""Accounts, people with what they are good at and agree to, enterprises, roles, and imported ledgers."""

from .absence import Absence
from .account import DISTRICT_ROLES, Role, RoleAssignment, User
from .consent import Consent
from .data_request import DataRequest, DataRequestEvent
from .enterprise import Department, Enterprise, Headcount
from .joining import InviteCode, JoinApplication, JoinApplicationEvent
from .ledger import ImportBatch, ImportRow
from .notice import ChatRobot, Notice, NoticeSettings, Topic, Way
from .person import Person
from .session import AccountSession
from .skill import SkillCertificate, SkillCertificateEvent
from .speciality import PersonSpeciality, Speciality
from .story import Story, StoryEvent

__all__ = [
    "DISTRICT_ROLES",
    "Absence",
    "AccountSession",
    "ChatRobot",
    "Consent",
    "DataRequest",
    "DataRequestEvent",
    "Department",
    "Enterprise",
    "Headcount",
    "ImportBatch",
    "ImportRow",
    "InviteCode",
    "JoinApplication",
    "JoinApplicationEvent",
    "Notice",
    "NoticeSettings",
    "Person",
    "PersonSpeciality",
    "Role",
    "RoleAssignment",
    "SkillCertificate",
    "SkillCertificateEvent",
    "Speciality",
    "Story",
    "StoryEvent",
    "Topic",
    "User",
    "Way",
]
