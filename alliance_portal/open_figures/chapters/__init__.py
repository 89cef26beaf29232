"""The chapters, in the order in which the page shows them."""

from . import data_requests, honours, mentoring, problems, requests, results, suggestions, training, workshops
from .base import Chapter, Counted, Figure, Line, Share

CHAPTERS = (
    suggestions.CHAPTER,
    workshops.CHAPTER,
    training.CHAPTER,
    mentoring.CHAPTER,
    problems.CHAPTER,
    results.CHAPTER,
    honours.CHAPTER,
    requests.CHAPTER,
    data_requests.CHAPTER,
)
BY_CODE = {chapter.code: chapter for chapter in CHAPTERS}

__all__ = ["BY_CODE", "CHAPTERS", "Chapter", "Counted", "Figure", "Line", "Share"]
