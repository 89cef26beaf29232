"""Folds the marks of what has changed into the sums of the figures (`models.tally` says what these are)."""

import datetime as dt
import logging
from collections import Counter, defaultdict
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from .. import triggers
from ..models import (
    AnswerDayTally,
    CountedProposer,
    CountedSuggestion,
    FigureFold,
    FigureMark,
    FigureTally,
    PeopleTally,
    Proposer,
    Suggestion,
)
from ..models.tally import ALL, AMOUNTS, NEVER, VOICES
from ..statistics.facts import fingerprint, flags_of
from ..statistics.kept import NUMBERS, PLACE, counted, proposers, start_over
from ..statistics.moment import Moment
from .sums import add_to

logger = logging.getLogger(__name__)
# So many are folded in one transaction; so many marks are worth a fold of their own.
AT_ONCE = 2000
MANY = 5000
# What happened later than this before now stays marked: whoever looks at figures has begun a little while ago.
STILL = dt.timedelta(minutes=1)


class UnmarkedError(Exception):
    """Triggers are missing, so what is written leaves no marks: no sums can be right."""


def fold_figures():
    """Bring the sums up to what is marked; return how many suggestions and people were looked at.

    What is dated in the future stays marked. Two folds at once wait for each other; who reads meanwhile is not held up.
    Where triggers are missing nothing is folded, and the sums are not read until `migrate` has put them back.
    """
    try:
        return sum(_in_turns(step) for step in (_fold_marked, _fold_expired, _fold_people))
    except UnmarkedError as error:
        FigureFold.objects.update(counted_by="")
        logger.warning("The figures are counted from the rows until the next migrate: %s", error)
        return 0


def fold_if_many():
    """Fold after what has marked very many: an import, a demo.

    Not where everything is to be counted anew: that takes longer than anybody waits for a page.
    """
    if FigureFold.objects.filter(counted_by=fingerprint()).exists() and FigureMark.objects.count() > MANY:
        fold_figures()


def count_anew():
    """Forget all sums and make them from the rows once more; return how many suggestions there are.

    Raises UnmarkedError where triggers are missing.
    """
    with _alone() as fold:
        _start_over(fold)
    return CountedSuggestion.objects.count()


@contextmanager
def _alone():
    """A transaction that no other fold is in; sums that were counted by other definitions are made anew first."""
    begin = {"until": timezone.now() - STILL, "counted_by": ""}
    with transaction.atomic():
        fold, _new = FigureFold.objects.select_for_update().get_or_create(pk=1, defaults=begin)
        if missing := triggers.missing(connection):
            raise UnmarkedError(f"Missing triggers: {', '.join(missing)}")
        fold.until = max(fold.until, begin["until"])
        if fold.counted_by != fingerprint():
            _start_over(fold)
        yield fold


def _start_over(fold):
    start_over(fold.until)
    fold.counted_by = fingerprint()
    fold.save()


def _in_turns(step):
    """Take the step again from where it ended until it finds nothing; return how many it was about."""
    number, last = 0, 0
    while last is not None:
        with _alone() as fold:
            last, about = step(fold.until, last)
            if about:
                fold.save()
        number += about
    return number


def _fold_marked(until, after):
    marks = FigureMark.objects.filter(suggestion__isnull=False, pk__gt=after).order_by("pk")
    found = list(marks.values_list("pk", "suggestion")[:AT_ONCE])
    done = _recount({suggestion for _pk, suggestion in found}, until)
    _mark_people(Proposer.objects.filter(suggestion__in=done).values_list("person", flat=True))
    FigureMark.objects.filter(pk__in=[pk for pk, suggestion in found if suggestion in done]).delete()
    return found[-1][0] if found else None, len(done)


def _fold_expired(until, after):
    """What has begun to count as something else without being written; the marked ones had their turn."""
    marked = FigureMark.objects.filter(suggestion__isnull=False).values("suggestion")
    expired = CountedSuggestion.objects.filter(holds_until__lte=until, pk__gt=after).exclude(pk__in=marked)
    found = list(expired.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return found[-1] if found else None, len(_recount(set(found), until))


def _recount(ids, until):
    """Put what these suggestions count as now in the place of what they counted as; return the ids that are done."""
    rows = Suggestion.objects.filter(pk__in=ids).order_by()
    done = ids - set(rows.filter(Moment(until).ahead).values_list("pk", flat=True))
    found = (CountedSuggestion(*facts) for facts in counted(rows.filter(pk__in=done), until))
    before, now, changes = CountedSuggestion.objects.in_bulk(done), {one.pk: one for one in found}, Changes()
    changed = [pk for pk in sorted(done) if _told(before.get(pk)) != _told(now.get(pk))]
    for pk in changed:
        changes.count(before.get(pk), -1)
        changes.count(now.get(pk), +1)
    changes.save()
    _keep(CountedSuggestion, [now[pk] for pk in changed if pk in now])
    CountedSuggestion.objects.filter(pk__in=[pk for pk in changed if pk not in now]).delete()
    return done


def _told(one):
    return one and tuple(getattr(one, field.attname) for field in one._meta.concrete_fields)


def _keep(model, rows):
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(rows, batch_size=500, update_conflicts=True, unique_fields=["pk"], update_fields=names)


class Changes:
    """By how much the sums change: collected by shop and month, written for enterprise and district too."""

    def __init__(self):
        self.masks, self.amounts, self.days = Counter(), Counter(), Counter()

    def count(self, one, sign):
        """Add what a suggestion counts as (+1), or take away what it counted as (-1)."""
        if one is None:
            return
        place = (one.enterprise, one.shop, one.month)
        self.masks[*place, one.mask] += sign
        if one.tenths is not None:
            self.days[*place, one.tenths, one.within_days] += sign
        for name in (*AMOUNTS, *VOICES):
            if amount := getattr(one, name):
                self.amounts[*place, name] += sign * amount

    def save(self):
        sums = defaultdict(Counter)
        for (*place, mask), number in self.masks.items():
            for whole in _wholes(*place):
                sums[whole].update(dict.fromkeys((*flags_of(mask), "suggestions"), number))
        for (*place, name), amount in self.amounts.items():
            for whole in _wholes(*place):
                sums[whole][name] += amount
        add_to(FigureTally, PLACE, NUMBERS, sums)
        days = defaultdict(Counter)
        for (*place, tenths, within), number in self.days.items():
            for whole in _wholes(*place):
                days[*whole, tenths, within]["number"] += number
        add_to(AnswerDayTally, (*PLACE, "tenths", "within_days"), ("number",), days)


def _wholes(enterprise, shop, month):
    """The places in whose sums a shop and month are."""
    return (enterprise, shop, month), (enterprise, ALL, month), (ALL, ALL, month)


def _mark_people(people):
    people = set(people)
    marked = FigureMark.objects.filter(person__in=people).values_list("person", flat=True)
    FigureMark.objects.bulk_create(FigureMark(person=person) for person in sorted(people - set(marked)))


def _fold_people(until, after):
    marks = FigureMark.objects.filter(person__gt=after).order_by("person")
    people = list(marks.values_list("person", flat=True).distinct()[:AT_ONCE])
    done = list(FigureMark.objects.filter(person__in=people).values_list("pk", flat=True))
    _recount_people(people, until)
    FigureMark.objects.filter(pk__in=done).delete()
    return people[-1] if people else None, len(people)


def _recount_people(people, until):
    known, rows = CountedProposer.objects.filter(person__in=people), Suggestion.objects.order_by()
    before, now = set(known.values_list("person", *PLACE)), set(proposers(rows, until).filter(author__in=people))
    if before == now:
        return
    sums = defaultdict(Counter)
    for places, sign in ((before, -1), (now, +1)):
        for cell in _cells(places):
            sums[cell]["number"] += sign
    add_to(PeopleTally, (*PLACE, "previous"), ("number",), sums)
    gone = [pk for pk, *place in known.values_list("pk", "person", *PLACE) if tuple(place) not in now]
    CountedProposer.objects.filter(pk__in=gone).delete()
    new = sorted(now - before)
    CountedProposer.objects.bulk_create(
        CountedProposer(person=person, **dict(zip(PLACE, place, strict=True))) for person, *place in new
    )


def _cells(places):
    """(enterprise, shop, month, the same person's month before) for all wholes, from (person, enterprise, …)."""
    months = defaultdict(set)
    for person, enterprise, shop, month in places:
        for *whole, _month in _wholes(enterprise, shop, month):
            months[person, *whole].add(month)
    for (_person, *whole), own in months.items():
        ordered = sorted(own)
        yield from ((*whole, month, previous) for month, previous in zip(ordered, [NEVER, *ordered], strict=False))
