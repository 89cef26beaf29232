"""Alliances with their organs and plans, workshops with their people, and the rubrics to judge by."""

from .alliance import Alliance
from .alliance_membership import AllianceMembership, AllianceMembershipEvent
from .application import AllianceApplication, AllianceApplicationEvent
from .charter import Charter
from .membership import WorkshopMembership
from .organ import OrganTerm, TermReminder
from .plan import Plan, PlanEvent
from .plan_item import ItemReminder, PlanItem, PlanProgress
from .rubric import Anchor, Criterion, Rubric
from .workshop import Workshop

__all__ = [
    "Alliance",
    "AllianceApplication",
    "AllianceApplicationEvent",
    "AllianceMembership",
    "AllianceMembershipEvent",
    "Anchor",
    "Charter",
    "Criterion",
    "ItemReminder",
    "OrganTerm",
    "Plan",
    "PlanEvent",
    "PlanItem",
    "PlanProgress",
    "Rubric",
    "TermReminder",
    "Workshop",
    "WorkshopMembership",
]
