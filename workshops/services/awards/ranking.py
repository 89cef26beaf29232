"""The ranking of a round: by the mean of the scores, the same mean the same rank; and what prize that suggests."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from alliance_portal.numbers import Mean

from ...models import AwardEntry, AwardPrize


@dataclass(frozen=True)
class Ranked:
    """One line of it. `is_tied`: several with one mean are at the border of a prize, and the meeting chooses."""

    rank: int
    entry: AwardEntry
    mean: Mean
    suggested: AwardPrize | None
    is_tied: bool = False

    def differs(self, prize):
        """Whether this prize (or none) needs a reason."""
        return self.is_tied or prize != self.suggested


def mean_of(entry):
    """Of the scores in `given`, which `with_scores` brings along."""
    return Mean(sum(assignment.total for assignment in entry.given), len(entry.given))


def present_mean(entry):
    """As it is now."""
    return mean_of(AwardEntry.objects.with_scores().get(pk=entry.pk))


def _value(entry):
    mean = mean_of(entry)
    return Fraction(mean.points, mean.votes) if mean.votes else Fraction(-1)


def ranking_of(award):
    """[Ranked] of what stands to be decided, the best first; four queries."""
    entries = sorted(award.entries.eligible().for_list().with_scores(), key=lambda one: (-_value(one), one.number))
    seats = [prize for prize in award.prizes.all() for _seat in range(prize.most)]
    ranked = []
    for _mean, group in groupby(entries, key=_value):
        group = list(group)
        ranked += _place(group, len(ranked) + 1, seats[len(ranked) : len(ranked) + len(group)])
    return ranked


def _place(group, rank, seats):
    """All of one mean: the prize that has a seat for each of them, or the choice of the meeting."""
    offered = {*seats, *([None] if len(seats) < len(group) else [])}
    suggested, is_tied = (offered.pop(), False) if len(offered) == 1 else (None, True)
    return [Ranked(rank, entry, mean_of(entry), suggested, is_tied) for entry in group]
