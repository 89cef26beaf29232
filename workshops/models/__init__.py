"""Alliances and workshops with their people, and the rubrics by which ideas and results are judged."""

from .alliance import Alliance
from .document import Document, DocumentEvent, DocumentFile, DocumentVersion
from .help_request import HelpEvent, HelpRequest
from .membership import WorkshopMembership
from .rubric import Anchor, Criterion, Rubric
from .workshop import Workshop

__all__ = [
    "Alliance",
    "Anchor",
    "Criterion",
    "Document",
    "DocumentEvent",
    "DocumentFile",
    "DocumentVersion",
    "HelpEvent",
    "HelpRequest",
    "Rubric",
    "Workshop",
    "WorkshopMembership",
]
