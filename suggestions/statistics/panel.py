"""What a panel says in numbers: the mean of its totals and of each criterion, and how many recommend what."""

from collections import Counter
from dataclasses import dataclass

from alliance_portal.numbers import Mean

from ..models import Ballot
from ..services.seats import voting_seats


@dataclass(frozen=True)
class PanelResult:
    """`criteria` are pairs of a criterion and its mean, `recommendations` of a word and how many say so."""

    mean: Mean
    most: int
    criteria: list
    recommendations: list


def panel_result(panel):
    """The result of the votes that were given, abstentions apart; read from what the query has brought along."""
    ballots = [seat.vote for seat in panel.seats.all() if seat.vote]
    scored = [ballot for ballot in ballots if not ballot.is_abstention]
    points = Counter()
    for score in (score for ballot in scored for score in ballot.scores.all()):
        points[score.criterion_id] += score.points
    criteria = list(panel.rubric.criteria.all())
    said = Counter(ballot.recommendation for ballot in ballots)
    return PanelResult(
        mean=Mean(sum(points.values()), len(scored)),
        most=sum(criterion.points for criterion in criteria),
        criteria=[(criterion, Mean(points[criterion.pk], len(scored))) for criterion in criteria],
        recommendations=[(label, said[code]) for code, label in Ballot.Recommendation.choices if said[code]],
    )


def advice_on(suggestion):
    """The result of the newest panel that has given its advice, None without one."""
    panel = next((panel for panel in suggestion.panels.all() if panel.has_advice), None)
    return panel_result(panel) if panel else None


@dataclass(frozen=True)
class Progress:
    """How many have voted of those who may: all that is told before one has voted oneself."""

    voted: int
    seats: int

    def __str__(self):
        return f"{self.voted}/{self.seats}"


def progress(panel):
    """Count the votes of a panel; read from what the query has brought along."""
    seats = voting_seats(panel)
    return Progress(sum(seat.vote is not None for seat in seats), len(seats))
