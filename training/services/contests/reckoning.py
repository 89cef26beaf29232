"""Totals, places and prizes, reckoned from the marks: nothing here is written."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass
class Standing:
    """One person's total, place and prize; None for whoever did not come or lacks a mark."""

    entry: object
    rounds: list
    points: list
    total: Decimal | None = None
    place: int | None = None
    prize: object = None
    is_tied: bool = False

    @property
    def marks(self):
        """[(round, marks)]"""
        return list(zip(self.rounds, self.points, strict=True))


def reckon(contest):
    """[Standing] of all who take part, the highest total first, those without a total last.

    Each round counts by its weight; the total is rounded down to two decimals. The same total is the same place, and
    as many places are skipped after it.
    """
    rounds, prizes = list(contest.rounds.all()), list(contest.prizes.all())
    rows = [_standing(entry, rounds) for entry in contest.entries.standing().for_list()]
    ranked = sorted((row for row in rows if row.total is not None), key=lambda row: (-row.total, row.entry.number))
    totals = [row.total for row in ranked]
    for row in ranked:
        row.place = totals.index(row.total) + 1
        row.is_tied = totals.count(row.total) > 1
        row.prize = next((prize for prize in prizes if row.place <= prize.last_place), None)
    return ranked + [row for row in rows if row.total is None]


def _standing(entry, rounds):
    marks = {score.round_id: score.points for score in entry.scores.all()}
    points = [marks.get(one.pk) for one in rounds]
    if entry.is_absent or None in points:
        return Standing(entry, rounds, points)
    return Standing(entry, rounds, points, _total(points, rounds))


def _total(points, rounds):
    """As fractions, so that a third three times is a whole before it is rounded down."""
    weighted = (
        Fraction(mark) * one.weight / Fraction(one.full_marks) for mark, one in zip(points, rounds, strict=True)
    )
    return Decimal(int(sum(weighted) * 100)) / 100
