"""Counts mentoring agreements a second time, from their histories one by one, and compares.

On purpose nothing here is shared with the counting itself: a mistake in one of them shows as a difference.
"""

import datetime as dt
from collections import Counter, defaultdict

from django.utils import timezone

from alliance_portal.periods import add_months

from ..models import Extension, Mentorship, MentorshipEvent
from .mentorships import count_by_enterprise

# So many month ends are compared besides today.
MONTHS = 24
OVER = {"graduated", "ended"}


def differences(at):
    """Yield (place, what, counted, recounted) for every number that two ways of counting do not agree on."""
    today = timezone.localtime(at).date()
    agreements = list(Mentorship.objects.order_by("pk").prefetch_related("apprenticeships"))
    steps = _steps()
    yield from _in_histories(agreements, steps)
    extensions = defaultdict(list)
    for one in Extension.objects.all():
        extensions[one.mentorship_id].append(one)
    for day in _days(today):
        yield from _on_day(day, agreements, steps, extensions)


def _days(today):
    months = [add_months(today.replace(day=1), -back) for back in range(MONTHS)]
    return [today, *(month - dt.timedelta(days=1) for month in months)]


def _steps():
    """{agreement: [(status, day), …]} as the history tells it."""
    found = defaultdict(list)
    for event in MentorshipEvent.objects.exclude(to_status="").order_by("pk"):
        found[event.record_id].append((event.to_status, timezone.localtime(event.occurred_at).date()))
    return found


def _in_histories(agreements, steps):
    """The last step must be the status."""
    for one in agreements:
        last = steps[one.pk][-1][0] if steps[one.pk] else "draft"
        if last != one.status:
            yield (one.enterprise_id, one.starts_on.replace(day=1)), f"history of agreement {one.pk}", last, one.status


def _on_day(day, agreements, steps, extensions):
    by_hand = defaultdict(Counter)
    for one in agreements:
        if _is_in_force(one, steps[one.pk], extensions[one.pk], day):
            by_hand[one.enterprise_id].update(mentorships=1, pairs=len(one.apprenticeships.all()))
    counted = count_by_enterprise(Mentorship.objects.all(), day)
    for enterprise in set(by_hand) | set(counted):
        own = counted.get(enterprise)
        told = Counter(mentorships=own.mentorships, pairs=own.pairs) if own else Counter()
        for what in ("mentorships", "pairs"):
            if told[what] != by_hand[enterprise][what]:
                yield (enterprise, day.replace(day=1)), what, told[what], by_hand[enterprise][what]


def _is_in_force(one, steps, extensions, day):
    """Signed by then as the history says, not over by then, and within the term as it was known on the day."""
    past = [status for status, when in steps if when <= day]
    if "in_force" not in past or any(status in OVER and when <= day for status, when in _ends(one, steps)):
        return False
    known = [each.ends_on for each in extensions if each.decided_on <= day]
    later = [each.former_ends_on for each in extensions if each.decided_on > day]
    ends_on = max(known) if known else min(later, default=one.ends_on)
    return one.starts_on <= day <= ends_on


def _ends(one, steps):
    """How it ended; of a graduation the day of the assessment counts, which is entered afterwards."""
    return [(status, one.closed_on if status == "graduated" else when) for status, when in steps if status in OVER]
