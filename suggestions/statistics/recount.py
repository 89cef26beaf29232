"""Counts everything a second time, row by row and without the conditions of the figures, and compares.

On purpose nothing here is shared with the counting itself: a mistake in one of them shows as a difference.
"""

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from alliance_portal.periods import Period

from ..models import Decision, Recheck, Suggestion, SuggestionEvent
from .recount_sums import differences as differences_of_sums
from .summary import summarise
from .tally import Reading, current

COLUMNS = (
    "pk", "enterprise", "month", "status", "received_at", "due_on", "waiting_since", "conclusion", "answered_at",
    "concluded_at", "unmerged_at", "implemented_at", "withdrawn_at", "spam_at", "benefit__claimed_yuan",
    "benefit__verified_yuan", "benefit__verified_at", "benefit__verified_soft_yuan", "implementation__outcome",
)  # fmt: skip
COMPARED = (
    "received", "withdrawn", "spam", "answered", "adopted", "partly_adopted", "reserved", "declined", "merged",
    "forwarded", "pending", "overdue", "in_time", "implemented", "learned", "stalled", "rechecked", "in_use",
    "verified", "verified_yuan", "verified_soft_yuan", "claimed_yuan",
)  # fmt: skip


def differences(at):
    """Yield (place, what, counted, recounted) for every number that two ways of counting do not agree on."""
    yield from _in_figures(at)
    yield from differences_of_sums(at)
    yield from _in_histories()


def _in_figures(at):
    """Counted from the rows, and from the sums where these may be read."""
    by_hand, first, last = _recount(at)
    for month in Period(first, last).months if by_hand else ():
        period, recounted = Period(month, month), {place: own for place, own in by_hand.items() if place[1] == month}
        rows = summarise(Suggestion.objects.all(), period=period, as_of=at, by="enterprise")
        yield from _unequal({unit: tally.counts for unit, tally in rows.units.items()}, recounted, month)
        if current(at).exists():
            sums = Reading(period, at).found()
            yield from _unequal(sums.units, recounted, month, "tally ")


def _unequal(units, by_hand, month, by=""):
    for enterprise in units.keys() | {enterprise for enterprise, _month in by_hand}:
        counts, recounted = units.get(enterprise, Counter()), by_hand.get((enterprise, month), Counter())
        for code in COMPARED:
            if counts[code] != recounted[code]:
                yield (enterprise, month), f"{by}{code}", counts[code], recounted[code]


def _recount(at):
    """({(enterprise, month): Counter}, first month, last month)"""
    found, visits = defaultdict(Counter), _visits(at)
    for row in Suggestion.objects.order_by().values(*COLUMNS).iterator(chunk_size=5000):
        for code, number in _facts(row | {"visits": visits[row["pk"]]}, at).items():
            found[row["enterprise"], row["month"]][code] += number
    months = [month for _enterprise, month in found]
    return found, min(months, default=None), max(months, default=None)


def _facts(row, at):
    """What one row adds to which figure."""

    def before(name):
        return row[name] is not None and row[name] <= at

    if not before("received_at"):
        return {}
    if before("spam_at"):
        return {"spam": 1}
    if row["status"] == "withdrawn" and before("withdrawn_at"):
        return {"withdrawn": 1}
    if not before("answered_at"):
        return {"received": 1} | (_merged_then(row, at) or {"pending": 1, "overdue": _is_late(row, at)})
    answered = timezone.localtime(row["answered_at"]).date()
    facts = {"received": 1, "answered": 1, "in_time": int(answered <= row["due_on"])}
    conclusion = row["conclusion"] if before("concluded_at") else _earlier_conclusion(row["pk"], at)
    if conclusion not in ("adopted", "partly_adopted"):
        return facts | {conclusion: 1}
    return facts | {"adopted": 1, "partly_adopted": int(conclusion == "partly_adopted")} | _later(row, at, before)


def _merged_then(row, at):
    """What a merge adds that was an answer at the moment and was taken back later; nothing where there was none."""
    if row["unmerged_at"] is None or row["unmerged_at"] <= at:
        return {}
    for decision in Decision.objects.filter(suggestion=row["pk"], conclusion="merged"):
        if decision.decided_at <= at < (decision.taken_back_at or decision.decided_at):
            in_time = timezone.localtime(decision.decided_at).date() <= row["due_on"]
            return {"answered": 1, "merged": 1, "in_time": int(in_time)}
    return {}


def _earlier_conclusion(pk, at):
    """What held at the moment of a suggestion that was concluded anew later."""
    known = [decision for decision in Decision.objects.filter(suggestion=pk) if decision.decided_at <= at]
    return max(known, key=lambda decision: (decision.decided_at, decision.pk)).conclusion


def _is_late(row, at):
    paused = row["status"] == "needs_info" and row["waiting_since"] and row["waiting_since"] <= at
    return int(not paused and row["due_on"] < timezone.localtime(at).date())


def _later(row, at, before):
    """What came of an adopted suggestion."""
    learned = before("implemented_at") and row["implementation__outcome"] == "learned"
    is_claim = not learned and not before("benefit__verified_at")
    facts = {"claimed_yuan": (row["benefit__claimed_yuan"] or 0) if is_claim else 0}
    if before("implemented_at") and before("benefit__verified_at"):
        facts |= {"verified": 1, "verified_yuan": row["benefit__verified_yuan"]}
        facts |= {"verified_soft_yuan": row["benefit__verified_soft_yuan"] or 0}
    if before("implemented_at"):
        seen = {"rechecked": 1, "in_use": int(row["visits"][-1] != "gone")} if row["visits"] else {}
        return facts | {"implemented": 1, "learned": int(learned)} | seen
    return facts | {"stalled": int(row["concluded_at"] <= at - dt.timedelta(days=90))}


def _visits(at):
    """{suggestion: results of the visits that were made by the moment, in their order}"""
    found = defaultdict(list)
    for visit in sorted(Recheck.objects.all(), key=lambda visit: (visit.checked_at, visit.pk)):
        if visit.checked_at <= at:
            found[visit.suggestion_id].append(visit.result)
    return found


def _in_histories():
    """The last step in a history must be the status."""
    steps = SuggestionEvent.objects.filter(record=OuterRef("pk")).exclude(to_status="").order_by("-pk")
    rows = (
        Suggestion.objects.order_by("pk")
        .annotate(last_step=Subquery(steps.values("to_status")[:1]))
        .values_list("enterprise", "month", "number", "status", "last_step")
    )
    for enterprise, month, number, status, step in rows.iterator(chunk_size=5000):
        if status != step:
            yield (enterprise, month), f"history {number}", step or "", status
