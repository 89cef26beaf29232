"""A suggestion from its receipt to its proven effect."""

from .answer import BenefitAssessment, Decision, Implementation
from .board import Board
from .sentence import Sentence
from .suggestion import NumberSequence, Photo, Proposer, Suggestion, SuggestionEvent

__all__ = [
    "BenefitAssessment",
    "Board",
    "Decision",
    "Implementation",
    "NumberSequence",
    "Photo",
    "Proposer",
    "Sentence",
    "Suggestion",
    "SuggestionEvent",
]
