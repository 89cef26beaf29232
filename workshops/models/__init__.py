"""Alliances and workshops with their people, and the rubrics by which ideas and results are judged."""

from .rubric import Anchor, Criterion, Rubric
from .workshop import Alliance, Workshop, WorkshopMembership

__all__ = ["Alliance", "Anchor", "Criterion", "Rubric", "Workshop", "WorkshopMembership"]
