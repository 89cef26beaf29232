"""What has become of a suggestion, in words: where it stands, who holds it and until when, what happened so far."""

from alliance_portal.moments import day_words, full_day, local_day, moment_words

from .answers import answer_time, answers, question
from .expected import Expected, expected
from .in_short import fate, in_short
from .outcome import outcome
from .practice import Pair, is_gone, pair, practice, quota, quota_in_brief
from .rewards import News, amount_words, band_words, fen_words, reward_news, sums
from .standing import headline, label, look, sentence, steps
from .timeline import FOR_THE_AUTHOR, SAID_ELSEWHERE, timeline
from .words import author_names, full_moment, name_of, recorded_words, recorder

__all__ = [
    "FOR_THE_AUTHOR",
    "SAID_ELSEWHERE",
    "Expected",
    "News",
    "Pair",
    "amount_words",
    "answer_time",
    "answers",
    "author_names",
    "band_words",
    "day_words",
    "expected",
    "fate",
    "fen_words",
    "full_day",
    "full_moment",
    "headline",
    "in_short",
    "is_gone",
    "label",
    "local_day",
    "look",
    "moment_words",
    "name_of",
    "outcome",
    "pair",
    "practice",
    "question",
    "quota",
    "quota_in_brief",
    "recorded_words",
    "recorder",
    "reward_news",
    "sentence",
    "steps",
    "sums",
    "timeline",
]
