"""Counts requests about data a second time, from their histories one by one, and compares.

On purpose nothing here is shared with the counting itself: a mistake in one of them shows as a difference.
"""

from collections import Counter, defaultdict

from django.utils import timezone

from alliance_portal.periods import add_months, start_of

from ..models import DataRequest
from .data_requests import COUNTED, DataRequestFigures, count_by_enterprise

ANSWERS = {"done", "declined"}


def differences(at):
    """Yield (place, what, counted, recounted) for every number that two ways of counting do not agree on."""
    by_hand = _recount(at)
    for month in sorted(by_hand):
        asked = DataRequest.objects.asked_between(start_of(month), start_of(add_months(month, 1)))
        counted = count_by_enterprise(asked, at)
        for enterprise in sorted(by_hand[month].keys() | counted.keys()):
            own, hand = counted.get(enterprise, DataRequestFigures()), by_hand[month][enterprise]
            for what in COUNTED:
                if getattr(own, what) != hand[what]:
                    yield (enterprise, month), f"requests about data {what}", getattr(own, what), hand[what]


def _recount(at):
    """{month of asking: {enterprise: Counter}}"""
    found = defaultdict(lambda: defaultdict(Counter))
    for one in DataRequest.objects.order_by("pk").select_related("person").prefetch_related("events"):
        when = {event.verb: timezone.localtime(event.occurred_at) for event in one.events.all()}
        day = when["asked"].date()
        found[day.replace(day=1)][one.person.enterprise_id].update(_facts(one, when, at))
    return found


def _facts(one, when, at):
    told = [moment for verb, moment in when.items() if verb in ANSWERS and moment <= at]
    if told:
        return ["received", "answered"] + ["in_time"] * (told[0].date() <= one.due_on)
    return ["received"] + ["overdue"] * (one.due_on < timezone.localtime(at).date())
