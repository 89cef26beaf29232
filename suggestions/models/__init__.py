"""A suggestion from its receipt to its proven effect."""

from .answer import BenefitAssessment, Decision, Implementation
from .backing import Backing
from .board import Board
from .doors import Poster, Slip
from .envelope import Envelope
from .sentence import Sentence
from .suggestion import NumberSequence, Photo, Proposer, Suggestion, SuggestionEvent
from .synonyms import SynonymGroup
from .voice import AnswerRating, Appeal, Question

__all__ = [
    "AnswerRating",
    "Appeal",
    "Backing",
    "BenefitAssessment",
    "Board",
    "Decision",
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
    "SynonymGroup",
]
