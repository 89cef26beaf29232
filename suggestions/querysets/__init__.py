"""Reads: each queryset narrows, annotates or orders; views begin with `visible_to`."""

from .beside import (
    CONSENT_WORDS,
    BoardQuerySet,
    ConsentQuerySet,
    PhotoQuerySet,
    PosterQuerySet,
    ProposerQuerySet,
    SentenceQuerySet,
    SlipQuerySet,
)
from .checking import (
    CHECKED_ROLES,
    ChecklistItemQuerySet,
    FlagCaseQuerySet,
    SpotCheckFileQuerySet,
    SpotCheckQuerySet,
    SpotCheckRowQuerySet,
)
from .drafts import KEEP_DRAFTS, KEEP_PHOTOS, DraftPhotoQuerySet, DraftQuerySet
from .embeds import FigureEmbedQuerySet
from .panel import MEETING_ROLES, OPEN_PANEL, MeetingItemQuerySet, MeetingQuerySet, PanelQuerySet, SeatQuerySet
from .practice import RECHECKING_ROLES
from .rewards import (
    PAYING_ROLES,
    REWARD_ROLES,
    RewardBatchQuerySet,
    RewardQuerySet,
    RewardRuleQuerySet,
    RewardShareQuerySet,
)
from .suggestion import (
    APPEALED,
    IN_HAND,
    READING_ROLES,
    RECORDING_ROLES,
    TO_EXPLAIN,
    TRACKING_ROLES,
    SuggestionQuerySet,
    decisions_of,
    events_of,
    read_story,
)

__all__ = [
    "APPEALED",
    "CHECKED_ROLES",
    "CONSENT_WORDS",
    "IN_HAND",
    "KEEP_DRAFTS",
    "KEEP_PHOTOS",
    "MEETING_ROLES",
    "OPEN_PANEL",
    "PAYING_ROLES",
    "READING_ROLES",
    "RECHECKING_ROLES",
    "RECORDING_ROLES",
    "REWARD_ROLES",
    "TO_EXPLAIN",
    "TRACKING_ROLES",
    "BoardQuerySet",
    "ChecklistItemQuerySet",
    "ConsentQuerySet",
    "DraftPhotoQuerySet",
    "DraftQuerySet",
    "FigureEmbedQuerySet",
    "FlagCaseQuerySet",
    "MeetingItemQuerySet",
    "MeetingQuerySet",
    "PanelQuerySet",
    "PhotoQuerySet",
    "PosterQuerySet",
    "ProposerQuerySet",
    "RewardBatchQuerySet",
    "RewardQuerySet",
    "RewardRuleQuerySet",
    "RewardShareQuerySet",
    "SeatQuerySet",
    "SentenceQuerySet",
    "SlipQuerySet",
    "SpotCheckFileQuerySet",
    "SpotCheckQuerySet",
    "SpotCheckRowQuerySet",
    "SuggestionQuerySet",
    "decisions_of",
    "events_of",
    "read_story",
]
