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

import suggestions
from suggestions.similarity import most_similar

from .measure import milliseconds

PAIRS = Path(__file__).parent / "similar_pairs.csv"
SYNONYMS = Path(suggestions.__file__).parent / "default_synonyms.txt"
CANDIDATES = 2000
# One search alone is over before the processor has got used to it.
SEARCHES = 100


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


def slowness(runs):
    """How many times as long as one search for the very words, in 2,000 texts of about a hundred characters."""
    text, groups, candidates = pairs()[0].first, synonyms(), _long_texts()

    def search():
        for _time in range(SEARCHES):
            [key for key, known in candidates if text in known]

    finding, searching = milliseconds(lambda: most_similar(text, candidates, synonyms=groups), search, runs=runs)
    return finding / searching * SEARCHES


def _long_texts():
    texts = [text for pair in pairs() for text in (pair.first, pair.second)]

    def put_together(number):
        # One further after each round, so that no two are the same.
        places = [number * step + number // len(texts) for step in (1, 7, 13, 29)]
        return "。".join(texts[place % len(texts)] for place in places)

    return [(number, put_together(number)) for number in range(1, CANDIDATES + 1)]
