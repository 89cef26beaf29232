"""What has become of a suggestion, in words: where it stands, who holds it and until when, what happened so far."""

from .answers import answer_time, answers, question
from .expected import Expected, expected
from .in_short import fate, in_short
from .outcome import outcome
from .standing import headline, label, look, sentence, steps
from .timeline import timeline
from .words import author_names, day_words, local_day, moment_words, name_of, recorded_words, recorder

__all__ = [
    "Expected",
    "answer_time",
    "answers",
    "author_names",
    "day_words",
    "expected",
    "fate",
    "headline",
    "in_short",
    "label",
    "local_day",
    "look",
    "moment_words",
    "name_of",
    "outcome",
    "question",
    "recorded_words",
    "recorder",
    "sentence",
    "steps",
    "timeline",
]
