"""Alliances and workshops with their people, and the rubrics by which ideas and results are judged."""

from .alliance import Alliance
from .alliance_membership import AllianceMembership
from .membership import WorkshopMembership
from .rubric import Anchor, Criterion, Rubric
from .workshop import Workshop

__all__ = ["Alliance", "AllianceMembership", "Anchor", "Criterion", "Rubric", "Workshop", "WorkshopMembership"]
