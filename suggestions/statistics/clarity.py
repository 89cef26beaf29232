"""Whether answers are understood: ratings of proposers, only ever as sums of five or more."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.models import Source
from alliance_portal.numbers import Rate

from ..models import AnswerRating, Decision

# Fewer would show what single people have said.
FEWEST_RATINGS = 5
CLEAR_RATE = Definition(
    "clear_rate",
    _("Clarity rate"),
    _(
        "Ratings “clear” ÷ all ratings of the answers given here. Shown from five ratings on; ratings are voluntary, "
        "nobody sees single ones, and answers without a rating are shown beside it."
    ),
)


@dataclass(frozen=True)
class Clarity:
    """`ratings` is {value: how many}; `answers` counts those given here, `unrated` those nobody rated."""

    ratings: Counter
    answers: int
    unrated: int

    @property
    def rated(self):
        return sum(self.ratings.values())

    @property
    def is_shown(self):
        return self.rated >= FEWEST_RATINGS

    @property
    def rate(self):
        return Rate(self.ratings[AnswerRating.Value.CLEAR], self.rated)


def clarity(queryset, *, period, as_of):
    """The ratings of answers to the suggestions that came in during the period, as known on `as_of`."""
    rows = queryset.counted().filter(month__gte=period.first, month__lte=period.last).order_by()
    given = Decision.objects.filter(suggestion__in=rows.values("pk"), decided_at__lte=as_of)
    given = given.exclude(source=Source.LEDGER).exclude(taken_back_at__lte=as_of).order_by()
    ratings = AnswerRating.objects.filter(created_at__lte=as_of).order_by()
    unrated = ~Exists(ratings.filter(decision=OuterRef("pk")))
    numbers = given.aggregate(answers=Count("pk"), unrated=Count("pk", filter=unrated))
    of_these = ratings.filter(decision__in=given.values("pk"))
    return Clarity(Counter(dict(of_these.values_list("value").annotate(n=Count("pk")))), **numbers)
