"""Alliances and workshops: who belongs to them, what they plan, share, show, and are asked for."""

from .alliance import Alliance
from .alliance_membership import AllianceMembership, AllianceMembershipEvent
from .application import AllianceApplication, AllianceApplicationEvent
from .award import AwardCondition, AwardPrize, AwardReminder, AwardRound, AwardRoundEvent
from .award_entry import AwardCheck, AwardEntry, AwardEntryEvent, AwardObjection, AwardObjectionEvent
from .bid import Bid, BidEvent, BidMember, ProblemMilestone
from .booking import Booking, BookingEvent
from .changes import FormerName, LeaderChange
from .charter import Charter
from .designation import Designation, DesignationDocument, DesignationEvent, DesignationReminder
from .document import Document, DocumentEvent, DocumentFile, DocumentVersion
from .five_small import HandedOn, NationalEntry
from .help_request import HelpEvent, HelpRequest
from .honour import Honour, HonourDocument, HonourEvent
from .judging import AwardAssignment, AwardConflict, AwardJudge, AwardScore
from .membership import WorkshopMembership
from .number import NumberSeries
from .organ import OrganTerm, TermReminder
from .plan import Plan, PlanEvent
from .plan_item import ItemReminder, PlanItem, PlanProgress
from .problem import Problem, ProblemEvent
from .promise import Promise, PromiseEvent
from .readiness import Acceptance, AcceptanceScore, Evidence, ReadinessItem
from .request import FactEntry, MergedAnswer, MergedPart, MergedRequest, MergedRequestEvent, RequestReminder
from .requirement import OwnFact, Requirement, RequirementField, Superior
from .result import FiveSmallKind, Patent, Result, ResultEvent, ResultMaker
from .result_file import ResultFile, ResultPhoto
from .roll_out import RollOut, RollOutAnswer, RollOutEvent
from .rubric import Anchor, Criterion, Rubric
from .shared_use import SharedUse, SharedUseEvent
from .skill_need import SkillNeed
from .venue import OpeningHours, Venue
from .visibility import Visibility
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
    "AwardAssignment",
    "AwardCheck",
    "AwardCondition",
    "AwardConflict",
    "AwardEntry",
    "AwardEntryEvent",
    "AwardJudge",
    "AwardObjection",
    "AwardObjectionEvent",
    "AwardPrize",
    "AwardReminder",
    "AwardRound",
    "AwardRoundEvent",
    "AwardScore",
    "Bid",
    "BidEvent",
    "BidMember",
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
    "FiveSmallKind",
    "FormerName",
    "GuidancePoint",
    "HandedOn",
    "HelpEvent",
    "HelpRequest",
    "Honour",
    "HonourDocument",
    "HonourEvent",
    "ItemReminder",
    "LeaderChange",
    "MergedAnswer",
    "MergedPart",
    "MergedRequest",
    "MergedRequestEvent",
    "NationalEntry",
    "NumberSeries",
    "OpeningHours",
    "OrganTerm",
    "OwnFact",
    "Patent",
    "Plan",
    "PlanEvent",
    "PlanItem",
    "PlanProgress",
    "Problem",
    "ProblemEvent",
    "ProblemMilestone",
    "Promise",
    "PromiseEvent",
    "ReadinessItem",
    "RequestReminder",
    "Requirement",
    "RequirementField",
    "Result",
    "ResultEvent",
    "ResultFile",
    "ResultMaker",
    "ResultPhoto",
    "RollOut",
    "RollOutAnswer",
    "RollOutEvent",
    "Rubric",
    "SharedUse",
    "SharedUseEvent",
    "SkillNeed",
    "Superior",
    "TermReminder",
    "Venue",
    "Visibility",
    "Visit",
    "VisitEvent",
    "Workshop",
    "WorkshopMembership",
]
