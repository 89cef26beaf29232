"""The honours of a workshop, and of the results it worked out."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Kind, Source, Timing, register
from alliance_portal.periods import last_day
from workshops.models import AwardEntry, Honour

CHAPTER = _("Honours")


def _granted(period):
    last = last_day(period.last)
    return Honour.objects.valid_on(last).filter(granted_on__gte=period.first)


def _of(workshops, period):
    """{workshop id: {honour id: honour}}: those it holds itself, and those of its results, each once."""
    keys = {one.pk for one in workshops}
    mine = Q(workshop__in=keys) | Q(result__workshops__in=keys)
    rows = _granted(period).filter(mine).distinct().prefetch_related("result__workshops").order_by("granted_on", "pk")
    found = {key: {} for key in keys}
    for honour in rows:
        for key in _workshops_of(honour) & keys:
            found[key][honour.pk] = honour
    return found


def _workshops_of(row):
    """The ids of workshops behind an honour or an entry: its own, and those of its result."""
    by_result = {one.pk for one in row.result.workshops.all()} if row.result else set()
    return by_result | {row.workshop_id}


def _together(workshops, period):
    """An honour that several of them share counts once."""
    merged = {}
    for honours in _of(workshops, period).values():
        merged |= honours
    return merged


HELD = Source(_of, _together)


def _entries_of(workshops, period):
    """{workshop id: ids of its entries in award rounds}: of itself and of its results, in rounds of the period."""
    keys = {one.pk for one in workshops}
    of_theirs = Q(workshop__in=keys) | Q(result__workshops__in=keys)
    in_time = Q(round__entries_by__range=(period.first, last_day(period.last))) & ~Q(round__status="called_off")
    rows = AwardEntry.objects.standing().filter(of_theirs, in_time).distinct().prefetch_related("result__workshops")
    found = {key: set() for key in keys}
    for entry in rows:
        for key in _workshops_of(entry) & keys:
            found[key].add(entry.pk)
    return found


ENTERED = Source(_entries_of, lambda workshops, period: set().union(*_entries_of(workshops, period).values()))

register(
    Fact(
        "award_entries",
        _("Entries in award rounds"),
        _(
            "What was recommended of the workshop or of its results, and not withdrawn, in award rounds whose "
            "recommendations close in the period; rounds that were called off are left out."
        ),
        chapter=CHAPTER,
        timing=Timing.PERIOD,
        unit=pgettext_lazy("unit", "entries"),
        source=ENTERED,
        read=len,
    ),
    Fact(
        "honours",
        _("Honours received"),
        _("Honours granted in the period to the workshop or to results it worked out, not revoked by its end."),
        chapter=CHAPTER,
        timing=Timing.PERIOD,
        unit=pgettext_lazy("unit", "honours"),
        source=HELD,
        read=len,
    ),
    Fact(
        "honour_titles",
        _("Names of the honours"),
        _("The titles of these honours with the year, the earliest first. No person is named."),
        chapter=CHAPTER,
        timing=Timing.PERIOD,
        kind=Kind.WORDS,
        source=HELD,
        read=lambda honours: "；".join(str(honour) for honour in honours.values()),
    ),
)
