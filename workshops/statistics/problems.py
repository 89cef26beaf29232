"""What becomes of problems: cohorts by the day on which they were put on the board, as they stand today."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.definitions import Definition
from alliance_portal.numbers import Rate

DEFINITIONS = (
    Definition(
        "problems_posted",
        _("Problems posted"),
        _(
            "Problems put on the board in the period, each once, however they ended. Drafts and what was not posted "
            "after all are left out. One that was opened to bids again counts by the day of its first opening."
        ),
    ),
    Definition(
        "problems_solved",
        _("Problems solved"),
        _("Of the problems posted, those whose solution has been accepted by whoever posted them."),
    ),
    Definition(
        "problems_unclaimed",
        pgettext_lazy("figure", "Problems unclaimed"),
        _("Of the problems posted, those for which nobody had bid by the day, or no bid was fit."),
    ),
    Definition(
        "problem_completion_rate",
        pgettext_lazy("figure", "Solved ÷ posted"),
        _("Problems solved ÷ problems posted. What is under way, failed or was ended stays in the denominator."),
    ),
    Definition(
        "problem_unclaimed_rate",
        pgettext_lazy("figure", "Unclaimed ÷ posted"),
        _("Problems unclaimed ÷ problems posted."),
    ),
)


@dataclass(frozen=True)
class ProblemFigures:
    posted: int = 0
    solved: int = 0
    unclaimed: int = 0
    stopped: int = 0
    """Not solved, or ended early."""

    @property
    def under_way(self):
        return self.posted - self.solved - self.unclaimed - self.stopped

    @property
    def completion(self):
        return Rate(self.solved, self.posted)

    @property
    def unclaimed_rate(self):
        return Rate(self.unclaimed, self.posted)


COUNTS = {
    "posted": Count("pk"),
    "solved": Count("pk", filter=Q(status="accepted")),
    "unclaimed": Count("pk", filter=Q(status="unclaimed")),
    "stopped": Count("pk", filter=Q(status__in=("failed", "ended"))),
}


def count_problems(problems, period):
    """The figures of those of these problems that were put on the board in the period; one query."""
    return ProblemFigures(**_posted(problems, period).aggregate(**COUNTS))


def count_problems_by_enterprise(problems, period):
    """{enterprise id: ProblemFigures} of the same; one that posted nothing is not in it."""
    rows = _posted(problems, period).values("enterprise").annotate(**COUNTS)
    return {row.pop("enterprise"): ProblemFigures(**row) for row in rows}


def _posted(problems, period):
    posted = problems.on_the_board().filter(opened_at__gte=period.start, opened_at__lt=period.end)
    return posted.order_by()
