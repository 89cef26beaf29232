"""A suggestion from its receipt to its proven effect."""

from .answer import BenefitAssessment, Decision, Implementation
from .board import Board
from .doors import Poster, Slip
from .envelope import Envelope
from .sentence import Sentence
from .suggestion import NumberSequence, Photo, Proposer, Suggestion, SuggestionEvent

__all__ = [
    "BenefitAssessment",
    "Board",
    "Decision",
    "Envelope",
    "Implementation",
    "NumberSequence",
    "Photo",
    "Poster",
    "Proposer",
    "Sentence",
    "Slip",
    "Suggestion",
    "SuggestionEvent",
]
