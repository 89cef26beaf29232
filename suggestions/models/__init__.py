"""A suggestion from its receipt to its proven effect."""

from .answer import BenefitAssessment, Decision, Implementation
from .backing import Backing
from .board import Board
from .consent import NameConsent
from .doors import Poster, Slip
from .draft import Draft, DraftPhoto, Writer
from .envelope import Envelope
from .meeting import Meeting, MeetingItem
from .panel import Ballot, Panel, Score, Seat
from .practice import Effect, Handover, Milestone, Recheck
from .reminder import Reminder
from .reward import Reward, RewardBatch, RewardEvent, RewardGrade, RewardRule, RewardShare
from .sentence import Sentence
from .suggestion import NumberSequence, Photo, Proposer, Suggestion, SuggestionEvent
from .synonyms import SynonymGroup
from .voice import AnswerRating, Appeal, Question

__all__ = [
    "AnswerRating",
    "Appeal",
    "Backing",
    "Ballot",
    "BenefitAssessment",
    "Board",
    "Decision",
    "Draft",
    "DraftPhoto",
    "Effect",
    "Envelope",
    "Handover",
    "Implementation",
    "Meeting",
    "MeetingItem",
    "Milestone",
    "NameConsent",
    "NumberSequence",
    "Panel",
    "Photo",
    "Poster",
    "Proposer",
    "Question",
    "Recheck",
    "Reminder",
    "Reward",
    "RewardBatch",
    "RewardEvent",
    "RewardGrade",
    "RewardRule",
    "RewardShare",
    "Score",
    "Seat",
    "Sentence",
    "Slip",
    "Suggestion",
    "SuggestionEvent",
    "SynonymGroup",
    "Writer",
]
