"""How well earlier suggestions about the same thing are found, and how long that takes.

`similar_pairs.csv` holds pairs made by hand: one thing said by two people, or two things that look alike. Each first
text is typed, as it were, into a portal that holds all the second ones, and at most five of these are shown. Only its
own partner is right, and only if the pair is labelled so; all else that is shown counts as wrong, although some of it
is worth a look. Half of the pairs are made to deceive, as few suggestions are. On the other hand the threshold and the
weights were chosen with these pairs in view, so a change is judged better by pairs that are added for it.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

import suggestions
from suggestions.duplicates import similar_to
from suggestions.models import Suggestion
from suggestions.similarity import most_similar

from .measure import milliseconds, replay

PAIRS = Path(__file__).parent / "similar_pairs.csv"
SYNONYMS = Path(suggestions.__file__).parent / "default_synonyms.txt"


class Pair(NamedTuple):
    """Two texts, and whether they are about the same thing."""

    first: str
    second: str
    same: bool


def pairs():
    """The labelled pairs, in the order of the file."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [Pair(row["first"], row["second"], row["same"] == "yes") for row in csv.DictReader(file)]


def synonyms():
    """The district's groups of words that mean the same."""
    return [line.split("=") for line in SYNONYMS.read_text(encoding="utf-8").split()]


def shown():
    """[(pair, second text that is shown for its first)]"""
    known, groups = pairs(), synonyms()
    candidates = [(pair.second, pair.second) for pair in known]
    return [(pair, like.key) for pair in known for like in most_similar(pair.first, candidates, synonyms=groups)]


def quality():
    """(precision, recall): of what is shown, how much is right, and of what is the same, how much is shown."""
    offered = shown()
    right = sum(pair.same and text == pair.second for pair, text in offered)
    return right / len(offered), right / sum(pair.same for pair in pairs())


def hint(user, runs):
    """(ms of the hint of similar ones for this user, ms of the likeness of every title there is or None)"""
    text, row = pairs()[0].first, "SELECT id FROM {} ORDER BY similarity(title, %s) DESC LIMIT 5"
    sent = [(row.format(Suggestion._meta.db_table), [text])]
    (ours,) = milliseconds(lambda: list(similar_to(text, user)), runs=runs)
    if not _knows_similarity():
        return ours, None
    (every_title,) = milliseconds(lambda: replay(sent), runs=max(runs // 4, 1))
    return ours, every_title


def _knows_similarity():
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return False
    return True
