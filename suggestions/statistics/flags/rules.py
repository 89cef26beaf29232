"""The rules as data: what each looks at, and from which share on the enterprise is asked."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import ExtractDay, TruncDate
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.models import Source

from ...models import Decision, Suggestion
from ..moment import Moment

LEDGER = Suggestion.Channel.LEDGER
# In addresses of the rows behind a number, before the code of the rule.
PREFIX = "flag_"
LEAD = {"proposers__is_lead": True, "proposers__confirmed_at__isnull": False}


@dataclass(frozen=True)
class Rule(Definition):
    """Raised where, of at least `least` rows of `base`, at least `share` percent are as the rule says."""

    base: Callable[[Moment], Q] = None
    least: int = 20
    share: int = 100

    def is_raised(self, part, whole):
        return whole >= self.least and part > 0 and part * 100 >= whole * self.share


@dataclass(frozen=True)
class Marked(Rule):
    """Each row by itself is as the rule says, or not."""

    marked: Callable[[Moment], Q] = None


@dataclass(frozen=True)
class Gathered(Rule):
    """Rows with the same `columns`: the largest group of an enterprise counts, or all of its groups `together`.

    `add(rows)` adds the columns; a group counts from `size` rows on. `grouped` are the rows that are grouped where
    these are not all of `base`.
    """

    columns: tuple = ()
    add: Callable = None
    size: int = 20
    together: bool = False
    grouped: Callable[[Moment], Q] = None

    def rows(self, queryset, moment):
        """The rows that are grouped, with their columns."""
        return self.add(queryset.filter((self.grouped or self.base)(moment)))


def _received(moment):
    return moment.received


def _adopted(moment):
    return moment.adopted


def _named(moment):
    """What is gathered by author leaves hidden names out: a number must not tell whose they are."""
    return moment.received & Q(name_hidden=False)


def _answered_here(moment):
    return moment.answered_for_good & ~Q(channel=LEDGER)


def _entered(moment):
    """Answered, and entered by somebody for a colleague."""
    return _answered_here(moment) & Q(recorded_by__isnull=False)


def _done_here(moment):
    return moment.implemented & ~Q(channel=LEDGER) & ~Q(implementation__source=Source.LEDGER)


def _on_last_day(_moment):
    """Answered on the last day of a month: the next day is a first one."""
    next_day = ExpressionWrapper(F("answered_at") + dt.timedelta(days=1), output_field=DateTimeField())
    return Q(Exact(ExtractDay(next_day), 1))


def _by_whoever_entered(_moment):
    return Q(Exists(Decision.objects.filter(suggestion=OuterRef("pk"), decided_by=OuterRef("recorded_by"))))


RULES = (
    Gathered(
        "all_on_one_day",
        _("Everything adopted, everything answered on one day"),
        _("Of 20 or more received all were adopted, and all first answers are of one day."),
        base=_received,
        columns=("day",),
        add=lambda rows: rows.annotate(day=TruncDate("answered_at")),
        grouped=_adopted,
    ),
    Marked(
        "unreviewed",
        _("Adopted without a record of the review"),
        _("Of 20 or more adopted at least half stand in a ledger that names nobody who reviewed them."),
        base=_adopted,
        share=50,
        marked=lambda moment: moment.from_ledger("adopted"),
    ),
    Marked(
        "unaudited",
        _("Benefit without finance"),
        _("Of 20 or more verified benefits at least half stand in a ledger, without an entry by finance."),
        base=lambda moment: moment.verified,
        share=50,
        marked=lambda moment: moment.from_ledger("verified"),
    ),
    Marked(
        "unconfirmed",
        _("Done, and no proposer has said so"),
        _("Of 20 or more done here not one was confirmed by whoever proposed it; all were closed by silence."),
        base=_done_here,
        marked=lambda _moment: Q(implementation__confirmed_at=None),
    ),
    Gathered(
        "same_texts",
        _("The same words again and again"),
        _("Of 20 or more received at least a fifth has, word for word, the text of two or more others."),
        base=_received,
        share=20,
        columns=("problem",),
        add=lambda rows: rows,
        size=3,
        together=True,
    ),
    Gathered(
        "same_answers",
        _("The same answer to half of them"),
        _("Of 20 or more answered here at least half have, word for word, the same answer."),
        base=_answered_here,
        share=50,
        columns=("words",),
        add=lambda rows: rows.exclude(decisions__reason="").annotate(words=F("decisions__reason")),
        size=10,
    ),
    Gathered(
        "one_day",
        _("Half of them came in on one day"),
        _("Of 40 or more received at least half came in on one day."),
        base=_received,
        least=40,
        share=50,
        columns=("day",),
        add=lambda rows: rows.annotate(day=TruncDate("received_at")),
    ),
    Gathered(
        "burst",
        _("Ten or more by one account on one day"),
        _("Somebody sent in ten or more on one day. Hidden names are left out."),
        base=_named,
        share=0,
        columns=("author", "day"),
        add=lambda rows: rows.filter(**LEAD).annotate(author=F("proposers__person"), day=TruncDate("received_at")),
        size=10,
        together=True,
    ),
    Gathered(
        "one_author",
        _("Half of them by one person"),
        _("Of 20 or more received at least half have the same first proposer. Hidden names are left out."),
        base=_named,
        share=50,
        columns=("author",),
        add=lambda rows: rows.filter(**LEAD).annotate(author=F("proposers__person")),
        size=10,
    ),
    Gathered(
        "one_account",
        _("One account for all"),
        _("Of 20 or more received at least four fifths were entered by the same account for colleagues."),
        base=_received,
        share=80,
        columns=("recorded_by",),
        add=lambda rows: rows.filter(recorded_by__isnull=False),
        size=10,
    ),
    Marked(
        "last_day",
        _("Answered on the last day"),
        _("Of 20 or more answered here at least half were answered on the last day of a month."),
        base=_answered_here,
        share=50,
        marked=_on_last_day,
    ),
    Marked(
        "own_answers",
        _("Entered and answered by the same account"),
        _("Of 20 or more entered for colleagues and answered at least half were answered by whoever entered them."),
        base=_entered,
        share=50,
        marked=_by_whoever_entered,
    ),
)
BY_CODE = {rule.code: rule for rule in RULES}


def rule_of(figure):
    """The rule whose rows a figure of an address asks for, None where it asks for something else."""
    return BY_CODE.get(figure.removeprefix(PREFIX)) if figure.startswith(PREFIX) else None
