"""Whether answers are understood: ratings of proposers, only ever as sums of five or more."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.models import Source
from alliance_portal.numbers import Rate

from ..models import AnswerRating, Decision, Suggestion

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
    given = _given(as_of).filter(suggestion__in=rows.values("pk"))
    numbers = given.aggregate(answers=Count("pk"), unrated=Count("pk", filter=_unrated(as_of)))
    of_these = _ratings(as_of).filter(decision__in=given.values("pk"))
    return Clarity(Counter(dict(of_these.values_list("value").annotate(n=Count("pk")))), **numbers)


def voices(at):
    """{name: what a single suggestion adds to the answers, to those without a rating, and to the ratings}"""
    given = _given(at).filter(suggestion=OuterRef("pk"))
    rated = _ratings(at).filter(decision__in=_given(at).filter(suggestion=OuterRef(OuterRef("pk"))).values("pk"))
    of_each = {value: rated.filter(value=value) for value in AnswerRating.Value.values}
    counted = {"answers": given, "unrated": given.filter(_unrated(at))} | of_each
    return {name: _where_counted(_number(rows)) for name, rows in counted.items()}


def _given(at):
    """The answers given here that held by then."""
    given = Decision.objects.filter(decided_at__lte=at).exclude(source=Source.LEDGER)
    return given.exclude(taken_back_at__lte=at).order_by()


def _ratings(at):
    return AnswerRating.objects.filter(created_at__lte=at).order_by()


def _unrated(at):
    return ~Exists(_ratings(at).filter(decision=OuterRef("pk")))


def _number(rows):
    """How many there are, as a subquery."""
    one = rows.annotate(every=Value(1)).values("every").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(one, output_field=IntegerField()), Value(0))


def _where_counted(number):
    is_counted = Q(spam_at=None) & ~Q(status=Suggestion.Status.WITHDRAWN)
    return Case(When(is_counted, then=number), default=Value(0), output_field=IntegerField())
