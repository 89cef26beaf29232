"""A suggestion from its receipt to its proven effect."""

from .answer import BenefitAssessment, Decision, Implementation
from .board import Board
from .doors import Poster, Slip
from .draft import Draft, DraftPhoto, Writer
from .envelope import Envelope
from .sentence import Sentence
from .suggestion import NumberSequence, Photo, Proposer, Suggestion, SuggestionEvent
from .voice import AnswerRating, Appeal, Question

__all__ = [
    "AnswerRating",
    "Appeal",
    "BenefitAssessment",
    "Board",
    "Decision",
    "Draft",
    "DraftPhoto",
    "Envelope",
    "Implementation",
    "NumberSequence",
    "Photo",
    "Poster",
    "Proposer",
    "Question",
    "Sentence",
    "Slip",
    "Suggestion",
    "SuggestionEvent",
    "Writer",
]
