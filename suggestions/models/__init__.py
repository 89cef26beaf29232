"""A suggestion from its receipt to its proven effect."""

from .answer import BenefitAssessment, Decision, Implementation
from .backing import Backing
from .board import Board
from .consent import NameConsent
from .doors import Poster, Slip
from .draft import Draft, DraftPhoto, Writer
from .embed import FigureEmbed
from .envelope import Envelope
from .event import SuggestionEvent
from .flag import FlagAnswer, FlagCase
from .meeting import Meeting, MeetingItem
from .panel import Ballot, Panel, Score, Seat
from .practice import Effect, Handover, Milestone, Recheck
from .reminder import Reminder
from .reward import Reward, RewardBatch, RewardEvent, RewardGrade, RewardRule, RewardShare
from .sentence import Sentence
from .spot_check import ChecklistItem, SpotCheck, SpotCheckComment, SpotCheckEvent, SpotCheckFile, SpotCheckRow
from .suggestion import NumberSequence, Photo, Proposer, Suggestion
from .synonyms import SynonymGroup
from .tally import (
    AnswerDayTally,
    CountedProposer,
    CountedSuggestion,
    FigureFold,
    FigureMark,
    FigureTally,
    PeopleTally,
)
from .voice import AnswerRating, Appeal, Question
from .words import WordIndex

__all__ = [
    "AnswerDayTally",
    "AnswerRating",
    "Appeal",
    "Backing",
    "Ballot",
    "BenefitAssessment",
    "Board",
    "ChecklistItem",
    "CountedProposer",
    "CountedSuggestion",
    "Decision",
    "Draft",
    "DraftPhoto",
    "Effect",
    "Envelope",
    "FigureEmbed",
    "FigureFold",
    "FigureMark",
    "FigureTally",
    "FlagAnswer",
    "FlagCase",
    "Handover",
    "Implementation",
    "Meeting",
    "MeetingItem",
    "Milestone",
    "NameConsent",
    "NumberSequence",
    "Panel",
    "PeopleTally",
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
    "SpotCheck",
    "SpotCheckComment",
    "SpotCheckEvent",
    "SpotCheckFile",
    "SpotCheckRow",
    "Suggestion",
    "SuggestionEvent",
    "SynonymGroup",
    "WordIndex",
    "Writer",
]
