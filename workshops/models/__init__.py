"""Alliances and workshops: who belongs to them, what they plan, share, show, and are asked for."""

from .alliance import Alliance
from .alliance_membership import AllianceMembership, AllianceMembershipEvent
from .application import AllianceApplication, AllianceApplicationEvent
from .booking import Booking, BookingEvent
from .changes import FormerName, LeaderChange
from .charter import Charter
from .designation import Designation, DesignationDocument, DesignationEvent, DesignationReminder
from .document import Document, DocumentEvent, DocumentFile, DocumentVersion
from .help_request import HelpEvent, HelpRequest
from .membership import WorkshopMembership
from .organ import OrganTerm, TermReminder
from .plan import Plan, PlanEvent
from .plan_item import ItemReminder, PlanItem, PlanProgress
from .promise import Promise, PromiseEvent
from .readiness import Acceptance, AcceptanceScore, Evidence, ReadinessItem
from .request import FactEntry, MergedAnswer, MergedPart, MergedRequest, MergedRequestEvent, RequestReminder
from .requirement import OwnFact, Requirement, RequirementField, Superior
from .rubric import Anchor, Criterion, Rubric
from .venue import OpeningHours, Venue
from .visit import EnterpriseKind, GuidancePoint, Visit, VisitEvent
from .workshop import Workshop

__all__ = [
    "Acceptance",
    "AcceptanceScore",
    "Alliance",
    "AllianceApplication",
    "AllianceApplicationEvent",
    "AllianceMembership",
    "AllianceMembershipEvent",
    "Anchor",
    "Booking",
    "BookingEvent",
    "Charter",
    "Criterion",
    "Designation",
    "DesignationDocument",
    "DesignationEvent",
    "DesignationReminder",
    "Document",
    "DocumentEvent",
    "DocumentFile",
    "DocumentVersion",
    "EnterpriseKind",
    "Evidence",
    "FactEntry",
    "FormerName",
    "GuidancePoint",
    "HelpEvent",
    "HelpRequest",
    "ItemReminder",
    "LeaderChange",
    "MergedAnswer",
    "MergedPart",
    "MergedRequest",
    "MergedRequestEvent",
    "OpeningHours",
    "OrganTerm",
    "OwnFact",
    "Plan",
    "PlanEvent",
    "PlanItem",
    "PlanProgress",
    "Promise",
    "PromiseEvent",
    "ReadinessItem",
    "RequestReminder",
    "Requirement",
    "RequirementField",
    "Rubric",
    "Superior",
    "TermReminder",
    "Venue",
    "Visit",
    "VisitEvent",
    "Workshop",
    "WorkshopMembership",
]
