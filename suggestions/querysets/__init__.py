"""Reads: each queryset narrows, annotates or orders; views begin with `visible_to`."""

from .beside import BoardQuerySet, PhotoQuerySet, PosterQuerySet, ProposerQuerySet, SentenceQuerySet, SlipQuerySet
from .drafts import KEEP_DRAFTS, KEEP_PHOTOS, DraftPhotoQuerySet, DraftQuerySet
from .suggestion import (
    APPEALED,
    IN_HAND,
    READING_ROLES,
    SHOWN_TO_EVERYBODY,
    TO_EXPLAIN,
    TRACKING_ROLES,
    SuggestionQuerySet,
    decisions_of,
    events_of,
    read_story,
)

__all__ = [
    "APPEALED",
    "IN_HAND",
    "KEEP_DRAFTS",
    "KEEP_PHOTOS",
    "READING_ROLES",
    "SHOWN_TO_EVERYBODY",
    "TO_EXPLAIN",
    "TRACKING_ROLES",
    "BoardQuerySet",
    "DraftPhotoQuerySet",
    "DraftQuerySet",
    "PhotoQuerySet",
    "PosterQuerySet",
    "ProposerQuerySet",
    "SentenceQuerySet",
    "SlipQuerySet",
    "SuggestionQuerySet",
    "decisions_of",
    "events_of",
    "read_story",
]
